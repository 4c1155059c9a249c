import seeds from "@sigstore/tuf/seeds.json" with { type: "json" };
import { TUF } from "../../../attestations/public-good.ts";

const decoded = (base64: string): string => Buffer.from(base64, "base64").toString();

/** The root of Sigstore's own repository as Sigstore's own client came with it, from which every later one is reached by signatures. */
export const publicGoodRoot = (): string => decoded(seeds[TUF]["root.json"]);

/** What was published when that client came out. */
export const publicGoodTrust = (): string => decoded(seeds[TUF].targets["trusted_root.json"]);
