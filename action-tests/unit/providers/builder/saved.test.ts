import { createWriteStream, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { extract, pack } from "tar-stream";
import { redate } from "../../../../shared/providers/builder/redate.ts";
import { layoutOfSaved } from "../../../../shared/providers/builder/saved/layout.ts";
import { clampTimes } from "../../../../shared/providers/builder/saved/times.ts";

const LATEST = 315_532_800;
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slipway-saved-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  readonly name: string;
  readonly content?: string;
  readonly seconds?: number;
  readonly pax?: Readonly<Record<string, string>>;
  readonly linkname?: string;
}

async function tar(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack();
  for (const { name, content = "", seconds = 1_700_000_000, pax, linkname } of entries) {
    const header = { name, mtime: new Date(seconds * 1000), ...(pax === undefined ? {} : { pax: { ...pax } }) };
    if (linkname === undefined) archive.entry(header, content);
    else archive.entry({ ...header, type: "symlink", linkname });
  }
  archive.finalize();
  return buffer(archive);
}

async function read(archive: Buffer): Promise<readonly { name: string; seconds: number; content: string }[]> {
  const found: { name: string; seconds: number; content: string }[] = [];
  const reader = extract();
  const writing = pipeline([archive], reader);
  for await (const entry of reader) {
    const content = (await buffer(entry)).toString();
    found.push({ name: entry.header.name, seconds: (entry.header.mtime?.getTime() ?? 0) / 1000, content });
  }
  await writing;
  return found;
}

async function clamped(archive: Buffer, piece: number): Promise<Buffer> {
  const pieces = Array.from({ length: Math.ceil(archive.length / piece) }, (_, at) =>
    archive.subarray(at * piece, (at + 1) * piece),
  );
  const result: Buffer[] = [];
  for await (const chunk of clampTimes(toAsync(pieces), LATEST)) result.push(chunk);
  return Buffer.concat(result);
}

async function* toAsync<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

test("the machine's names of users go away, their numbers stay", async () => {
  const called = async (name: string): Promise<Buffer> => {
    const archive = pack();
    const owner = { uid: 1000, gid: 1001, uname: name, gname: name };
    archive.entry({ name: "one.txt", mtime: new Date(LATEST * 1000), ...owner }, "one");
    archive.finalize();
    return buffer(archive);
  };
  const [one, other] = [await called("runner"), await called("ubuntu")];
  expect(one.equals(other)).toBe(false);
  const [left, right] = [await clamped(one, 512), await clamped(other, 100)];
  expect(left.equals(right)).toBe(true);
  const differing = [...one.keys()].filter((at) => one[at] !== left[at]);
  // The user's name, the group's, and the checksum over them.
  const isName = (at: number) => (at >= 265 && at < 329) || (at >= 148 && at < 156);
  expect(differing.filter((at) => !isName(at))).toEqual([]);
  expect(await read(left)).toEqual([{ name: "one.txt", seconds: LATEST, content: "one" }]);
});

test("times become earlier, everything else stays, wherever the pieces end", async () => {
  const archive = await tar([
    { name: "late.txt", content: "x".repeat(700) },
    { name: "early.txt", content: "y", seconds: 100 },
    { name: `${"long/".repeat(40)}name.txt`, content: "z" },
    { name: "pax.txt", pax: { mtime: "1700000000.25", comment: "mtime=5" } },
  ]);
  const whole = await clamped(archive, archive.length);
  expect((await read(whole)).map(({ name, seconds, content }) => [name.slice(-9), seconds, content.length])).toEqual([
    ["late.txt", LATEST, 700],
    ["early.txt", 100, 1],
    ["name.txt".padStart(9, "/"), LATEST, 1],
    ["pax.txt", LATEST, 0],
  ]);
  expect(whole).toHaveLength(archive.length);
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 2000 }), async (piece) => {
      expect((await clamped(archive, piece)).equals(whole)).toBe(true);
    }),
    { numRuns: 30 },
  );
});

