import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "@jest/globals";
import { PackageURL } from "packageurl-js";
import { readInventory } from "../../../shared/attestations/inventory.ts";
import type { Descriptor, LayerEntry } from "../../../shared/ports/registry.ts";
import { ndbDatabase, type RpmFacts, rpmHeaderOf, sqliteDatabase } from "../../tools/rpm-files.ts";
import { imageLayout, removeLayouts, tarOf } from "../providers/oci/images.ts";

afterAll(removeLayouts);

type Given = string | Buffer | { readonly deletes: "path" | "folder" } | { readonly target: string };

const entry = (path: string, given: Given): LayerEntry => {
  const isText = typeof given === "string" || Buffer.isBuffer(given);
  const type = isText ? "file" : "target" in given ? "symlink" : "other";
  const bytes = Buffer.isBuffer(given) ? given : Buffer.from(isText ? given : "");
  return {
    path,
    type,
    size: bytes.length,
    mode: 0o644,
    uid: 0,
    gid: 0,
    mtime: 0,
    target: isText || !("target" in given) ? undefined : given.target,
    ...(isText || !("deletes" in given) ? {} : { deletes: given.deletes }),
    content: (async function* () {
      yield bytes;
      await Promise.resolve();
    })(),
  };
};

/** Layers from the base up, each as paths with their content. */
const read = (...layers: readonly Readonly<Record<string, Given>>[]) => {
  const descriptor = (index: number): Descriptor => ({ mediaType: "x", digest: `sha256:${index}`, size: 1 });
  return readInventory(
    { layers: layers.map((_, index) => ({ descriptor: descriptor(index), diffId: undefined, createdBy: undefined })) },
    async function* ({ digest }) {
      for (const [path, given] of Object.entries(layers[Number(digest.slice(7))] ?? {})) yield entry(path, given);
      await Promise.resolve();
    },
  );
};

const purls = async (...layers: readonly Readonly<Record<string, Given>>[]): Promise<readonly string[]> =>
  (await read(...layers)).packages.map(({ purl }) => purl);

const DEBIAN = 'ID=debian\nVERSION_ID="12"\n';
const installed = (name: string, version: string, status = "install ok installed"): string =>
  `Package: ${name}\nStatus: ${status}\nArchitecture: amd64\nVersion: ${version}\nDescription: words\n Package: not-this\n`;

