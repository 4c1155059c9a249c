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
  hashAlgorithm: z.unknown(),
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

// Numbers of the format's own list: what is read of them is only whether a key is RSA or not.
const RSA = 3;
const ECDSA = 5;

const log = ({ baseUrl, publicKey, logId, checkpointKeyId }: z.infer<typeof Log>): TrustedRoot["tlogs"][number] => ({
  baseUrl,
  hashAlgorithm: 1,
  publicKey: {
    rawBytes: publicKey.rawBytes,
    keyDetails: publicKey.keyDetails.includes("RSA") ? RSA : ECDSA,
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

/** A `trusted_root.json` as Sigstore and `gh attestation trusted-root` give it out; undefined when the text is none. */
export function readTrustRoot(text: string): TrustedRoot | undefined {
  const parsed = Root.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const { mediaType, tlogs, ctlogs, certificateAuthorities, timestampAuthorities } = parsed.data;
  return {
    mediaType,
    tlogs: tlogs.map(log),
    ctlogs: ctlogs.map(log),
    certificateAuthorities: certificateAuthorities.map(authority),
    timestampAuthorities: timestampAuthorities.map(authority),
  };
}
