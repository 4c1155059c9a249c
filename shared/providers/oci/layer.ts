import { posix } from "node:path";
import { Failure } from "../../action/failure.ts";
import type { LayerEntry } from "../../ports/registry.ts";
import { readTar, type TarEntry } from "../../tar/read-tar.ts";
import { decompressed } from "./decompress.ts";

/** What no honest layer has; a hostile one must not take the runner's memory, disk or day. */
const MOST = { bytes: 64 * 1024 ** 3, entries: 2_000_000, path: 4096 };

const unreadable = (layer: string, why: string, cause?: unknown): Failure =>
  new Failure("SLIP-IMAGE-BUILD", `The layer ${layer} cannot be read: ${why}.`, {
    blame: "user",
    state: "Nothing was pushed.",
    next: "Build the image again. If a base image brought the layer, look whether that image is sound.",
    cause,
  });

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

const entryOf = (entry: TarEntry, content: AsyncIterable<Uint8Array>): LayerEntry => ({
  ...whiteout(cleanPath(entry.name)),
  type: entry.type,
  size: entry.type === "file" ? entry.size : 0,
  mode: entry.mode & 0o7777,
  uid: entry.uid,
  gid: entry.gid,
  mtime: entry.mtime,
  target: entry.target === "" ? undefined : entry.target,
  content,
});

/** Entries of a layer's tar as it comes. `layer` names it in errors. */
export const layerEntries = async function* (
  source: AsyncGenerator<Uint8Array>,
  layer: string,
): AsyncGenerator<LayerEntry, void, undefined> {
  let count = 0;
  const contentOf = ({ content }: TarEntry): AsyncIterable<Uint8Array> => {
    const pieces = content[Symbol.asyncIterator]();
    const next = () =>
      pieces.next().catch((thrown: unknown) => {
        throw asFailure(thrown, layer);
      });
    return { [Symbol.asyncIterator]: () => ({ next }) };
  };
  try {
    for await (const entry of readTar(limited(decompressed(source), layer), { endless: true })) {
      if (++count > MOST.entries) throw unreadable(layer, `it has more than ${MOST.entries} entries`);
      if (entry.name.length > MOST.path) throw unreadable(layer, "a path in it is too long");
      yield entryOf(entry, contentOf(entry));
    }
  } catch (thrown) {
    throw asFailure(thrown, layer);
  }
};

async function* limited(pieces: AsyncIterable<Uint8Array>, layer: string): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const piece of pieces) {
    total += piece.byteLength;
    if (total > MOST.bytes) throw unreadable(layer, `it unpacks to more than ${MOST.bytes} bytes`);
    yield piece;
  }
}

const asFailure = (thrown: unknown, layer: string): unknown => {
  if (thrown instanceof Failure || (thrown instanceof Error && thrown.name === "AbortError")) return thrown;
  return unreadable(layer, thrown instanceof Error ? thrown.message : "it is no tar", thrown);
};

/** Bytes of the tar inside. */
export const unpackedBytes = async (source: AsyncGenerator<Uint8Array>, layer: string): Promise<number> => {
  let total = 0;
  try {
    for await (const piece of limited(decompressed(source), layer)) total += piece.byteLength;
  } catch (thrown) {
    throw asFailure(thrown, layer);
  }
  return total;
};
