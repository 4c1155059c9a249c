import { posix } from "node:path";
import { Readable } from "node:stream";
import { extract, type Header } from "tar-stream";
import { Failure } from "../../action/failure.ts";
import type { LayerEntry } from "../../ports/registry.ts";
import { decompressed } from "./decompress.ts";

/** What no honest layer has; a hostile one must not take the runner's memory, disk or day. */
const MOST = { bytes: 64 * 1024 ** 3, entries: 2_000_000, path: 4096 };
/** Bytes of the tar that lead to no entry: long names are kept in memory, and zeros at the end need no end. */
const IDLE = 8 * 1024 * 1024;

const unreadable = (layer: string, why: string, cause?: unknown): Failure =>
  new Failure("SLIP-IMAGE-BUILD", `The layer ${layer} cannot be read: ${why}.`, {
    blame: "user",
    state: "Nothing was pushed.",
    next: "Build the image again. If a base image brought the layer, look whether that image is sound.",
    cause,
  });

const typeOf = (type: Header["type"]): LayerEntry["type"] => {
  if (type === "file" || type === "contiguous-file") return "file";
  if (type === "directory" || type === "symlink") return type;
  return type === "link" ? "hardlink" : "other";
};

/** Never above the root, as the engines read it too. */
const cleanPath = (name: string): string => posix.normalize(`/${name}`).replace(/\/$/, "").slice(1);

/** `.wh.x` in a layer says that `x` is gone; `.wh..wh..opq` that everything of the folder is. */
const whiteout = (path: string): Pick<LayerEntry, "path" | "deletes"> => {
  const { dir, base } = posix.parse(path);
  if (base === ".wh..wh..opq") return { path: dir, deletes: "folder" };
  if (base.startsWith(".wh.") && !base.startsWith(".wh..wh."))
    return { path: posix.join(dir, base.slice(".wh.".length)), deletes: "path" };
  return { path };
};

const entryOf = (header: Header, content: AsyncIterable<Uint8Array>): LayerEntry => {
  const type = typeOf(header.type);
  return {
    ...whiteout(cleanPath(header.name)),
    type,
    size: type === "file" ? (header.size ?? 0) : 0,
    mode: header.mode ?? 0,
    uid: header.uid ?? 0,
    gid: header.gid ?? 0,
    mtime: Math.floor((header.mtime?.getTime() ?? 0) / 1000),
    target: header.linkname ?? undefined,
    content,
  };
};

/** Entries of a layer's tar as it comes. `layer` names it in errors. */
export const layerEntries = async function* (
  source: AsyncGenerator<Uint8Array>,
  layer: string,
): AsyncGenerator<LayerEntry, void, undefined> {
  let total = 0;
  let idle = 0;
  let count = 0;
  const watched = async function* () {
    for await (const piece of decompressed(source)) {
      total += piece.byteLength;
      idle += piece.byteLength;
      if (total > MOST.bytes) throw unreadable(layer, `it unpacks to more than ${MOST.bytes} bytes`);
      if (idle > IDLE) throw unreadable(layer, "its tar goes on without entries");
      yield piece;
    }
  };
  const tar = extract();
  const input = Readable.from(watched(), { objectMode: false });
  input.once("error", (error) => tar.destroy(error));
  input.pipe(tar);
  /** Without `return`: who stops reading in the middle must not end the whole tar. */
  const contentOf = (entry: AsyncIterable<unknown>): AsyncIterable<Uint8Array> => {
    const pieces = entry[Symbol.asyncIterator]();
    const next = async (): Promise<IteratorResult<Uint8Array>> => {
      idle = 0;
      try {
        return (await pieces.next()) as IteratorResult<Uint8Array>;
      } catch (thrown) {
        throw asFailure(thrown, layer);
      }
    };
    return { [Symbol.asyncIterator]: () => ({ next }) };
  };
  try {
    for await (const entry of tar) {
      idle = 0;
      if (++count > MOST.entries) throw unreadable(layer, `it has more than ${MOST.entries} entries`);
      if (entry.header.name.length > MOST.path) throw unreadable(layer, "a path in it is too long");
      const content = contentOf(entry);
      yield entryOf(entry.header, content);
      // What nobody read is passed over, with the same limits.
      for await (const _ of content);
    }
  } catch (thrown) {
    throw asFailure(thrown, layer);
  } finally {
    input.destroy();
    tar.destroy();
  }
};

const asFailure = (thrown: unknown, layer: string): unknown => {
  if (thrown instanceof Failure || (thrown instanceof Error && thrown.name === "AbortError")) return thrown;
  return unreadable(layer, thrown instanceof Error ? thrown.message : "it is no tar", thrown);
};

/** Bytes of the tar inside. */
export const unpackedBytes = async (source: AsyncGenerator<Uint8Array>, layer: string): Promise<number> => {
  let total = 0;
  try {
    for await (const piece of decompressed(source)) {
      total += piece.byteLength;
      if (total > MOST.bytes) throw unreadable(layer, `it unpacks to more than ${MOST.bytes} bytes`);
    }
  } catch (thrown) {
    throw asFailure(thrown, layer);
  }
  return total;
};
