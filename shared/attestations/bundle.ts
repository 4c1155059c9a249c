import { PAYLOAD_TYPE } from "./statement.ts";

export const BUNDLE_TYPE = "application/vnd.dev.sigstore.bundle.v0.3+json";
/** Of a statement that nobody signed. */
export const STATEMENT_MEDIA_TYPE = "application/vnd.in-toto+json";

/** An entry of a transparency log, in the bundle's own notation: bytes are base64, 64-bit numbers are texts. */
export interface LogEntry {
  readonly logIndex: string;
  readonly logId: { readonly keyId: string };
  readonly kindVersion: { readonly kind: string; readonly version: string };
  readonly integratedTime: string;
  readonly inclusionPromise?: { readonly signedEntryTimestamp: string };
  readonly inclusionProof?: {
    readonly logIndex: string;
    readonly rootHash: string;
    readonly treeSize: string;
    readonly hashes: readonly string[];
    readonly checkpoint: { readonly envelope: string };
  };
  readonly canonicalizedBody: string;
}

/** DSSE: the payload and its signature, both base64. */
export interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly sig: string; readonly keyid: string }[];
}

/** A Sigstore bundle, version 0.3, as it is stored. */
export interface Bundle {
  readonly mediaType: typeof BUNDLE_TYPE;
  readonly verificationMaterial: {
    readonly certificate?: { readonly rawBytes: string };
    readonly publicKey?: { readonly hint: string };
    readonly tlogEntries: readonly LogEntry[];
    readonly timestampVerificationData: { readonly rfc3161Timestamps: readonly never[] };
  };
  readonly dsseEnvelope: Envelope;
}

/** What DSSE signs: type and payload, each with its length before it. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Buffer {
  const type = Buffer.from(payloadType);
  return Buffer.concat([Buffer.from(`DSSEv1 ${type.length} `), type, Buffer.from(` ${payload.length} `), payload]);
}

export const envelope = (payload: Uint8Array, signature: Uint8Array): Envelope => ({
  payload: Buffer.from(payload).toString("base64"),
  payloadType: PAYLOAD_TYPE,
  signatures: [{ sig: Buffer.from(signature).toString("base64"), keyid: "" }],
});

type Proof =
  | { readonly certificate: { readonly rawBytes: string } }
  | { readonly publicKey: { readonly hint: string } };

export const bundle = (dsseEnvelope: Envelope, proof: Proof, tlogEntries: readonly LogEntry[]): Bundle => ({
  mediaType: BUNDLE_TYPE,
  verificationMaterial: { ...proof, tlogEntries, timestampVerificationData: { rfc3161Timestamps: [] } },
  dsseEnvelope,
});
