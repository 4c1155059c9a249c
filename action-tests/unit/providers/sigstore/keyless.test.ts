import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { judge } from "../../../../shared/attestations/judge.ts";
import { checkKeyless } from "../../../../shared/attestations/keyless.ts";
import { readTrustRoot } from "../../../../shared/attestations/trust-root.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import { requestIdentity } from "../../../../shared/providers/oidc/identity.ts";
import { keylessSigner } from "../../../../shared/providers/sigstore/keyless.ts";
import { type SigstoreEmulator, startSigstore } from "../../../cloud/sigstore/start.ts";
import { virtualClock } from "../../../fakes/clock.ts";
import { expected, facts, payload } from "../../attestations/facts.ts";

const clock = virtualClock();
const { signal } = new AbortController();
const log = { debug: () => {}, warning: () => {} };
const http = createHttp({ clock, random: () => 0.5, signal, log, redact: (text) => text });
let sigstore: SigstoreEmulator;
beforeAll(async () => {
  const run = { ...facts.run, workflow: ".github/workflows/release.yml" };
  sigstore = await startSigstore({ run, now: clock.date });
});
afterAll(() => sigstore.close());

const signer = () => {
  const protect = (value: string) => new Secret(value);
  const identify = () => requestIdentity(sigstore.identity, "sigstore", { http, protect });
  return keylessSigner(identify, { fulcio: sigstore.url, rekor: sigstore.url }, { http, clock });
};
const certificates = () => (sigstore.dump() as { certificates: number }).certificates;

test("what is signed together shares a certificate, and what is signed much later has one of its own", async () => {
  const sign = signer();
  const first = await Promise.all([sign(payload()), sign(payload({ builder: "docker" }))]);
  expect(certificates()).toBe(1);
  // The next image took so long to build that token and certificate ended meanwhile.
  await clock.sleep(20 * 60_000);
  const later = await sign(payload({ builder: "buildah" }));
  expect(certificates()).toBe(2);
  const root = readTrustRoot(sigstore.trustedRoot());
  if (root === undefined) throw new Error("no root");
  const keyless = checkKeyless(() => Promise.resolve({ root, stale: undefined }));
  const trust = { key: undefined, keyless, unsigned: false };
  for (const bundle of [...first, later]) {
    expect(await judge(JSON.stringify(bundle), expected, trust)).toEqual({ signature: "keyless" });
  }
});

test("a certificate that could not be had is asked for again", async () => {
  const sign = signer();
  sigstore.fault({ path: /signingCert/, nth: 0, action: { kind: "status", status: 403 } });
  await expect(sign(payload())).rejects.toMatchObject({ code: "SLIP-HTTP-AUTH" });
  expect(await sign(payload({ builder: "x" }))).toHaveProperty("dsseEnvelope");
});
