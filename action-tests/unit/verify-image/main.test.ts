import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { spec } from "../../../actions/verify-image/spec.ts";
import { verifyImage } from "../../../actions/verify-image/verify-image.ts";
import { TUF } from "../../../shared/attestations/public-good.ts";
import type { Registry } from "../../../shared/ports/registry.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../cloud/registry/start.ts";
import { startSigstore } from "../../cloud/sigstore/start.ts";
import { COMMIT, evidenceOf, FACTS, pushed } from "../build-image/evidence-setting.ts";
import { registryClient } from "../providers/oci/client.ts";
import { removeLayouts } from "../providers/oci/images.ts";
import { verified } from "./verified.ts";

const OTHER = "f".repeat(40);
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

/** An image of ours, by its digest. */
const ours = async (): Promise<string> => {
  const repository = `${cloud.host}/acme/ours-${++count}`;
  const image = await pushed(registry, repository);
  await (await evidenceOf(registry)).evidence.attach(image, FACTS);
  return `${repository}@${image.layout.top.digest}`;
};
const given = (references: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(references).map(([name, reference]) => [name, { reference, digests: [] }]));

test("several images are told by their names in the order that they came in, and the first is the output", async () => {
  const [one, two] = [await ours(), await ours()];
  const { outputs, told, log } = await verified(registry, undefined, { inputs: { images: given({ b: two, a: one }) } });
  expect(outputs).toEqual({ outcome: "verified", imageRef: two, indexDigest: two.split("@")[1] });
  expect(told.indexOf(two)).toBeLessThan(told.indexOf(one));
  expect(log).toContain(`${one} is ours, of ${COMMIT}.`);
});

test("that Sigstore's root is not the newest stands where people read it", async () => {
  const run = {
    repository: "acme/shop",
    sha: COMMIT,
    ref: "refs/heads/main",
    workflow: ".github/workflows/release.yml",
  };
  const sigstore = await startSigstore({ run });
  try {
    const repository = `${cloud.host}/acme/signed`;
    const image = await pushed(registry, repository);
    await (await evidenceOf(registry, { sigstore })).evidence.attach(image, FACTS);
    const reference = `${repository}@${image.layout.top.digest}`;
    const trust = { key: undefined, keyless: () => Promise.resolve({ stale: "It is old." }), unsigned: false };
    const terms = { source: "https://github.com/acme/shop", workflow: undefined, trust };
    const { lines } = await verifyImage(reference, COMMIT, registry, terms);
    expect(lines).toContain("It is old.");
    const { told } = await verified(registry, reference, { trusts: sigstore });
    expect(told).toContain("signed by a run of the repository");
    expect(told).not.toContain("old");
  } finally {
    await sigstore.close();
  }
});

test("one that is not ours refuses all of them", async () => {
  const stranger = `${cloud.host}/acme/strange`;
  const { digest } = (await pushed(registry, stranger)).layout.top;
  const images = given({ a: await ours(), b: `${stranger}@${digest}` });
  await expect(verified(registry, undefined, { inputs: { images } })).rejects.toMatchObject({
    code: "SLIP-IMAGE-UNVERIFIED",
    message: expect.stringContaining(`${stranger}@${digest} is not proven to be ours`),
  });
});

test("a tag beside the digest says nothing", async () => {
  const reference = await ours();
  const { outputs } = await verified(registry, reference.replace("@", ":anything@"));
  expect(outputs.imageRef).toBe(reference);
});

test("the commit is the given one, else what is checked out, else the event's", async () => {
  const image = await ours();
  await expect(verified(registry, image, { commit: OTHER })).rejects.toThrow(`not ${OTHER}`);
  await expect(verified(registry, image, { commit: OTHER, head: COMMIT })).resolves.toBeDefined();
  await expect(verified(registry, image, { head: COMMIT, inputs: { commit: OTHER } })).rejects.toThrow(`not ${OTHER}`);
  await expect(verified(registry, image, { head: OTHER, inputs: { commit: COMMIT } })).resolves.toBeDefined();
});

test.each([
  ["ghcr.io/acme/shop", false],
  ["ghcr.io/acme/shop:main", false],
  [`ghcr.io/acme/shop@sha256:${"a".repeat(64)}`, true],
  [`ghcr.io:5000/acme/shop:main@sha256:${"a".repeat(64)}`, true],
])("%s is taken only with a digest", (text, taken) => {
  expect("value" in spec.inputs.image.read(text)).toBe(taken);
  expect("value" in spec.inputs.images.read(JSON.stringify({ app: text }))).toBe(taken);
});

test("an image, or images, but not both and not neither", () => {
  const check = (inputs: object) => spec.check?.({ images: {}, tufUrl: TUF, ...inputs } as never);
  expect(check({ image: undefined })).toHaveLength(1);
  expect(check({ image: "a@b", images: given({ a: "b" }) })).toHaveLength(1);
  expect(check({ image: "a@b" })).toEqual([]);
  expect(check({ image: undefined, images: given({ a: "b" }) })).toEqual([]);
  const elsewhere = { image: "a@b", tufUrl: "https://tuf.acme.example" };
  expect(check(elsewhere)).toHaveLength(1);
  expect(check({ ...elsewhere, tufRoot: "root.json" })).toEqual([]);
});
