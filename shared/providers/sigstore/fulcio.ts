import { generateKeyPairSync, type KeyObject, sign, X509Certificate } from "node:crypto";
import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Http } from "../../http/types.ts";
import type { Identity } from "../oidc/identity.ts";

/** A key that lives as long as the step, and the certificate that says whose it is. */
export interface Certified {
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate;
}

const Chain = z.object({ chain: z.object({ certificates: z.array(z.string()).min(1) }) });
const Answer = z.object({
  signedCertificateEmbeddedSct: Chain.nullish(),
  signedCertificateDetachedSct: Chain.nullish(),
});

/** Lets Fulcio certify a fresh key. Asking twice makes two certificates, of which one is never used. */
export async function certify({ token, subject }: Identity, fulcio: string, http: Http): Promise<Certified> {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { body } = await http({
    method: "POST",
    url: `${fulcio}/api/v2/signingCert`,
    repeatable: true,
    schema: Answer,
    body: {
      credentials: { oidcIdentityToken: token.reveal() },
      publicKeyRequest: {
        publicKey: { algorithm: "ECDSA", content: publicKey.export({ type: "spki", format: "pem" }) },
        proofOfPossession: sign("sha256", Buffer.from(subject), privateKey).toString("base64"),
      },
    },
  });
  const [leaf = ""] =
    (body.signedCertificateEmbeddedSct ?? body.signedCertificateDetachedSct)?.chain.certificates ?? [];
  const certificate = parse(leaf);
  if (certificate?.checkPrivateKey(privateKey) !== true) {
    throw new Failure("SLIP-HTTP-MALFORMED", "Fulcio answered with a certificate that is not for our key.", {
      blame: "provider",
    });
  }
  return { privateKey, certificate };
}

function parse(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
