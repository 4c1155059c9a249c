import { sign } from "node:crypto";
import { bundle, envelope, preAuthEncoding } from "../../attestations/bundle.ts";
import type { Sign } from "../../attestations/signing.ts";
import { PAYLOAD_TYPE } from "../../attestations/statement.ts";
import type { Http } from "../../http/types.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Identity } from "../oidc/identity.ts";
import { certify } from "./fulcio.ts";
import { record } from "./rekor.ts";

/** Base addresses without a slash at their end. */
export interface SigstoreAddresses {
  readonly fulcio: string;
  readonly rekor: string;
}

/** A certificate holds for ten minutes, and the log has to see it within them; a job's token holds for five. */
const LIFE = 4 * 60_000;

/**
 * Signs as the workflow itself. What is signed at about the same time shares a certificate; each certificate is asked for with
 * a token of its own from `identify`, since images of one step may be built an hour apart.
 */
export function keylessSigner(
  identify: () => Promise<Identity>,
  { fulcio, rekor }: SigstoreAddresses,
  { http, clock }: { readonly http: Http; readonly clock: Clock },
): Sign {
  let pending: ReturnType<typeof certify> | undefined;
  let until = 0;
  const current = (): ReturnType<typeof certify> => {
    if (pending === undefined || clock.now() >= until) {
      until = clock.now() + LIFE;
      pending = identify().then((identity) => certify(identity, fulcio, http));
      pending.catch(() => {
        until = 0;
      });
    }
    return pending;
  };
  return async (payload) => {
    const { privateKey, certificate } = await current();
    const signed = envelope(payload, sign("sha256", preAuthEncoding(PAYLOAD_TYPE, payload), privateKey));
    const entry = await record(signed, certificate.toString(), rekor, http);
    return bundle(signed, { certificate: { rawBytes: certificate.raw.toString("base64") } }, [entry]);
  };
}
