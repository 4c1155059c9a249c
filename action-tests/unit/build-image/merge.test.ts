import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { merge } from "../../../actions/build-image/merge.ts";
import type { BuildInputs, BuiltImage, Ports } from "../../../actions/build-image/ports.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import { SBOM_TYPE } from "../../../shared/attestations/statement.ts";
import { readEvent } from "../../../shared/domain/image/event.ts";
import type { Registry } from "../../../shared/ports/registry.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../cloud/registry/start.ts";
import { startSigstore } from "../../cloud/sigstore/start.ts";
import { fakeContext } from "../../fakes/context.ts";
import { registryClient } from "../providers/oci/client.ts";
import { removeLayouts } from "../providers/oci/images.ts";
import { type VerifySetting, verified } from "../verify-image/verified.ts";
import { APK, COMMIT, evidenceOf, FACTS, pushed } from "./evidence-setting.ts";

let cloud: RegistryEmulator;
let registry: Registry;
let count = 0;

beforeAll(async () => {
  cloud = await startRegistryEmulator();
  ({ registry } = registryClient());
});
afterAll(async () => {
  await cloud.close();
  await removeLayouts();
});

const event = readEvent({
  env: { GITHUB_REPOSITORY: "acme/shop", GITHUB_SHA: COMMIT, GITHUB_REF: "refs/heads/main", GITHUB_EVENT_NAME: "push" },
  payload: { repository: { default_branch: "main" } },
  now: new Date(0),
});

type Setting = Parameters<typeof evidenceOf>[1];

/** Two jobs that each built a platform, as their files tell. */
const jobs = async (setting: Setting | "none" = {}) => {
  const name = `acme/merged-${++count}`;
  const repository = `${cloud.host}/${name}`;
  const images: BuiltImage[] = [];
  for (const platform of ["amd64", "arm64"]) {
    const image = await pushed(registry, repository, { text: `${APK}# ${platform}\n`, platforms: [platform] });
    if (setting !== "none") await (await evidenceOf(registry, setting)).evidence.attach(image, FACTS);
    images.push(image);
  }
  const parts = images.map(({ layout, platforms }) =>
    JSON.stringify({
      web: {
        repository,
        digest: layout.top.digest,
        platforms: Object.fromEntries(
          platforms.map(({ platform, manifest }) => [`linux/${platform.architecture}`, manifest.descriptor.digest]),
        ),
        changed: true,
        pushed: true,
        commit: COMMIT,
      },
    }),
  );
  const join = async (inputs: Partial<BuildInputs> = {}, more: Setting = {}) => {
    const files = ["one.json", "two.json"];
    const { evidence } = await evidenceOf(registry, { ...more, inputs: { ...more?.inputs, ...inputs } });
    const ports = {
      event,
      registry,
      evidence: inputs.evidence === "none" ? undefined : evidence,
      readFile: (path: string) => Promise.resolve(parts[files.indexOf(path)] ?? ""),
      keep: () => Promise.resolve("kept.json"),
    } as unknown as Ports;
    return merge(fakeContext(spec, { command: "merge", parts: files, ...inputs }), ports);
  };
  return { name, repository, images, join };
};

const verify = async (reference: string, setting: VerifySetting = {}): Promise<string> =>
  (await verified(registry, reference, setting)).told;

const UNVERIFIED = { code: "SLIP-IMAGE-UNVERIFIED" };

describe("what jobs of a matrix built, merged", () => {
  test("is proven by the digest that is deployed, for its commit and no other", async () => {
    const { join, images, repository } = await jobs();
    const { imageRef = "", indexDigest } = await join();
    expect(imageRef).toBe(`${repository}@${indexDigest}`);
    expect(images.map(({ layout }) => layout.top.digest)).not.toContain(indexDigest);
    expect(await verify(imageRef)).toContain(`built from ${COMMIT}`);
    await expect(verify(imageRef, { commit: "f".repeat(40) })).rejects.toMatchObject(UNVERIFIED);
    // What is in a platform is told beside that platform alone.
    const beside = await registry.referrers(repository, indexDigest ?? "");
    expect(beside).toHaveLength(1);
    expect(JSON.stringify(beside)).not.toContain(SBOM_TYPE);
  });

  test("again is the same index, and still proven", async () => {
    const { join } = await jobs();
    const first = await join();
    const again = await join();
    expect(again.indexDigest).toBe(first.indexDigest);
    await expect(verify(again.imageRef ?? "")).resolves.toContain("Provenance");
  });

  test("is signed by the key that signed the platforms", async () => {
    const { privateKey, publicKey: key } = generateKeyPairSync("ed25519");
    const signingKey = new Secret(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
    const publicKey = key.export({ type: "spki", format: "pem" }).toString();
    const { join } = await jobs({ inputs: { signingKey } });
    const { imageRef = "", metadata } = await join({ signingKey });
    expect(metadata).toMatchObject({ web: { signed: "key" } });
    expect(await verify(imageRef, { inputs: { publicKey } })).toContain("holds by the given key");
  });

  test("is signed by Sigstore, which needs no root to sign by", async () => {
    const run = { repository: "acme/shop", sha: COMMIT, ref: "refs/heads/main", workflow: ".github/workflows/ci.yml" };
    const sigstore = await startSigstore({ run });
    try {
      const { join } = await jobs({ sigstore });
      const { imageRef = "" } = await join({}, { sigstore });
      const setting = { inputs: { trustRoot: "root.json" }, files: { "root.json": sigstore.trustedRoot() } };
      expect(await verify(imageRef, setting)).toContain("signed by a run of the repository's own workflow");
    } finally {
      await sigstore.close();
    }
  });

  test("is not proven by us when a platform is not, and no tag moves", async () => {
    const { join, name } = await jobs("none");
    await expect(join()).rejects.toMatchObject({
      ...UNVERIFIED,
      message: expect.stringMatching(/\(linux\/amd64\) is not proven/) as unknown,
    });
    expect(cloud.tag(name, "main")).toBeUndefined();
  });

  test("of platforms that nobody signed gets no signature either", async () => {
    const { privateKey } = generateKeyPairSync("ed25519");
    const signingKey = new Secret(privateKey.export({ type: "pkcs8", format: "pem" }).toString());
    const { join } = await jobs();
    await expect(join({ signingKey })).rejects.toMatchObject({
      ...UNVERIFIED,
      message: expect.stringContaining("is not signed") as unknown,
    });
  });

  test("goes on without where that is allowed, and verify refuses it then", async () => {
    for (const evidence of ["warn", "none"] as const) {
      const { join, name } = await jobs("none");
      const { imageRef = "", indexDigest } = await join({ evidence });
      expect(cloud.tag(name, "main")).toBe(indexDigest);
      await expect(verify(imageRef)).rejects.toMatchObject({
        ...UNVERIFIED,
        message: expect.stringContaining("no provenance") as unknown,
      });
    }
  });

  test("by somebody else is refused, although each platform is ours", async () => {
    const { repository, images } = await jobs();
    const manifests = images.map(({ layout }, at) => ({
      ...layout.top,
      platform: { os: "linux", architecture: at === 0 ? "arm64" : "amd64" },
    }));
    const index = { schemaVersion: 2, mediaType: "application/vnd.oci.image.index.v1+json", manifests };
    const digest = cloud.moveTag(repository.slice(cloud.host.length + 1), "latest", index);
    await expect(verify(`${repository}@${digest}`)).rejects.toMatchObject(UNVERIFIED);
  });
});
