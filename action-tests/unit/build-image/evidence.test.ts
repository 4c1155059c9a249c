import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Failure } from "../../../shared/action/failure.ts";
import { Secret } from "../../../shared/action/secret.ts";
import { PROVENANCE_TYPE, SBOM_TYPE } from "../../../shared/attestations/statement.ts";
import type { Registry } from "../../../shared/ports/registry.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../cloud/registry/start.ts";
import { type SigstoreEmulator, startSigstore } from "../../cloud/sigstore/start.ts";
import { registryClient } from "../providers/oci/client.ts";
import { removeLayouts } from "../providers/oci/images.ts";
import { type VerifySetting, verified } from "../verify-image/verified.ts";
import { APK, COMMIT, evidenceOf, FACTS, planOf, pushed } from "./evidence-setting.ts";

const OTHER = "f".repeat(40);
const WORKFLOW = ".github/workflows/release.yml";
let cloud: RegistryEmulator;
let registry: Registry;
let count = 0;
const fresh = (): string => `${cloud.host}/acme/shop-${++count}`;

beforeAll(async () => {
  cloud = await startRegistryEmulator();
  ({ registry } = registryClient());
});
afterAll(async () => {
  await cloud.close();
  await removeLayouts();
});

const newKeys = () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    signingKey: new Secret(privateKey.export({ type: "pkcs8", format: "pem" }).toString()),
    publicKey: publicKey.export({ type: "spki", format: "pem" }).toString(),
  };
};

const refusal = async (work: Promise<unknown>): Promise<Failure> => {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof Failure)) throw new Error(`no failure, but ${String(thrown)}`);
  return thrown;
};

const told = async (reference: string, setting: VerifySetting = {}): Promise<string> =>
  (await verified(registry, reference, setting)).told;

interface Kept {
  readonly subject: readonly { readonly digest: { readonly sha256: string } }[];
  readonly predicateType: string;
  readonly predicate: { readonly packages?: readonly { readonly name: string }[] };
}

/** The statements that lie beside a digest. */
const kept = async (repository: string, digest: string): Promise<readonly Kept[]> => {
  const found = await registry.referrers(repository, digest);
  return Promise.all(
    found.map(async (descriptor) => {
      const manifest = await registry.manifest(`${repository}@${descriptor.digest}`);
      const [layer] = manifest?.content.kind === "manifest" ? manifest.content.layers : [];
      if (layer === undefined) throw new Error("no layer");
      const value = JSON.parse(Buffer.from(await registry.blob(repository, layer)).toString()) as Kept & {
        dsseEnvelope?: { payload: string };
      };
      const payload = value.dsseEnvelope?.payload;
      return payload === undefined ? value : (JSON.parse(Buffer.from(payload, "base64").toString()) as Kept);
    }),
  );
};

describe("unsigned evidence", () => {
  test("is bound to the digest, verified by its commit, and says that nobody signed it", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    const { evidence } = await evidenceOf(registry);
    const result = await evidence.attach(image, FACTS);
    expect(result.attached.map(({ kind }) => kind)).toEqual(["provenance", "sbom"]);
    expect(result).toMatchObject({ signed: "no", notes: [expect.stringContaining("nobody signed it")] });
    const { digest } = image.layout.top;
    expect(await told(`${repository}@${digest}`)).toContain("Nobody's signature was checked");
    const statements = await kept(repository, digest);
    expect(statements.map(({ predicateType }) => predicateType).toSorted()).toEqual([PROVENANCE_TYPE, SBOM_TYPE]);
    for (const { subject } of statements)
      expect(subject).toEqual([expect.objectContaining({ digest: { sha256: digest.slice(7) } })]);
    expect(JSON.stringify(statements)).toContain('"CHANNEL"');
    expect(JSON.stringify(statements)).not.toContain("a-value-that-nobody-may-see");
    expect(JSON.stringify(statements)).toContain("oci://docker.io/library/alpine:3.22");
  });

  test("twice is once: the same run writes the same bytes", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    const { evidence } = await evidenceOf(registry);
    const first = await evidence.attach(image, FACTS);
    const second = await evidence.attach(image, { ...FACTS, startedAt: "2027-01-01T00:00:00Z" });
    expect(second.attached).toEqual(first.attached);
    expect(await registry.referrers(repository, image.layout.top.digest)).toHaveLength(2);
  });

  test("of several platforms: provenance for the index and each of them, packages of each by itself", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository, { platforms: ["amd64", "arm64"] });
    const { evidence } = await evidenceOf(registry);
    await evidence.attach(image, FACTS);
    const [one, other] = image.platforms.map(({ manifest }) => manifest.descriptor.digest);
    for (const digest of [image.layout.top.digest, one, other]) {
      await expect(told(`${repository}@${digest}`)).resolves.toContain("Provenance");
    }
    const boms = (await kept(repository, other ?? "")).filter(({ predicateType }) => predicateType === SBOM_TYPE);
    expect(boms).toHaveLength(1);
    expect(boms[0]?.subject[0]?.digest.sha256).toBe(other?.slice(7));
  });

  test.each([
    ["of another commit", { commit: OTHER }, "names the commit"],
    ["where a signature is demanded", { inputs: { requireSignature: "true" as const } }, "is not signed"],
    ["of another workflow", { inputs: { workflow: ".github/workflows/other.yml" } }, "names the workflow"],
  ])("is refused %s", async (_, setting, problem) => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    await (await evidenceOf(registry)).evidence.attach(image, FACTS);
    const failure = await refusal(told(`${repository}@${image.layout.top.digest}`, setting));
    expect(failure).toMatchObject({ code: "SLIP-IMAGE-UNVERIFIED", message: expect.stringContaining(problem) });
  });

  test("an image without any is refused, and one that is not there", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    for (const digest of [image.layout.top.digest, `sha256:${"0".repeat(64)}`]) {
      expect(await refusal(told(`${repository}@${digest}`))).toMatchObject({
        code: "SLIP-IMAGE-UNVERIFIED",
        message: expect.stringContaining("no provenance"),
      });
    }
  });

  test("evidence of one image does not prove another, wherever it lies", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    const { evidence } = await evidenceOf(registry);
    await evidence.attach(image, FACTS);
    const planted = await pushed(registry, repository, { text: APK.replace("1.2.5", "6.6.6") });
    for (const { digest } of await registry.referrers(repository, image.layout.top.digest)) {
      const manifest = await registry.manifest(`${repository}@${digest}`);
      if (manifest?.content.kind !== "manifest") throw new Error("no manifest");
      const [layer] = manifest.content.layers;
      if (layer === undefined) throw new Error("no layer");
      const bytes = await registry.blob(repository, layer);
      const artifactType = manifest.content.artifactType ?? "";
      const { annotations } = manifest.content;
      await registry.attach(repository, planted.layout.top, {
        artifactType,
        annotations,
        layers: [{ mediaType: layer.mediaType, bytes }],
      });
    }
    const failure = await refusal(told(`${repository}@${planted.layout.top.digest}`));
    expect(failure.message).toContain("is about another image");
  });
});

