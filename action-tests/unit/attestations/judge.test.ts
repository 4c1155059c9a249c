import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../shared/action/secret.ts";
import type { Bundle } from "../../../shared/attestations/bundle.ts";
import { judge, type Trust } from "../../../shared/attestations/judge.ts";
import { keySigner } from "../../../shared/attestations/key.ts";
import { checkKeyless } from "../../../shared/attestations/keyless.ts";
import { readTrustRoot } from "../../../shared/attestations/trust-root.ts";
import { createHttp } from "../../../shared/http/client.ts";
import { requestIdentity } from "../../../shared/providers/oidc/identity.ts";
import { keylessSigner } from "../../../shared/providers/sigstore/keyless.ts";
import { type SigstoreEmulator, startSigstore } from "../../cloud/sigstore/start.ts";
import { hurriedClock } from "../../fakes/hurried-clock.ts";
import { COMMIT, expected, facts, payload } from "./facts.ts";

const nobody: Trust = { key: undefined, keyless: undefined, unsigned: false };
const anybody: Trust = { ...nobody, unsigned: true };

/** By the root that a file of a trusted root has. */
const by = (text: string) => {
  const root = readTrustRoot(text);
  if (root === undefined) throw new Error("no root");
  return { ...nobody, keyless: checkKeyless(() => Promise.resolve({ root, stale: undefined })) };
};

const newKey = (type: "ec" | "ed25519") => {
  const { privateKey } =
    type === "ec" ? generateKeyPairSync("ec", { namedCurve: "P-256" }) : generateKeyPairSync("ed25519");
  return {
    sign: keySigner(new Secret(privateKey.export({ type: "pkcs8", format: "pem" }).toString())).sign,
    trust: { ...nobody, key: createPublicKey(privateKey) },
  };
};

const http = () =>
  createHttp({
    clock: hurriedClock,
    random: () => 0.5,
    signal: new AbortController().signal,
    log: { debug: () => {}, warning: () => {} },
    redact: (text) => text,
  });

describe("without a signature", () => {
  test("the image is bound, and no more than that is said", async () => {
    expect(await judge(payload().toString(), expected, anybody)).toEqual({ signature: "unchecked" });
  });

  test("it is refused where a signature is demanded", async () => {
    expect(await judge(payload().toString(), expected, nobody)).toEqual({ problem: "is not signed" });
  });

  test.each([
    ["another image", payload({}, `sha256:${"00".repeat(32)}`), "is about another image"],
    ["another commit", payload({ commit: "f".repeat(40) }), `names the commit ${"f".repeat(40)}, not ${COMMIT}`],
    [
      "another repository",
      payload({ run: { ...facts.run, repository: "evil/shop" } }),
      "names the repository https://github.com/evil/shop, not https://github.com/acme/shop",
    ],
    [
      "another repository's workflow",
      payload({ workflow: { ...facts.workflow, ref: "evil/shop/.github/workflows/release.yml@refs/heads/main" } }),
      "names a workflow of https://github.com/evil/shop",
    ],
    [
      "another workflow",
      payload({ workflow: { ...facts.workflow, ref: "acme/shop/.github/workflows/try.yml@refs/heads/main" } }),
      "names the workflow .github/workflows/try.yml, not .github/workflows/release.yml",
    ],
    ["no statement", Buffer.from("{}"), "is not one that build-image writes"],
    ["no JSON", Buffer.from("<html>"), "is not one that build-image writes"],
  ])("%s is refused", async (_, text, problem) => {
    expect(await judge(text.toString(), expected, anybody)).toEqual({ problem });
  });
});

describe.each(["ec", "ed25519"] as const)("signed by a key (%s)", (type) => {
  const { sign, trust } = newKey(type);

  test("holds by that key", async () => {
    expect(await judge(JSON.stringify(await sign(payload())), expected, trust)).toEqual({ signature: "key" });
  });

  test("is refused by another key, and where no key is given", async () => {
    const text = JSON.stringify(await sign(payload()));
    const other = await judge(text, expected, newKey(type).trust);
    expect(other).toEqual({ problem: expect.stringContaining("does not hold by the given key") });
    expect(await judge(text, expected, nobody)).toEqual({
      problem: "is signed by a key, which cannot be checked here",
    });
    expect(await judge(text, expected, anybody)).toEqual({ signature: "unchecked" });
  });

  test("is refused when the statement was changed after it was signed", async () => {
    const signed = await sign(payload({ commit: "f".repeat(40) }));
    const forged = { ...signed, dsseEnvelope: { ...signed.dsseEnvelope, payload: payload().toString("base64") } };
    expect(await judge(JSON.stringify(forged), expected, trust)).toEqual({
      problem: expect.stringContaining("a signature that does not hold"),
    });
  });
});

