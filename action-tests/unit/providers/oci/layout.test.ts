import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { afterAll, describe, expect, test } from "@jest/globals";
import { type Header, pack } from "tar-stream";
import type { ImageLayout, LayerEntry } from "../../../../shared/ports/registry.ts";
import { openLayout } from "../../../../shared/providers/oci/layout.ts";
import { imageLayout, newLayout, removeLayouts, tarOf } from "./images.ts";

afterAll(removeLayouts);
const { signal } = new AbortController();

type Given = Partial<Header> & { readonly name: string; readonly content?: string | Buffer };

const tar = async (...entries: readonly Given[]): Promise<Buffer> => {
  const packed = pack();
  for (const { content, ...header } of entries) packed.entry({ mtime: new Date(0), ...header }, content ?? "");
  packed.finalize();
  const pieces: Buffer[] = [];
  for await (const piece of packed) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
};

const withLayer = async (layer: Buffer): Promise<ImageLayout> => await imageLayout({ layers: [layer] });

const layerOf = async (layout: ImageLayout) => {
  const [image] = await layout.images();
  const layer = image?.layers[0]?.descriptor;
  if (layer === undefined) throw new Error("no layer");
  return layer;
};

const entries = async (layer: Buffer): Promise<readonly (Omit<LayerEntry, "content"> & { text: string })[]> => {
  const layout = await withLayer(layer);
  const found = [];
  for await (const { content, ...entry } of layout.entries(await layerOf(layout))) {
    let text = "";
    for await (const piece of content) text += Buffer.from(piece).toString();
    found.push({ ...entry, text });
  }
  return found;
};

describe("a layer", () => {
  test.each([
    ["gzip", gzipSync],
    ["zstd", zstdCompressSync],
    ["nothing", (bytes: Buffer) => bytes],
  ])("compressed by %s gives its entries and its size", async (_, compress) => {
    const plain = await tar(
      { name: "etc/", type: "directory", mode: 0o755 },
      { name: "./etc/app.conf", content: "a=1", mode: 0o640, uid: 5, gid: 6, mtime: new Date(1_700_000_000_000) },
      { name: "etc/link", type: "symlink", linkname: "../x" },
      { name: "/etc/hard", type: "link", linkname: "etc/app.conf" },
      { name: "dev/null", type: "character-device", devmajor: 1, devminor: 3 },
    );
    const layer = compress(plain);
    expect((await entries(layer)).map(({ path, type, text, target }) => [path, type, text, target])).toEqual([
      ["etc", "directory", "", undefined],
      ["etc/app.conf", "file", "a=1", undefined],
      ["etc/link", "symlink", "", "../x"],
      ["etc/hard", "hardlink", "", "etc/app.conf"],
      ["dev/null", "other", "", undefined],
    ]);
    expect((await entries(layer))[1]).toMatchObject({ size: 3, mode: 0o640, uid: 5, gid: 6, mtime: 1_700_000_000 });
    const layout = await withLayer(layer);
    expect(await layout.unpackedSize(await layerOf(layout))).toBe(plain.length);
  });

  test("says what it deletes", async () => {
    const layer = await tar({ name: "a/.wh.b" }, { name: "a/c/.wh..wh..opq" }, { name: ".wh.top" });
    expect((await entries(layer)).map(({ path, deletes }) => [path, deletes])).toEqual([
      ["a/b", "path"],
      ["a/c", "folder"],
      ["top", "path"],
    ]);
  });

  test("never leads out of the image", async () => {
    const names = ["../../etc/passwd", "/abs", "a/../../b", "./../c", "a//b/./c", ".."];
    const found = await entries(await tar(...names.map((name) => ({ name }))));
    expect(found.map(({ path }) => path)).toEqual(["etc/passwd", "abs", "b", "c", "a/b/c", ""]);
  });

  test("keeps names with anything in them", async () => {
    const names = ["line\nbreak", "::error::x", "\u202etxt", "é".repeat(150), `${"d/".repeat(150)}x`];
    expect((await entries(await tar(...names.map((name) => ({ name }))))).map(({ path }) => path)).toEqual(names);
  });

  test("may be read in part, file by file, and left early", async () => {
    const many = [0, 1, 2, 3].map((index) => ({ name: `f${index}`, content: Buffer.alloc(300_000, index) }));
    const layout = await withLayer(gzipSync(await tar(...many)));
    const layer = await layerOf(layout);
    const seen: string[] = [];
    for await (const { path, content } of layout.entries(layer)) {
      if (path === "f1") for await (const _ of content) break;
      seen.push(path);
    }
    expect(seen).toEqual(["f0", "f1", "f2", "f3"]);
    for await (const { path } of layout.entries(layer)) {
      expect(path).toBe("f0");
      break;
    }
  });

  test.each([
    ["whose name never ends", async () => hugeHeader(await tarOf("x", "x"))],
    ["that goes on with nothing", async () => Buffer.concat([await tarOf("x", "x"), Buffer.alloc(20_000_000)])],
    ["that is cut off", async () => (await tar({ name: "x", content: Buffer.alloc(5000) })).subarray(0, 1500)],
    ["that is no tar", () => Promise.resolve(Buffer.alloc(1024, 7))],
    ["with a path beyond all measure", async () => await tar({ name: "p/".repeat(5000) })],
    ["that is no whole gzip", async () => gzipSync(await tarOf("x", "y".repeat(5000))).subarray(0, 40)],
  ])("%s is an error that names it", async (_, make) => {
    for (const compress of [(bytes: Buffer) => bytes, gzipSync]) {
      const layout = await withLayer(compress(await make()));
      const layer = await layerOf(layout);
      const read = async (): Promise<void> => {
        for await (const { content } of layout.entries(layer)) for await (const _piece of content);
      };
      await expect(read()).rejects.toMatchObject({
        code: "SLIP-IMAGE-BUILD",
        message: expect.stringContaining(layer.digest) as unknown,
      });
    }
  });
});