test("what is no tar comes out as it went in", async () => {
  for (const text of ["", "short", "n".repeat(5000)]) {
    expect(await clamped(Buffer.from(text), 100)).toHaveLength(text.length);
  }
});

interface Saved {
  readonly compressed?: boolean;
  readonly linked?: boolean;
}

async function save({ compressed = false, linked = false }: Saved): Promise<string> {
  const layer = await tar([{ name: "app/page.txt", content: "hello" }]);
  const config = {
    architecture: "arm64",
    variant: "v8",
    os: "linux",
    created: "2026-01-01T00:00:00Z",
    container: "abc",
    docker_version: "20.10",
    config: { Labels: { a: "b" } },
    rootfs: { type: "layers", diff_ids: ["sha256:old"] },
    history: [
      { created: "1970-01-01T00:00:00Z", created_by: "base" },
      { created: "2026-01-01T00:00:00.123Z", created_by: "COPY" },
    ],
  };
  const stored = compressed ? gzipSync(layer) : layer;
  const archive = pack();
  archive.entry({ name: "abc.json" }, JSON.stringify(config));
  archive.entry({ name: "one/layer.tar" }, stored as unknown as string);
  if (linked) archive.entry({ name: "two/layer.tar", type: "symlink", linkname: "../one/layer.tar" });
  const layers = linked ? ["one/layer.tar", "two/layer.tar"] : ["one/layer.tar"];
  archive.entry({ name: "manifest.json" }, JSON.stringify([{ Config: "abc.json", RepoTags: [], Layers: layers }]));
  archive.finalize();
  const path = join(folder, "saved.tar");
  await pipeline(archive, createWriteStream(path));
  return path;
}

const json = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;

test.each([{}, { compressed: true }, { linked: true }])("a saved image becomes a layout: %j", async (form) => {
  const output = join(folder, "layout");
  await layoutOfSaved(await save(form), output, { latest: LATEST, annotations: { team: "web" } });
  await redate(output, 1_767_225_600);
  const blob = (digest: string) => join(output, "blobs", "sha256", digest.replace("sha256:", ""));
  const { manifests } = json(join(output, "index.json")) as { manifests: { digest: string; platform: unknown }[] };
  const [top] = manifests;
  expect(top?.platform).toEqual({ architecture: "arm64", os: "linux", variant: "v8" });
  const manifest = json(blob(top?.digest ?? "")) as {
    annotations: unknown;
    config: { digest: string };
    layers: { digest: string; size: number }[];
  };
  expect(manifest.annotations).toEqual({ team: "web" });
  expect(manifest.layers).toHaveLength("linked" in form ? 2 : 1);
  const config = json(blob(manifest.config.digest));
  expect(config).toMatchObject({ created: "2026-01-01T00:00:00Z", config: { Labels: { a: "b" } } });
  expect(config).not.toHaveProperty("docker_version");
  expect(config["history"]).toEqual([
    { created: "1970-01-01T00:00:00Z", created_by: "base" },
    { created: "2026-01-01T00:00:00Z", created_by: "COPY" },
  ]);
  const content = gunzipSync(readFileSync(blob(manifest.layers[0]?.digest ?? "")));
  expect(await read(content)).toEqual([{ name: "app/page.txt", seconds: LATEST, content: "hello" }]);
});

test("an archive that is no image is told, and leaves nothing beside the layout", async () => {
  const path = join(folder, "saved.tar");
  await pipeline([await tar([{ name: "manifest.json", content: "[]" }])], createWriteStream(path));
  const output = join(folder, "layout");
  await expect(layoutOfSaved(path, output, { latest: LATEST, annotations: {} })).rejects.toMatchObject({
    code: "SLIP-IMAGE-BUILD",
  });
  expect(() => readFileSync(`${output}.saved/0`)).toThrow("ENOENT");
});
