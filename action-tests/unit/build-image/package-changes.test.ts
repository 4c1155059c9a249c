import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { Secret } from "../../../shared/action/secret.ts";
import { installedBy } from "../../../shared/attestations/package-changes.ts";
import type { Registry } from "../../../shared/ports/registry.ts";
import { type RegistryEmulator, startRegistryEmulator } from "../../cloud/registry/start.ts";
import { registryClient } from "../providers/oci/client.ts";
import { removeLayouts } from "../providers/oci/images.ts";
import { APK, evidenceOf, FACTS, pushed } from "./evidence-setting.ts";

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

const apk = (name: string, version: string): string => `C:Q1x\nP:${name}\nV:${version}\nA:x86_64\nL:MIT\n\n`;
const privateKey = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** An image with its evidence under the tag `main`, and what a build after it is told. */
async function rebuilt(before: string, now: string, inputs: Parameters<typeof evidenceOf>[1] = {}) {
  const repository = `${cloud.host}/acme/changes-${++count}`;
  const { evidence } = await evidenceOf(registry, inputs);
  const first = await pushed(registry, repository, { text: before });
  await evidence.attach(first, FACTS);
  await registry.tag(repository, first.layout.top.digest, ["main"]);
  const second = await pushed(registry, repository, { text: now });
  const plan = { ...second.plan, base: `${repository}:main` };
  return (await evidence.attach({ ...second, plan }, FACTS)).changed;
}

test.each([
  ["unsigned", {}],
  ["signed", { inputs: { signingKey: new Secret(privateKey), sign: "key" as const } }],
])("a rebuild tells which packages are others than in the branch's image, by its %s SBOM", async (_, inputs) => {
  const before = `${apk("musl", "1.2.5-r1")}${apk("openssl", "3.5.0-r0")}${apk("gone", "1")}`;
  const now = `${apk("musl", "1.2.5-r1")}${apk("openssl", "3.5.1-r0")}${apk("zlib", "1.3.1-r2")}`;
  const [changed] = (await rebuilt(before, now, inputs)) ?? [];
  expect(changed?.since).toMatch(/:main$/);
  expect(changed?.platform).toBe("linux/amd64");
  expect(changed?.changes).toEqual([
    { name: expect.stringMatching(/^pkg:apk\/\w+\/gone/), before: ["1"], now: [] },
    { name: expect.stringMatching(/^pkg:apk\/\w+\/openssl/), before: ["3.5.0-r0"], now: ["3.5.1-r0"] },
    { name: expect.stringMatching(/^pkg:apk\/\w+\/zlib/), before: [], now: ["1.3.1-r2"] },
  ]);
});

test("the same packages are no change, and without an image before there is nothing to tell", async () => {
  expect(await rebuilt(`${APK}${apk("a", "1")}`, `${apk("a", "1")}${APK}`)).toMatchObject([{ changes: [] }]);
  const { evidence } = await evidenceOf(registry);
  const alone = await pushed(registry, `${cloud.host}/acme/changes-${++count}`);
  expect((await evidence.attach(alone, FACTS)).changed).toEqual([]);
});

test.each(["", "no JSON", "[]", "{}", '{"predicateType":"https://spdx.dev/Document/v2.3","predicate":{"packages":7}}'])(
  "%s beside an image is no SBOM",
  (text) => expect(installedBy(text)).toBeUndefined(),
);

test("entries that are none are passed over", () => {
  const predicate = {
    packages: [
      null,
      3,
      { SPDXID: "a" },
      { SPDXID: "b", versionInfo: "1", externalRefs: [{ referenceLocator: "pkg:x/b@1" }] },
    ],
    relationships: [null, { relationshipType: "CONTAINS", relatedSpdxElement: "b" }, { relationshipType: "DESCRIBES" }],
  };
  const text = JSON.stringify({ predicateType: "https://spdx.dev/Document/v2.3", predicate });
  expect(installedBy(text)).toEqual(new Map([["pkg:x/b", ["1"]]]));
});
