import { execFileSync } from "node:child_process";
import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../shared/action/secret.ts";
import type { Bundle } from "../../../shared/attestations/bundle.ts";
import { keySigner } from "../../../shared/attestations/key.ts";
import { createHttp } from "../../../shared/http/client.ts";
import { requestIdentity } from "../../../shared/providers/oidc/identity.ts";
import { keylessSigner } from "../../../shared/providers/sigstore/keyless.ts";
import { type SigstoreEmulator, startSigstore } from "../../cloud/sigstore/start.ts";
import { hurriedClock } from "../../fakes/hurried-clock.ts";
import { installed } from "../../tools/installed.ts";
import { facts, payload } from "./facts.ts";

const cosign = installed("cosign");
const describeWithCosign = cosign === undefined ? describe.skip : describe;

describeWithCosign("cosign is of our opinion", () => {
  const image = Buffer.from("the bytes of a manifest");
  const digest = `sha256:${createHash("sha256").update(image).digest("hex")}`;
  const workflow = ".github/workflows/release.yml";
  let folder: string;
  let sigstore: SigstoreEmulator;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "slipway-cosign-"));
    sigstore = await startSigstore({ run: { ...facts.run, workflow } });
    writeFileSync(join(folder, "root.json"), sigstore.trustedRoot());
    writeFileSync(join(folder, "image"), image);
  });
  afterAll(async () => {
    await sigstore.close();
    rmSync(folder, { recursive: true });
  });

  const verify = (bundle: Bundle, ...options: readonly string[]): string => {
    writeFileSync(join(folder, "bundle.json"), JSON.stringify(bundle));
    const args = ["--bundle=bundle.json", "--new-bundle-format", "--trusted-root=root.json", "--type=slsaprovenance1"];
    try {
      execFileSync(cosign ?? "", ["verify-blob-attestation", ...args, ...options, "image"], {
        cwd: folder,
        env: { HOME: folder },
        stdio: ["ignore", "pipe", "pipe"],
      });
      return "verified";
    } catch (thrown) {
      return (thrown as { stderr: Buffer }).stderr.toString();
    }
  };

  test.each(["ec", "ed25519"] as const)("on what a key signed (%s)", async (type) => {
    const keys = type === "ec" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
    const pem = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    writeFileSync(join(folder, "key.pub"), keys.publicKey.export({ type: "spki", format: "pem" }));
    const bundle = await keySigner(new Secret(pem)).sign(payload({}, digest));
    expect(verify(bundle, "--key=key.pub", "--insecure-ignore-tlog")).toBe("verified");
    const other = await keySigner(new Secret(pem)).sign(payload());
    expect(verify(other, "--key=key.pub", "--insecure-ignore-tlog")).not.toBe("verified");
  });

  test("on what the workflow signed, with its certificate and the log", async () => {
    const http = createHttp({
      clock: hurriedClock,
      random: () => 0.5,
      signal: new AbortController().signal,
      log: { debug: () => {}, warning: () => {} },
      redact: (text) => text,
    });
    const protect = (value: string) => new Secret(value);
    const identify = () => requestIdentity(sigstore.identity, "sigstore", { http, protect });
    const addresses = { fulcio: sigstore.url, rekor: sigstore.url };
    const bundle = await keylessSigner(identify, addresses, { http, clock: hurriedClock })(payload({}, digest));
    const issuer = "--certificate-oidc-issuer=https://token.actions.githubusercontent.com";
    const ours = `https://github.com/acme/shop/${workflow}@refs/heads/main`;
    expect(verify(bundle, `--certificate-identity=${ours}`, issuer)).toBe("verified");
    expect(verify(bundle, "--certificate-identity=https://github.com/evil/shop", issuer)).not.toBe("verified");
  });
});
