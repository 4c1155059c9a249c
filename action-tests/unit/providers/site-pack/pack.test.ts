import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import tar from "tar-stream";
import { walkSite } from "../../../../shared/providers/site-files/walk.ts";
import { createSitePacker } from "../../../../shared/providers/site-pack/packer.ts";

const ABOUT = { commit: "0123456789abcdef0123456789abcdef01234567", basePath: "/shop/pr/7/" };
const packer = createSitePacker();
let top: string;
let archive: string;
let folder: string;

beforeEach(() => {
  top = mkdtempSync(join(tmpdir(), "slipway-pack-"));
  archive = join(top, "site.tar");
  folder = join(top, "unpacked");
});
afterEach(() => rmSync(top, { recursive: true, force: true }));

function put(path: string, content: string | Buffer): void {
  const file = join(top, "site", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

const SITE = {
  "index.html": "<h1>x</h1>",
  ".nojekyll": "",
  ".well-known/security.txt": "y",
  [`${"long/".repeat(40)}name.html`]: "z",
  "über/naïve – ü.html": "ü",
};

async function packed(): Promise<string> {
  for (const [path, content] of Object.entries(SITE)) put(path, content);
  await packer.pack((await walkSite(join(top, "site"))).files, ABOUT, archive);
  return archive;
}

describe("a packed site", () => {
  test("is what was packed, and other tools can open it", async () => {
    await packed();
    expect(await packer.unpack(archive, folder)).toEqual(ABOUT);
    const { files } = await walkSite(folder);
    expect(Object.fromEntries(files.map(({ path, file }) => [path, readFileSync(file, "utf8")]))).toEqual(SITE);
    expect(execFileSync("tar", ["-tf", archive]).toString()).toContain("site/.well-known/security.txt");
  });

  test("brings along what its pages were made from", async () => {
    put("index.html", "x");
    const pageSources = new Map([
      ["index.html", { file: "docs/index.md", line: undefined }],
      ["a/index.html", { file: "docs/a.md", line: 3 }],
    ]);
    await packer.pack((await walkSite(join(top, "site"))).files, { ...ABOUT, pageSources }, archive);
    expect(await packer.unpack(archive, folder)).toEqual({ ...ABOUT, pageSources });
  });

  test("has names of every length", async () => {
    const names = Array.from({ length: 120 }, (_, index) => `${"é".repeat(index % 2)}${"n".repeat(80 + index)}`);
    const deep = Array.from({ length: 12 }, (_, index) => `${"folder-name/".repeat(80)}${"x".repeat(15 + index)}`);
    for (const name of [...names, ...deep]) put(name, name);
    await packer.pack((await walkSite(join(top, "site"))).files, ABOUT, archive);
    await packer.unpack(archive, folder);
    expect(new Set((await walkSite(folder)).files.map(({ path }) => path))).toEqual(new Set([...names, ...deep]));
    expect(execFileSync("tar", ["-tf", archive]).toString().split("\n").length).toBe(names.length + deep.length + 2);
  });

  test("is the same for the same site", async () => {
    await packed();
    const first = readFileSync(archive);
    await packed();
    expect(readFileSync(archive).equals(first)).toBe(true);
    expect((await packer.pack((await walkSite(join(top, "site"))).files, ABOUT, archive)).bytes).toBe(first.length);
  });

  test("does not go over a folder that is there", async () => {
    await packed();
    mkdirSync(folder);
    writeFileSync(join(folder, "mine"), "x");
    await expect(packer.unpack(archive, folder)).rejects.toThrow(/EEXIST/);
    expect(readdirSync(folder)).toEqual(["mine"]);
  });
});

interface Header {
  readonly name: string;
  readonly type?: "file" | "link" | "symlink" | "character-device" | "block-device" | "directory" | "fifo";
  readonly linkname?: string;
  readonly devmajor?: number;
  readonly devminor?: number;
  readonly pax?: Record<string, string>;
}
type Entry = readonly [header: Header, content?: string];

const hash = (content: string): string => createHash("sha256").update(content).digest("hex");

/** An archive as an attacker makes it, with a manifest that says that all is well. */
async function crafted(entries: readonly Entry[], manifest?: unknown): Promise<void> {
  const pack = tar.pack();
  for (const [header, content = "x"] of entries) {
    const type = header.type ?? "file";
    if (type === "file") pack.entry(header, content);
    else pack.entry({ ...header, size: 0 });
  }
  const files = Object.fromEntries(
    entries
      .filter(([{ name }]) => name.startsWith("site/"))
      .map(([{ name }, content = "x"]) => [name.slice(5), hash(content)]),
  );
  pack.entry({ name: "slipway-site.json" }, JSON.stringify(manifest ?? { schema: 1, ...ABOUT, files }));
  pack.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of pack) chunks.push(chunk as Buffer);
  writeFileSync(archive, Buffer.concat(chunks));
}

const file = (name: string, content?: string): Entry => (content === undefined ? [{ name }] : [{ name }, content]);

describe("a packed site of an attacker is refused, and nothing of it stays", () => {
  const OK = file("site/index.html");
  test.each<[string, readonly Entry[]]>([
    ["a path out of the folder", [OK, file("site/../../../evil")]],
    ["a path out of it in the middle", [OK, file("site/a/../../evil")]],
    ["an absolute path", [OK, file("/tmp/slipway-evil")]],
    ["an absolute path within the site", [OK, file("site//etc/passwd")]],
    ["a Windows path", [OK, file("site/C:\\evil")]],
    ["backslashes", [OK, file("site/..\\..\\evil")]],
    ["a file beside the site", [OK, file("evil.sh")]],
    ["a link out", [OK, [{ name: "site/link", type: "symlink", linkname: "../../../etc/passwd" }]]],
    [
      "a link, and a file through it",
      [OK, [{ name: "site/d", type: "symlink", linkname: "/tmp" }], file("site/d/evil")],
    ],
    ["a hard link", [OK, [{ name: "site/link", type: "link", linkname: "/etc/passwd" }]]],
    ["a device", [OK, [{ name: "site/dev", type: "character-device", devmajor: 1, devminor: 3 }]]],
    ["a block device", [OK, [{ name: "site/dev", type: "block-device", devmajor: 8, devminor: 0 }]]],
    ["a pipe", [OK, [{ name: "site/pipe", type: "fifo" }]]],
    ["a folder as an entry", [OK, [{ name: "site/folder", type: "directory" }]]],
    ["a git folder", [OK, file("site/.git/config")]],
    ["a git hook in another case", [OK, file("site/.GIT/hooks/pre-push")]],
    ["git's short name", [OK, file("site/git~1/config")]],
    ["a worker", [OK, file("site/_worker.js")]],
    ["functions", [OK, file("site/functions/api.js")]],
    ["headers", [OK, file("site/_headers")]],
    ["redirects", [OK, file("site/_redirects")]],
    ["a domain", [OK, file("site/CNAME")]],
    ["a line break in a name", [OK, file("site/a\n::error::x")]],
    ["a name that reads backwards", [OK, file("site/a\u202egnp.html")]],
    ["a NUL in a name", [OK, file("site/a\u0000b")]],
    ["a name that is too long", [OK, file(`site/${"n".repeat(300)}`)]],
    ["a path that is too long", [OK, file(`site/${"folder/".repeat(300)}x`)]],
    ["a name twice", [OK, file("site/index.html", "other")]],
    ["a file where a folder is", [OK, file("site/a/b"), file("site/a")]],
    ["a folder where a file is", [OK, file("site/a"), file("site/a/b")]],
    ["a reserved name", [OK, file("site/con.html")]],
    ["an extended header that is too long", [OK, [{ name: "site/x", pax: { path: `site/${"p".repeat(20_000)}` } }]]],
    ["an extended header with a size of its own", [OK, [{ name: "site/x", pax: { size: "1" } }]]],
  ])("%s", async (_, entries) => {
    await crafted(entries);
    await expect(packer.unpack(archive, folder)).rejects.toMatchObject({ code: "SLIP-DOCS-PACK", outcome: "refused" });
    expect(existsSync(folder)).toBe(false);
    expect(existsSync("/tmp/slipway-evil")).toBe(false);
    expect(readdirSync(top).filter((name) => name !== "site")).toEqual(["site.tar"]);
  });

  test.each<[string, unknown]>([
    ["none of its form", { schema: 2 }],
    ["a commit that is none", { schema: 1, ...ABOUT, commit: "main; rm -rf /", files: {} }],
    ["a base that is none", { schema: 1, ...ABOUT, basePath: "https://evil.io/", files: {} }],
    ["other hashes", { schema: 1, ...ABOUT, files: { "index.html": hash("other") } }],
    ["a file more", { schema: 1, ...ABOUT, files: { "index.html": hash("x"), "more.html": hash("x") } }],
    ["a file less", { schema: 1, ...ABOUT, files: {} }],
    [
      "a source out of the repository",
      { schema: 1, ...ABOUT, files: { "index.html": hash("x") }, pageSources: { "index.html": "../../etc/passwd:1" } },
    ],
    ["more than a manifest", { schema: 1, ...ABOUT, files: { "index.html": hash("x") }, run: "evil" }],
  ])("a manifest with %s", async (_, manifest) => {
    await crafted([OK], manifest);
    await expect(packer.unpack(archive, folder)).rejects.toMatchObject({ code: "SLIP-DOCS-PACK" });
    expect(existsSync(folder)).toBe(false);
  });

  test("more than a site may hold, whatever little room it takes", async () => {
    await crafted([OK]);
    // A header that says 101 MB, and a hole of that size.
    const bytes = readFileSync(archive);
    const size = 101 * 1024 * 1024;
    bytes.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
    bytes.write("        ", 148, "latin1");
    const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
    bytes.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    writeFileSync(archive, bytes);
    truncateSync(archive, size + 4_096);
    await expect(packer.unpack(archive, folder)).rejects.toThrow(/more than a site may hold/);
    truncateSync(archive, 1_400_000_000);
    await expect(packer.unpack(archive, folder)).rejects.toThrow(/larger than any site/);
    expect(statSync(archive).blocks * 512).toBeLessThan(1_000_000);
  });

  test("an archive that is itself a link, or none", async () => {
    await packed();
    symlinkSync(archive, join(top, "link.tar"));
    await expect(packer.unpack(join(top, "link.tar"), folder)).rejects.toMatchObject({ code: "SLIP-DOCS-PACK" });
    await expect(packer.unpack(join(top, "none.tar"), folder)).rejects.toMatchObject({ code: "SLIP-DOCS-PACK" });
    writeFileSync(archive, "PK\u0003\u0004 a zip");
    await expect(packer.unpack(archive, folder)).rejects.toMatchObject({ code: "SLIP-DOCS-PACK" });
  });

  test("all that is wrong is told at once, in one line", async () => {
    await crafted([file("site/.git/x"), file("site/_worker.js"), file("site/a\n::error::x"), file("evil")]);
    const error = await packer.unpack(archive, folder).then(
      () => new Error("taken"),
      (thrown: unknown) => thrown as Error,
    );
    for (const name of [".git/x", "_worker.js", "evil"]) expect(error.message).toContain(name);
    expect(error.message).not.toContain("\n");
  });
});

test("an archive that was cut or changed anywhere is refused, or still names a commit and a base", async () => {
  await packed();
  const whole = readFileSync(archive);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
      const bytes = cut ? whole.subarray(0, at) : Buffer.from(whole);
      if (!cut) bytes[at] = byte;
      writeFileSync(archive, bytes);
      const outcome = await packer.unpack(archive, folder).then(
        (about) => JSON.stringify(about),
        (thrown: unknown) => (thrown as { code?: string }).code,
      );
      rmSync(folder, { recursive: true, force: true });
      // What it says of itself is its author's word in any case; whether it is the right commit is compared later.
      expect(outcome).toMatch(/^(?:SLIP-DOCS-PACK|\{"commit":"[0-9a-f]{40}","basePath":"\/[^"\n]*"\})$/);
    }),
    { numRuns: 150 },
  );
});