/** A pax header of 4 GB before the entry, of which only the beginning is there. */
const hugeHeader = (plain: Buffer): Buffer => {
  const header = Buffer.from(plain.subarray(0, 512));
  header.write("37777777777\0", 124, "latin1");
  header.write("x", 156, "latin1");
  header.fill(" ", 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return Buffer.concat([header, Buffer.alloc(20_000_000, "a")]);
};

describe("a layout", () => {
  test("of several platforms gives each, without the attestations between them", async () => {
    const layout = await imageLayout({ layers: [await tarOf("a", "a")], platforms: ["amd64", "arm64"] });
    const images = await layout.images();
    expect(images.map(({ platform }) => platform)).toEqual([
      { os: "linux", architecture: "amd64", variant: undefined },
      { os: "linux", architecture: "arm64", variant: undefined },
    ]);
    expect(images[0]?.config).toMatchObject({ env: ["A=1"], command: ["/run"], history: [{ createdBy: "COPY 0" }] });
    expect(images[0]?.layers[0]?.createdBy).toBe("COPY 0");
  });

  const rejected = { code: "SLIP-IMAGE-BUILD" };

  test("whose blob was changed or is gone is not believed", async () => {
    const layout = await withLayer(await tarOf("a", "content"));
    const layer = await layerOf(layout);
    const file = join(layout.folder, "blobs", ...layer.digest.split(":"));
    const read = async (): Promise<void> => {
      for await (const { content } of layout.entries(layer)) for await (const _piece of content);
    };
    await writeFile(file, await tarOf("a", "c0ntent"));
    await expect(read()).rejects.toMatchObject(rejected);
    await expect(layout.read(layer)).rejects.toMatchObject(rejected);
    await rm(file);
    await expect(read()).rejects.toMatchObject(rejected);
    await expect(layout.unpackedSize(layer)).rejects.toMatchObject(rejected);
  });

  test.each([
    ["names nothing", "[]"],
    ["is no JSON", "{"],
    ["names two images", undefined],
    ["names a file elsewhere", '[{"mediaType":"x","digest":"sha256:../../etc/passwd","size":1}]'],
  ])("whose index %s is an error", async (_, manifests) => {
    const { folder, put, finish } = await newLayout();
    await finish([await put("a/b", { a: 1 }), await put("a/b", { a: 2 })]);
    if (manifests !== undefined)
      await writeFile(join(folder, "index.json"), `{"schemaVersion":2,"manifests":${manifests}}`);
    await expect(openLayout(folder, signal)).rejects.toMatchObject(rejected);
  });

  test("with two names of one image is that image", async () => {
    const { folder, put, finish } = await newLayout();
    const one = await put("application/vnd.oci.image.manifest.v1+json", { schemaVersion: 2 });
    await finish([one, { ...one, annotations: { "org.opencontainers.image.ref.name": "other" } }]);
    expect((await openLayout(folder, signal)).top.digest).toBe(one.digest);
  });
});
