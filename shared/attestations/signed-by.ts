import { type KeyObject, verify } from "node:crypto";
import { isRecord, parseJson } from "../domain/json.ts";
import { preAuthEncoding } from "./bundle.ts";
import { PAYLOAD_TYPE } from "./statement.ts";

/** The statement in a Sigstore bundle that this key signed; undefined where it did not. Node's own cryptography is enough for it. */
export function statementSignedBy(key: KeyObject, text: string): unknown {
  const bundle = parseJson(text);
  const envelope = isRecord(bundle) ? bundle["dsseEnvelope"] : undefined;
  if (!isRecord(envelope) || envelope["payloadType"] !== PAYLOAD_TYPE) return undefined;
  const { payload, signatures } = envelope;
  const signature: unknown = Array.isArray(signatures) ? signatures[0] : undefined;
  if (typeof payload !== "string" || !isRecord(signature) || typeof signature["sig"] !== "string") return undefined;
  const bytes = Buffer.from(payload, "base64");
  const signed = preAuthEncoding(PAYLOAD_TYPE, bytes);
  const algorithm = key.asymmetricKeyType === "ed25519" ? null : "sha256";
  return verify(algorithm, signed, key, Buffer.from(signature["sig"], "base64"))
    ? parseJson(bytes.toString())
    : undefined;
}
