import { createHash, createPublicKey, randomBytes, verify, X509Certificate } from "node:crypto";
import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";
import { newAuthority, newLeaf, newLog, pem, publicDer } from "./certificates.ts";
import { newRekor } from "./log.ts";
import { newTufRepository, type TufRepository } from "./tuf.ts";

/** The run that the OIDC tokens are for. */
export interface SigstoreRun {
  /** `owner/name` */
  readonly repository: string;
  readonly sha: string;
  readonly ref: string;
  /** Path of the workflow in the repository. */
  readonly workflow: string;
  readonly runId?: string;
  readonly visibility?: "public" | "private" | "internal";
  readonly serverUrl?: string;
}

export interface SigstoreOptions {
  readonly run: SigstoreRun;
  readonly now?: () => Date;
  readonly port?: number;
}

/** Fulcio, Rekor, their TUF repository and GitHub's token service in one; `url` is the base address of the first two. */
export interface SigstoreEmulator extends Emulator {
  /** `ACTIONS_ID_TOKEN_REQUEST_URL` and `ACTIONS_ID_TOKEN_REQUEST_TOKEN`. */
  readonly identity: { readonly url: string; readonly token: string };
  /** A `trusted_root.json` for what is signed here. */
  readonly trustedRoot: () => string;
  /** Publishes the same; `url` is its base address. */
  readonly tuf: TufRepository & { readonly url: string };
}

const Wanted = z.object({
  credentials: z.object({ oidcIdentityToken: z.string() }),
  publicKeyRequest: z.object({ publicKey: z.object({ content: z.string() }), proofOfPossession: z.string() }),
});
const Proposed = z.object({
  kind: z.literal("dsse"),
  apiVersion: z.literal("0.0.1"),
  spec: z.object({ proposedContent: z.object({ envelope: z.string(), verifiers: z.array(z.string()).length(1) }) }),
});
const Envelope = z.object({
  payload: z.string(),
  payloadType: z.string(),
  signatures: z.array(z.object({ sig: z.string() })).length(1),
});

const refuse = (status: number, message: string): Reply => ({ status, body: { code: status, message } });
const sha256 = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

