import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign as signBytes } from "node:crypto";
import { Failure } from "../action/failure.ts";
import type { Secret } from "../action/secret.ts";
import { bundle, envelope, preAuthEncoding } from "./bundle.ts";
import type { Sign } from "./signing.ts";
import { PAYLOAD_TYPE } from "./statement.ts";

/** How Sigstore names a key: the base64 of the SHA-256 of its DER. */
export const hintOf = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ type: "spki", format: "der" }))
    .digest("base64");

const isUsable = (key: KeyObject): boolean =>
  key.asymmetricKeyType === "ed25519" ||
  (key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1");

/** Signs by a private key, and the public key by which it is checked. */
export interface KeySigner {
  readonly sign: Sign;
  readonly publicKey: KeyObject;
}

/** Takes a private key in PEM (ECDSA P-256 or Ed25519). The message never quotes the key, nor what the parser says of it. */
export function keySigner(pem: Secret): KeySigner {
  const key = readKey(pem);
  const publicKey = createPublicKey(key);
  const sign: Sign = (payload) => {
    // ECDSA signs the SHA-256; Ed25519 does its own hashing.
    const signature = signBytes(
      key.asymmetricKeyType === "ed25519" ? null : "sha256",
      preAuthEncoding(PAYLOAD_TYPE, payload),
      key,
    );
    return Promise.resolve(bundle(envelope(payload, signature), { publicKey: { hint: hintOf(publicKey) } }, []));
  };
  return { sign, publicKey };
}

function readKey(pem: Secret): KeyObject {
  const text = pem.reveal();
  try {
    const key = createPrivateKey(text);
    if (isUsable(key)) return key;
  } catch {
    // Told below; the cause may quote the key.
  }
  throw new Failure("SLIP-INPUT-INVALID", "The signing key is not a private key that we can sign with.", {
    blame: "user",
    state: "Nothing was built.",
    next: text.includes("ENCRYPTED")
      ? "Give the key without its password, in PEM; the secret's store protects it. A key that `cosign generate-key-pair` made is always encrypted: make one with `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`."
      : "Give an ECDSA P-256 or Ed25519 private key in PEM, such as `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` makes.",
  });
}

/** A public key in PEM; undefined when it is none. */
export function readPublicKey(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem);
    return isUsable(key) ? key : undefined;
  } catch {
    return undefined;
  }
}