describe("signed without a key", () => {
  let sigstore: SigstoreEmulator;
  let trust: ReturnType<typeof by>;
  let signed: Bundle;
  const protectedValues: string[] = [];

  const signAs = async (emulator: SigstoreEmulator, statement: Buffer): Promise<Bundle> => {
    const protect = (value: string) => {
      protectedValues.push(value);
      return new Secret(value);
    };
    const identify = () => requestIdentity(emulator.identity, "sigstore", { http: http(), protect });
    const addresses = { fulcio: emulator.url, rekor: emulator.url };
    return keylessSigner(identify, addresses, { http: http(), clock: hurriedClock })(statement);
  };

  beforeAll(async () => {
    sigstore = await startSigstore({ run: { ...facts.run, workflow: ".github/workflows/release.yml" } });
    trust = by(sigstore.trustedRoot());
    await signAs(sigstore, payload({ image: "ghcr.io/acme/other" }));
    signed = await signAs(sigstore, payload());
  });
  afterAll(() => sigstore.close());

  test("holds by the trust root: chain, transparency logs, signature and workflow", async () => {
    expect(await judge(JSON.stringify(signed), expected, trust)).toEqual({ signature: "keyless" });
    expect(sigstore.violations).toEqual([]);
  });

  test("whatever the root is worth is told, and one that is not to be had is no verdict", async () => {
    const text = JSON.stringify(signed);
    const root = readTrustRoot(sigstore.trustedRoot());
    if (root === undefined) throw new Error("no root");
    const old = { ...nobody, keyless: checkKeyless(() => Promise.resolve({ root, stale: "It is old." })) };
    expect(await judge(text, expected, old)).toEqual({ signature: "keyless", stale: "It is old." });
    const refusal = new Error("refused");
    const none = { ...anybody, keyless: checkKeyless(() => Promise.reject(refusal)) };
    await expect(judge(text, expected, none)).rejects.toBe(refusal);
    // Nothing else asks for it.
    expect(await judge(payload().toString(), expected, none)).toEqual({ signature: "unchecked" });
    expect(await judge(text, { ...expected, commit: "f".repeat(40) }, none)).toHaveProperty("problem");
  });

  test("a bundle that holds a signature of something else beside what is read is refused", async () => {
    const { signatures } = signed.dsseEnvelope;
    const messageSignature = {
      messageDigest: { algorithm: "SHA2_256", digest: Buffer.alloc(32).toString("base64") },
      signature: signatures[0]?.sig,
    };
    expect(await judge(JSON.stringify({ ...signed, messageSignature }), expected, trust)).toEqual({
      problem: "is not one that build-image writes",
    });
  });

  test("the job's token is protected before it is used", () => {
    const sent = sigstore.journal.map(({ body }) => JSON.stringify(body ?? "")).join();
    expect(protectedValues).toHaveLength(2);
    for (const token of protectedValues) expect(sent).toContain(token);
  });

  test("a lost answer of the log is no second entry", async () => {
    const before = sigstore.dump();
    sigstore.fault({ method: "POST", path: /log\/entries$/, nth: 0, action: { kind: "lost-answer" } });
    const again = await signAs(sigstore, payload({ image: "ghcr.io/acme/third" }));
    expect(await judge(JSON.stringify(again), expected, trust)).toEqual({ signature: "keyless" });
    expect(before).toMatchObject({ entries: 2 });
    expect(sigstore.dump()).toMatchObject({ entries: 3 });
  });

  test("is refused by another root, without one, and by a log entry of something else", async () => {
    const other = await startSigstore({ run: { ...facts.run, workflow: ".github/workflows/release.yml" } });
    await other.close();
    const text = JSON.stringify(signed);
    expect(await judge(text, expected, by(other.trustedRoot()))).toEqual({
      problem: expect.stringContaining("a signature that does not hold"),
    });
    expect(await judge(text, expected, nobody)).toEqual({
      problem: "is signed without a key, which cannot be checked here",
    });
    const entries = (await signAs(sigstore, payload({ image: "x" }))).verificationMaterial.tlogEntries;
    const mixed = { ...signed, verificationMaterial: { ...signed.verificationMaterial, tlogEntries: entries } };
    expect(await judge(JSON.stringify(mixed), expected, trust)).toEqual({
      problem: expect.stringContaining("a signature that does not hold"),
    });
  });

  test.each([
    ["another repository", { repository: "evil/shop" }, "is signed by a run of https://github.com/evil/shop"],
    ["another commit", { sha: "f".repeat(40) }, "is signed by a run of another commit"],
    [
      "another workflow",
      { workflow: ".github/workflows/try.yml" },
      "is signed by the workflow https://github.com/acme/shop/.github/workflows/try.yml@refs/heads/main",
    ],
    [
      "another server",
      { serverUrl: "https://github.evil.example" },
      "is signed by somebody whom GitHub did not vouch for",
    ],
  ])("a statement that says the right things is refused from a run of %s", async (_, changes, problem) => {
    const other = await startSigstore({
      run: { ...facts.run, workflow: ".github/workflows/release.yml", ...changes },
    });
    try {
      const verdict = await judge(JSON.stringify(await signAs(other, payload())), expected, by(other.trustedRoot()));
      expect(verdict).toEqual({ problem });
    } finally {
      await other.close();
    }
  });
});