describe("evidence signed by a key", () => {
  const keys = newKeys();

  test("is taken by that key and by no other", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    const { evidence } = await evidenceOf(registry, { inputs: { signingKey: keys.signingKey } });
    expect(await evidence.attach(image, FACTS)).toMatchObject({ signed: "key", notes: [] });
    const reference = `${repository}@${image.layout.top.digest}`;
    const ours = { inputs: { publicKey: "key.pub" }, files: { "key.pub": keys.publicKey } };
    expect(await told(reference, ours)).toContain("holds by the given key");
    const theirs = { inputs: { publicKey: newKeys().publicKey } };
    expect(await refusal(told(reference, theirs))).toMatchObject({ code: "SLIP-IMAGE-UNVERIFIED" });
  });

  test("stands for a later commit of the same inputs, by a signature of its own", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    const { evidence } = await evidenceOf(registry, { inputs: { signingKey: keys.signingKey } });
    await evidence.attach(image, FACTS);
    const { top } = image.layout;
    const reference = `${repository}@${top.digest}`;
    const inputs = { publicKey: keys.publicKey };
    await expect(told(reference, { inputs, commit: OTHER })).rejects.toThrow("names the commit");
    const endorsed = await evidence.endorse(planOf(repository, OTHER), top, image.platforms);
    expect(endorsed).toMatchObject({ signed: "key", attached: [{ kind: "provenance" }] });
    for (const commit of [OTHER, COMMIT]) {
      await expect(told(reference, { inputs, commit })).resolves.toContain("holds by the given key");
      const again = await evidence.endorse(planOf(repository, commit), top, image.platforms);
      expect(again).toMatchObject({ attached: [] });
    }
  });

  test("is never given to an image that somebody else put there", async () => {
    const repository = fresh();
    const planted = await pushed(registry, repository);
    await (await evidenceOf(registry)).evidence.attach(planted, FACTS);
    await (
      await evidenceOf(registry, { inputs: { signingKey: newKeys().signingKey } })
    ).evidence.attach(planted, FACTS);
    const { evidence } = await evidenceOf(registry, { inputs: { signingKey: keys.signingKey } });
    for (const commit of [COMMIT, OTHER]) {
      expect(await evidence.endorse(planOf(repository, commit), planted.layout.top, planted.platforms)).toBeUndefined();
    }
  });

  test("a key that cannot sign is told without a word of it", async () => {
    const text = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0LXdvcmRz\n-----END ENCRYPTED PRIVATE KEY-----";
    const image = await pushed(registry, fresh());
    const { evidence } = await evidenceOf(registry, { inputs: { signingKey: new Secret(text) } });
    const failure = await refusal(evidence.attach(image, FACTS));
    expect(failure.message).toContain("not a private key that we can sign with");
    expect(`${failure.message} ${String(failure.next)} ${String(failure.cause)}`).not.toContain("c2VjcmV0");
  });
});

