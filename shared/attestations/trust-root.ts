import { createPublicKey } from "node:crypto";
import type { toTrustMaterial } from "@sigstore/verify";
import * as z from "zod";
import { parseJson } from "../domain/json.ts";

/** What @sigstore/verify makes its trust material of. */
export type TrustedRoot = Parameters<typeof toTrustMaterial>[0];

/** What a signature without a key is checked by. */
export interface TrustedBy {
  readonly root: TrustedRoot;
  /** Why it is not the newest, as a sentence. */
  readonly stale: string | undefined;
}

const bytes = z.string().transform((text) => Buffer.from(text, "base64"));
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const validFor = z.object({ start: time.optional(), end: time.optional() });

const Log = z.object({
  baseUrl: z.string().default(""),
  publicKey: z.object({ rawBytes: bytes, keyDetails: z.string(), validFor: validFor.optional() }),
  logId: z.object({ keyId: bytes }),
  checkpointKeyId: z.object({ keyId: bytes }).optional(),
});

const Authority = z.object({
  uri: z.string().default(""),
  certChain: z.object({ certificates: z.array(z.object({ rawBytes: bytes })).min(1) }),
  validFor: validFor.optional(),
});

const Root = z.object({
  mediaType: z.string(),
  tlogs: z.array(Log).default([]),
  certificateAuthorities: z.array(Authority).min(1),
  ctlogs: z.array(Log).default([]),
  timestampAuthorities: z.array(Authority).default([]),
});

// Numbers of the format's own list: what is read of them is only whether a key is written as PKCS #1 or not.
const RSA = 3;
const ECDSA = 5;

const log = ({ baseUrl, publicKey, logId, checkpointKeyId }: z.infer<typeof Log>): TrustedRoot["tlogs"][number] => ({
  baseUrl,
  hashAlgorithm: 1,
  publicKey: {
    rawBytes: publicKey.rawBytes,
    keyDetails: publicKey.keyDetails.includes("RSA_PKCS1V") ? RSA : ECDSA,
    validFor: range(publicKey.validFor),
  },
  logId,
  checkpointKeyId,
  operator: "",
});

const range = (given: z.infer<typeof validFor> | undefined) =>
  given === undefined ? undefined : { start: given.start, end: given.end };

const authority = ({ uri, certChain, validFor: valid }: z.infer<typeof Authority>) => ({
  subject: undefined,
  uri,
  certChain,
  validFor: range(valid),
  operator: "",
});

type TrustedLog = TrustedRoot["tlogs"][number];

function isKnown({ publicKey }: TrustedLog): boolean {
  const { rawBytes, keyDetails } = publicKey ?? {};
  try {
    createPublicKey({ key: Buffer.from(rawBytes ?? ""), format: "der", type: keyDetails === RSA ? "pkcs1" : "spki" });
    return true;
  } catch {
    return false;
  }
}

/**
 * A log whose key this Node does not know yet proves nothing here, and takes nothing from the others. Where none is left, all
 * stay, and what is checked by them is refused: no log at all would mean that none is needed.
 */
function known(logs: readonly TrustedLog[]): TrustedLog[] {
  const usable = logs.filter(isKnown);
  return usable.length === 0 ? [...logs] : usable;
}

/** One document, or one a line, as `gh attestation trusted-root` writes those of several instances. */
function documentsOf(text: string): readonly unknown[] {
  const whole = parseJson(text);
  if (whole !== undefined) return [whole];
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parseJson);
}

/**
 * What Sigstore gives out as `trusted_root.json`, or `gh attestation trusted-root`: of several instances each vouches for its
 * own. Undefined when the text is none.
 */
export function readTrustRoot(text: string): TrustedRoot | undefined {
  const documents = documentsOf(text).map((document) => Root.safeParse(document).data);
  const roots = documents.filter((root) => root !== undefined);
  const [first] = roots;
  if (first === undefined || roots.length < documents.length) return undefined;
  return {
    mediaType: first.mediaType,
    tlogs: known(roots.flatMap(({ tlogs }) => tlogs.map(log))),
    ctlogs: known(roots.flatMap(({ ctlogs }) => ctlogs.map(log))),
    certificateAuthorities: roots.flatMap(({ certificateAuthorities }) => certificateAuthorities.map(authority)),
    timestampAuthorities: roots.flatMap(({ timestampAuthorities }) => timestampAuthorities.map(authority)),
  };
}
