import seeds from "@sigstore/tuf/seeds.json" with { type: "json" };

const decoded = (base64: string): string => Buffer.from(base64, "base64").toString();

/** Where Sigstore's own instance publishes what it is trusted by. */
export const PUBLIC_GOOD = "https://tuf-repo-cdn.sigstore.dev";

/** That repository's root as Sigstore's own client came with it, from which every later one is reached by signatures. */
export const publicGoodRoot = (): string => decoded(seeds[PUBLIC_GOOD]["root.json"]);

/** What was published when that client came out. */
export const publicGoodTrust = (): string => decoded(seeds[PUBLIC_GOOD].targets["trusted_root.json"]);
