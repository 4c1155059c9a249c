import { sign } from "node:crypto";
import { bundle, envelope, preAuthEncoding } from "../../attestations/bundle.ts";
import type { Sign } from "../../attestations/signing.ts";
import { PAYLOAD_TYPE } from "../../attestations/statement.ts";
import type { Http } from "../../http/types.ts";
import type { Identity } from "../oidc/identity.ts";
import { certify } from "./fulcio.ts";
import { record } from "./rekor.ts";

/** Base addresses without a slash at their end. */
export interface SigstoreAddresses {
  readonly fulcio: string;
  readonly rekor: string;
}

/** Signs as the workflow itself, by a certificate of ten minutes: one for all statements of a step. */
export function keylessSigner(identity: Identity, { fulcio, rekor }: SigstoreAddresses, http: Http): Sign {
  let certified: ReturnType<typeof certify> | undefined;
  return async (payload) => {
    certified ??= certify(identity, fulcio, http);
    const { privateKey, certificate } = await certified;
    const signed = envelope(payload, sign("sha256", preAuthEncoding(PAYLOAD_TYPE, payload), privateKey));
    const entry = await record(signed, certificate.toString(), rekor, http);
    return bundle(signed, { certificate: { rawBytes: certificate.raw.toString("base64") } }, [entry]);
  };
}