describe("a file with a trusted root", () => {
  interface Root {
    tlogs: { publicKey: { rawBytes: string; keyDetails: string } }[];
    ctlogs: { publicKey: { rawBytes: string; keyDetails: string } }[];
  }
  const run = { ...facts.run, workflow: ".github/workflows/release.yml" };
  let sigstore: SigstoreEmulator;
  let other: SigstoreEmulator;
  let text: string;
  beforeAll(async () => {
    [sigstore, other] = await Promise.all([startSigstore({ run }), startSigstore({ run })]);
    const protect = (value: string) => new Secret(value);
    const identify = () => requestIdentity(sigstore.identity, "sigstore", { http: http(), protect });
    const addresses = { fulcio: sigstore.url, rekor: sigstore.url };
    text = JSON.stringify(await keylessSigner(identify, addresses, { http: http(), clock: hurriedClock })(payload()));
  });
  afterAll(() => Promise.all([sigstore.close(), other.close()]));
  const changed = (change: (root: Root) => void): string => {
    const root = JSON.parse(sigstore.trustedRoot()) as Root;
    change(root);
    return JSON.stringify(root);
  };

  test("may hold those of several instances, one a line, as gh writes them", async () => {
    const [one, two] = [sigstore.trustedRoot(), other.trustedRoot()];
    for (const lines of [`${two}\n${one}\n`, `${one}\r\n\r\n${two}`]) {
      expect(await judge(text, expected, by(lines))).toEqual({ signature: "keyless" });
    }
    expect(readTrustRoot(`${one}\n{}`)).toBeUndefined();
    expect(readTrustRoot(`${one}\n<html>`)).toBeUndefined();
  });

  const unheardOf = { publicKey: { rawBytes: "AAAA", keyDetails: "PKIX_ML_DSA_65" }, logId: { keyId: "AAAA" } };

  test("may name logs with keys that are not known yet, which prove nothing", async () => {
    const root = changed(({ tlogs, ctlogs }) => [tlogs, ctlogs].forEach((logs) => logs.unshift(unheardOf)));
    expect(await judge(text, expected, by(root))).toEqual({ signature: "keyless" });
  });

  test.each(["tlogs", "ctlogs"] as const)("that knows no other %s proves nothing at all", async (kind) => {
    const root = changed((all) => {
      all[kind] = [unheardOf];
    });
    expect(await judge(text, expected, by(root))).toEqual({
      problem: expect.stringContaining("a signature that does not hold"),
    });
  });

  test("that is none is not taken", () => {
    for (const none of ["{}", "<html>", ""]) expect(readTrustRoot(none)).toBeUndefined();
  });
});