export const startSigstore = async (options: SigstoreOptions): Promise<SigstoreEmulator> => {
  const { run, now = () => new Date() } = options;
  const { serverUrl = "https://github.com", visibility = "public", runId = "4711" } = run;
  const root = newAuthority("emulated root", now());
  const intermediate = newAuthority("emulated intermediate", now(), root);
  const transparency = newLog();
  const rekor = newRekor("rekor.emulated", now);
  /** When each token ends. */
  const tokens = new Map<string, number>();
  const bearer = randomBytes(24).toString("hex");
  const issuer =
    serverUrl === "https://github.com" ? "https://token.actions.githubusercontent.com" : `${serverUrl}/_services/token`;
  const subject = `repo:${run.repository}:ref:${run.ref}`;
  const source = `${serverUrl}/${run.repository}`;
  const config = `${source}/${run.workflow}@${run.ref}`;
  let certificates = 0;

  const token = ({ headers, query }: Incoming): Reply => {
    if (headers["authorization"] !== `Bearer ${bearer}`) return refuse(401, "no such request token");
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
    const claims = { iss: issuer, sub: subject, aud: query.get("audience"), repository_visibility: visibility };
    const value = `${part({ alg: "RS256", typ: "JWT" })}.${part(claims)}.${randomBytes(64).toString("base64url")}`;
    if (claims.aud === "sigstore") tokens.set(value, now().getTime() + 300_000);
    return { status: 200, body: { count: value.length, value } };
  };

  const signingCert = ({ body }: Incoming): Reply => {
    const wanted = Wanted.safeParse(body);
    if (!wanted.success) return refuse(400, "malformed request");
    const { credentials, publicKeyRequest } = wanted.data;
    if ((tokens.get(credentials.oidcIdentityToken) ?? 0) <= now().getTime())
      return refuse(401, "There was an error processing the identity token");
    const key = createPublicKey(publicKeyRequest.publicKey.content);
    const proof = Buffer.from(publicKeyRequest.proofOfPossession, "base64");
    if (!verify("sha256", Buffer.from(subject), key, proof))
      return refuse(400, "The signature supplied in the request could not be verified");
    certificates++;
    const claims = {
      8: issuer,
      9: config,
      12: source,
      13: run.sha,
      14: run.ref,
      18: config,
      19: run.sha,
      21: `${source}/actions/runs/${runId}/attempts/1`,
    };
    const leaf = newLeaf(key, { uri: config, claims, now: now() }, intermediate, transparency);
    const chain = { certificates: [leaf, intermediate.certificate, root.certificate].map(pem) };
    return { status: 200, body: { signedCertificateEmbeddedSct: { chain } } };
  };

  const addEntry = ({ body }: Incoming): Reply => {
    const proposed = Proposed.safeParse(body);
    if (!proposed.success) return refuse(400, "validation failure list: spec is required");
    const { envelope: text, verifiers } = proposed.data.spec.proposedContent;
    const envelope = Envelope.parse(JSON.parse(text));
    const verifier = Buffer.from(verifiers[0] ?? "", "base64").toString();
    const payload = Buffer.from(envelope.payload, "base64");
    const [{ sig } = { sig: "" }] = envelope.signatures;
    const encoded = Buffer.concat([
      Buffer.from(`DSSEv1 ${envelope.payloadType.length} ${envelope.payloadType} ${payload.length} `),
      payload,
    ]);
    if (!verify("sha256", encoded, new X509Certificate(verifier).publicKey, Buffer.from(sig, "base64"))) {
      return refuse(400, "verifying signature: could not verify envelope");
    }
    const spec = {
      envelopeHash: { algorithm: "sha256", value: sha256(text) },
      payloadHash: { algorithm: "sha256", value: sha256(payload) },
      signatures: [{ signature: sig, verifier: Buffer.from(verifier).toString("base64") }],
    };
    const entry = Buffer.from(JSON.stringify({ apiVersion: "0.0.1", kind: "dsse", spec }));
    if (!rekor.has(entry)) return { status: 201, body: rekor.add(entry) };
    const location = `/api/v1/log/entries/${rekor.nameOf(entry)}`;
    return { ...refuse(409, "an equivalent entry already exists in the transparency log"), headers: { location } };
  };

  const getEntry = ({ params }: Incoming): Reply => {
    const entry = rekor.find(params["entry"] ?? "");
    return entry === undefined ? refuse(404, "no such entry") : { status: 200, body: entry };
  };

  const since = { start: new Date(now().getTime() - 86_400_000).toISOString() };
  const log = (key: Parameters<typeof publicDer>[0], id: Buffer, baseUrl: string) => ({
    baseUrl,
    hashAlgorithm: "SHA2_256",
    publicKey: { rawBytes: publicDer(key).toString("base64"), keyDetails: "PKIX_ECDSA_P256_SHA_256", validFor: since },
    logId: { keyId: id.toString("base64") },
  });
  const trustedRoot = () =>
    JSON.stringify({
      mediaType: "application/vnd.dev.sigstore.trustedroot+json;version=0.1",
      tlogs: [log(rekor.key, rekor.id, "https://rekor.emulated")],
      certificateAuthorities: [
        {
          subject: { organization: "emulated", commonName: "emulated" },
          uri: "https://fulcio.emulated",
          certChain: {
            certificates: [intermediate, root].map(({ certificate }) => ({ rawBytes: certificate.toString("base64") })),
          },
          validFor: since,
        },
      ],
      ctlogs: [log(transparency.key, transparency.id, "https://ct.emulated")],
    });
  const tuf = newTufRepository("/tuf", { "trusted_root.json": trustedRoot() }, now);

  const server = await startServer({
    routes: [
      { method: "GET", path: "/token", handler: token },
      { method: "POST", path: "/api/v2/signingCert", handler: signingCert },
      { method: "POST", path: "/api/v1/log/entries", handler: addEntry },
      { method: "GET", path: "/api/v1/log/entries/:entry", handler: getEntry },
      ...tuf.routes,
    ],
    port: options.port,
  });

  return {
    ...server,
    identity: { url: `${server.url}/token?api-version=2.0`, token: bearer },
    trustedRoot,
    tuf: { ...tuf, url: `${server.url}/tuf` },
    dump: () => ({ certificates, entries: rekor.size() }),
  };
};