describe("databases of packages", () => {
  test("dpkg: what is installed, not what was removed", async () => {
    const status = [
      installed("libc6", "2.36-9+deb12u7"),
      installed("old", "1", "deinstall ok config-files"),
      installed("gnupg", "2:2.2~rc1-1"),
    ];
    const found = await purls({ "etc/os-release": DEBIAN, "var/lib/dpkg/status": status.join("\n") });
    expect(found).toEqual([
      "pkg:deb/debian/gnupg@2:2.2~rc1-1?arch=amd64&distro=debian-12",
      "pkg:deb/debian/libc6@2.36-9%2Bdeb12u7?arch=amd64&distro=debian-12",
    ]);
    expect(PackageURL.fromString(found[1] ?? "")).toMatchObject({ name: "libc6", version: "2.36-9+deb12u7" });
  });

  test("dpkg in pieces, as images without dpkg have it", async () => {
    const found = await purls({
      "usr/lib/os-release": DEBIAN,
      "var/lib/dpkg/status.d/base": "Package: base-files\nVersion: 12.4\nArchitecture: amd64\n",
      "var/lib/dpkg/status.d/base.md5sums": "Package: no\nVersion: 1\n",
    });
    expect(found).toEqual(["pkg:deb/debian/base-files@12.4?arch=amd64&distro=debian-12"]);
  });

  test.each(["lib/apk/db/installed", "usr/lib/apk/db/installed"])("apk: %s", async (path) => {
    const text = "C:Q1x\nP:musl\nV:1.2.5-r1\nA:x86_64\nL:MIT\n\nP:busybox\nV:1.37-r0\nA:x86_64\nL:GPL-2.0-only\n\n";
    const { packages, distribution } = await read({ "etc/os-release": "ID=alpine\nVERSION_ID=3.22.1\n", [path]: text });
    expect(distribution).toEqual({ id: "alpine", version: "3.22.1" });
    expect(packages).toMatchObject([
      { name: "busybox", license: "GPL-2.0-only", file: path },
      { name: "musl", purl: "pkg:apk/alpine/musl@1.2.5-r1?arch=x86_64&distro=alpine-3.22.1" },
    ]);
  });

  describe("RPM's", () => {
    const tiny = {
      name: "tiny",
      version: "1.2~rc1",
      release: "3",
      epoch: 2,
      license: "MIT",
      source: "tiny-1.2~rc1-3.src.rpm",
    };
    const sqlite = (...all: readonly RpmFacts[]) => sqliteDatabase(all.map(rpmHeaderOf));
    const FEDORA = "ID=fedora\nVERSION_ID=42\n";

    test.each([
      ["usr/lib/sysimage/rpm/rpmdb.sqlite", sqlite(tiny)],
      ["var/lib/rpm/rpmdb.sqlite", sqlite(tiny)],
      ["usr/share/rpm/rpmdb.sqlite", sqlite(tiny)],
      ["usr/lib/sysimage/rpm/Packages.db", ndbDatabase([rpmHeaderOf(tiny)])],
    ])("in %s", async (path, bytes) => {
      const { packages, notes } = await read({ "etc/os-release": FEDORA, [path]: bytes });
      const purl = "pkg:rpm/fedora/tiny@1.2~rc1-3?arch=x86_64&distro=fedora-42&epoch=2&upstream=tiny-1.2~rc1-3.src.rpm";
      expect([packages, notes]).toEqual([
        [{ name: "tiny", version: "2:1.2~rc1-3", purl, license: "MIT", file: path }],
        [],
      ]);
      expect(PackageURL.fromString(purl)).toMatchObject({ type: "rpm", namespace: "fedora", version: "1.2~rc1-3" });
    });

    test.each([
      ["ID=rhel\nVERSION_ID=9.4", "pkg:rpm/redhat/a@1-1?arch=x86_64&distro=rhel-9.4"],
      ["ID=opensuse-leap\nVERSION_ID=15.6", "pkg:rpm/opensuse/a@1-1?arch=x86_64&distro=opensuse-leap-15.6"],
      ["ID=amzn\nVERSION_ID=2023", "pkg:rpm/amzn/a@1-1?arch=x86_64&distro=amzn-2023"],
      ["", "pkg:rpm/a@1-1?arch=x86_64"],
    ])("of %j", async (release, purl) => {
      const database = sqlite({ name: "a", version: "1" });
      expect(await purls({ "etc/os-release": release, "var/lib/rpm/rpmdb.sqlite": database })).toEqual([purl]);
    });

    test("out of the layers of a real layout", async () => {
      const tar = await tarOf("usr/lib/sysimage/rpm/rpmdb.sqlite", sqlite(tiny));
      const layout = await imageLayout({ layers: [gzipSync(tar)] });
      const [platform] = await layout.images();
      if (platform === undefined) throw new Error("no platform");
      const { packages } = await readInventory(platform, layout.entries);
      expect(packages).toMatchObject([{ name: "tiny", version: "2:1.2~rc1-3", license: "MIT" }]);
    });

    test("as the last layer has it", async () => {
      const path = "var/lib/rpm/rpmdb.sqlite";
      const [one, other] = [{ [path]: sqlite(tiny) }, { [path]: sqlite({ name: "a", version: "1" }) }];
      expect(await purls(one, other)).toEqual(["pkg:rpm/a@1-1?arch=x86_64"]);
      expect(await read(one, { [path]: { deletes: "path" } })).toMatchObject({ packages: [], notes: [] });
      const broken = await read(one, { [path]: "SQLite" });
      expect(broken).toMatchObject({ packages: [], notes: [expect.stringMatching(/rpmdb\.sqlite: .*cannot be read/)] });
      expect((await read({ [path]: "SQLite" }, one)).notes).toEqual([]);
    });

    test("as Berkeley DB has it is not read, nor are changes that were left beside, and that is said", async () => {
      expect(await read({ "var/lib/rpm/Packages": "bytes" })).toMatchObject({
        packages: [],
        notes: ["var/lib/rpm/Packages: databases of RPM in Berkeley DB are not read; its packages are missing here"],
      });
      const beside = (changes: string) =>
        read({ "var/lib/rpm/rpmdb.sqlite": sqlite(tiny), "var/lib/rpm/rpmdb.sqlite-wal": changes });
      expect((await beside("")).notes).toEqual([]);
      expect(await beside("frames")).toMatchObject({
        packages: [{ name: "tiny" }],
        notes: [expect.stringContaining("newest changes")],
      });
    });
  });

  test("Node's and Python's packages, and no other files called package.json", async () => {
    const found = await purls({
      "app/package.json": '{"name":"shop","version":"1.0.0"}',
      "app/node_modules/left-pad/package.json": '{"name":"left-pad","version":"1.3.0","license":"WTFPL"}',
      "app/node_modules/@acme/ui/package.json": '{"name":"@acme/ui","version":"2.0.0"}',
      "app/node_modules/left-pad/test/package.json": '{"name":"fixture","version":"9.9.9"}',
      "app/node_modules/broken/package.json": "{",
      "usr/lib/python3/site-packages/Foo_Bar-1.0.dist-info/METADATA": "Name: Foo_Bar\nVersion: 1.0\n\nName: not-this\n",
    });
    expect(found).toEqual(["pkg:npm/%40acme/ui@2.0.0", "pkg:npm/left-pad@1.3.0", "pkg:pypi/foo-bar@1.0"]);
  });
});

describe("layer on layer", () => {
  const low = {
    "app/node_modules/a/package.json": '{"name":"a","version":"1.0.0"}',
    "app/node_modules/b/package.json": '{"name":"b","version":"1.0.0"}',
  };

  test("the newest content counts", async () => {
    expect(await purls(low, { "app/node_modules/a/package.json": '{"name":"a","version":"2.0.0"}' })).toEqual([
      "pkg:npm/a@2.0.0",
      "pkg:npm/b@1.0.0",
    ]);
  });

  test("what a later layer deletes is gone: a file, a folder with all in it, a folder's former content", async () => {
    expect(await purls(low, { "app/node_modules/a/package.json": { deletes: "path" } })).toEqual(["pkg:npm/b@1.0.0"]);
    expect(await purls(low, { "app/node_modules": { deletes: "path" } })).toEqual([]);
    expect(
      await purls(low, {
        "app/node_modules": { deletes: "folder" },
        "app/node_modules/c/package.json": '{"name":"c","version":"1.0.0"}',
      }),
    ).toEqual(["pkg:npm/c@1.0.0"]);
  });

  test("a link in the place of a folder hides what was in it", async () => {
    expect(await purls(low, { "app/node_modules/a": { target: "/elsewhere" } })).toEqual(["pkg:npm/b@1.0.0"]);
  });
});
