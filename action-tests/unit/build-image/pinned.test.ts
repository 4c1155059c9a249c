import { expect, test } from "@jest/globals";
import { pinnedOf } from "../../../actions/build-image/pinned.ts";
import { spec } from "../../../actions/build-image/spec.ts";
import { spdx } from "../../../shared/attestations/spdx.ts";
import { fakeContext } from "../../fakes/context.ts";

const LOCK = JSON.stringify({
  name: "shop",
  version: "1.0.0",
  lockfileVersion: 3,
  packages: {
    "": { name: "shop", version: "1.0.0", dependencies: { "left-pad": "1.3.0" }, devDependencies: { jest: "30.0.0" } },
    "node_modules/left-pad": { version: "1.3.0", resolved: "https://registry.npmjs.org/left-pad/-/left-pad-1.3.0.tgz" },
    "node_modules/jest": { version: "30.0.0", dev: true },
  },
});

const pinned = (files: Readonly<Record<string, string>>) => {
  const context = fakeContext(spec, {});
  const seen = Object.entries(files).map(([path, { length }]) => ({
    path,
    type: "file" as const,
    executable: false,
    size: length,
    digest: "",
  }));
  const read = async (path: string) => files[path.replace("/repo/", "")];
  return pinnedOf({ files: seen, folder: "/repo" }, context, read).then((packages) => ({ packages, context }));
};

test("what lock files of the context pin is in the SBOM, but for what only development needs", async () => {
  const { packages } = await pinned({ "app/package-lock.json": LOCK, "app/index.js": "1" });
  expect(packages.map(({ purl, file }) => [purl, file])).toEqual([["pkg:npm/left-pad@1.3.0", "app/package-lock.json"]]);
});

test("a lock file that cannot be read is told and left out", async () => {
  const { packages, context } = await pinned({ "package-lock.json": "{", "other/package-lock.json": LOCK });
  expect(packages).toHaveLength(1);
  expect(context.runner.log.join("\n")).toContain("package-lock.json could not be read");
});

test("a document has what is installed and what is pinned, each once, and one text for one image", () => {
  const about = {
    image: "ghcr.io/acme/shop",
    digest: `sha256:${"a".repeat(64)}`,
    platform: "linux/amd64",
    source: "https://github.com/acme/shop",
    commit: "b".repeat(40),
    created: new Date(0),
  };
  const one = { name: "a", version: "1", purl: "pkg:npm/a@1", license: "MIT OR GPL-3.0-only", file: "x" };
  const two = { name: "b", version: "2", purl: "pkg:npm/b@2", license: "whatever I like", file: "y" };
  const inventory = { distribution: { id: "", version: "" }, packages: [one], notes: ["RPM is not read"] };
  const document = spdx(about, inventory, [one, two]);
  expect(document).toMatchObject({
    spdxVersion: "SPDX-2.3",
    creationInfo: { created: "1970-01-01T00:00:00Z", comment: "RPM is not read" },
    packages: [
      { checksums: [{ checksumValue: "a".repeat(64) }] },
      { name: "a", licenseDeclared: "MIT OR GPL-3.0-only" },
      { name: "b", licenseDeclared: "NOASSERTION" },
    ],
    relationships: [
      { relationshipType: "DESCRIBES" },
      { relationshipType: "CONTAINS" },
      { relationshipType: "DEPENDS_ON" },
    ],
  });
  const ids = (document as { packages: { SPDXID: string }[] }).packages.map(({ SPDXID }) => SPDXID);
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(id).toMatch(/^SPDXRef-[A-Za-z0-9.-]+$/);
  expect(JSON.stringify(spdx(about, inventory, [one, two]))).toBe(JSON.stringify(document));
});