describe("evidence signed by Sigstore", () => {
  const run = { repository: "acme/shop", sha: COMMIT, ref: "refs/heads/main", workflow: WORKFLOW };
  let sigstore: SigstoreEmulator;
  beforeAll(async () => {
    sigstore = await startSigstore({ run });
  });
  afterAll(() => sigstore.close());

  test("is taken by the trust root, and by the workflow's name", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    const { evidence } = await evidenceOf(registry, { sigstore, stores: "GitHub answered 403" });
    const result = await evidence.attach(image, FACTS);
    expect(result).toMatchObject({ signed: "sigstore", notes: [expect.stringContaining("GitHub answered 403")] });
    expect(sigstore.dump()).toMatchObject({ certificates: 1, entries: 2 });
    const files = { "root.json": sigstore.trustedRoot() };
    const inputs = { trustRoot: "root.json", workflow: WORKFLOW };
    expect(await told(`${repository}@${image.layout.top.digest}`, { inputs, files })).toContain(
      "signed by a run of the repository's own workflow",
    );
  });

  test("is checked with nothing but defaults, and says where the root is not the newest", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    await (await evidenceOf(registry, { sigstore })).evidence.attach(image, FACTS);
    const reference = `${repository}@${image.layout.top.digest}`;
    expect(await told(reference, { trusts: sigstore })).toContain("signed by a run of the repository's own");
    const other = await startSigstore({ run });
    try {
      const failure = await refusal(told(reference, { trusts: other }));
      expect(failure).toMatchObject({
        code: "SLIP-IMAGE-UNVERIFIED",
        message: expect.stringContaining("a signature that does not hold"),
      });
    } finally {
      await other.close();
    }
  });

  test("is not taken for unsigned where the root cannot be believed", async () => {
    const hidden = await startSigstore({ run });
    try {
      const repository = fresh();
      const image = await pushed(registry, repository);
      await (await evidenceOf(registry, { sigstore: hidden })).evidence.attach(image, FACTS);
      // Somebody who may push puts the same beside it, unsigned.
      await (await evidenceOf(registry)).evidence.attach(image, FACTS);
      hidden.tuf.publish({ expires: { timestamp: new Date(Date.now() - 1000) } });
      const failure = await refusal(told(`${repository}@${image.layout.top.digest}`, { trusts: hidden }));
      expect(failure).toMatchObject({ code: "SLIP-IMAGE-TRUST", message: expect.stringContaining("is expired") });
    } finally {
      await hidden.close();
    }
  });

  test("that the build says there is has to be there", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    await (await evidenceOf(registry)).evidence.attach(image, FACTS);
    const reference = `${repository}@${image.layout.top.digest}`;
    const as = (signed: string) =>
      told("", { trusts: sigstore, inputs: { image: undefined, images: { web: { reference, digests: [], signed } } } });
    await expect(as("no")).resolves.toContain("Nobody's signature was checked");
    expect(await refusal(as("sigstore"))).toMatchObject({
      code: "SLIP-IMAGE-UNVERIFIED",
      message: expect.stringContaining("is not signed"),
    });
  });

  test("is not checked by what builds: the image is built anew", async () => {
    const repository = fresh();
    const image = await pushed(registry, repository);
    const { evidence } = await evidenceOf(registry, { sigstore });
    await evidence.attach(image, FACTS);
    expect(await evidence.endorse(planOf(repository), image.layout.top, image.platforms)).toBeUndefined();
  });

  test("a private repository is not told to the public log, unless that is wanted", async () => {
    const hidden = await startSigstore({ run: { ...run, visibility: "private" } });
    try {
      const image = await pushed(registry, fresh());
      const { evidence } = await evidenceOf(registry, { sigstore: hidden });
      const result = await evidence.attach(image, FACTS);
      expect(result).toMatchObject({ signed: "no", notes: [expect.stringContaining("private repository")] });
      expect(hidden.dump()).toMatchObject({ certificates: 0, entries: 0 });
      const { evidence: told } = await evidenceOf(registry, { sigstore: hidden, inputs: { sign: "sigstore" } });
      expect(await told.attach(image, FACTS)).toMatchObject({ signed: "sigstore" });
    } finally {
      await hidden.close();
    }
  });

  test.each([/signingCert$/, /log\/entries$/, /token$/])("with %s down it fails, or warns, as is set", async (path) => {
    const down = await startSigstore({ run });
    down.fault({ path, action: { kind: "status", status: 503 } });
    try {
      const repository = fresh();
      const image = await pushed(registry, repository);
      const { evidence } = await evidenceOf(registry, { sigstore: down });
      expect(await refusal(evidence.attach(image, FACTS))).toMatchObject({
        code: "SLIP-HTTP-FAILED",
        state: expect.stringContaining("no tag was moved"),
      });
      const { evidence: lenient, context } = await evidenceOf(registry, {
        sigstore: down,
        inputs: { evidence: "warn" },
      });
      const result = await lenient.attach(image, FACTS);
      expect(result).toMatchObject({ signed: "no", notes: [expect.stringContaining("503")] });
      expect(result.attached).toHaveLength(2);
      await expect(told(`${repository}@${image.layout.top.digest}`)).resolves.toContain("Provenance");
      expect(context.published).toEqual({});
    } finally {
      await down.close();
    }
  });
});
