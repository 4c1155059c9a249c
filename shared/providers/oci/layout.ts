import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "../../action/failure.ts";
import { sha256Of } from "../../domain/digest.ts";
import type { Descriptor, ImageLayout, OpenLayout, StoredManifest } from "../../ports/registry.ts";
import { layerEntries, unpackedBytes } from "./layer.ts";
import { OCI_INDEX } from "./media-types.ts";
import { platformImages } from "./platforms.ts";
import { readManifest } from "./read-manifest.ts";

/** Manifests and configurations are kilobytes; what is more is not one of them. */
const SMALL = 16 * 1024 * 1024;

const broken = (what: string, cause?: unknown): Failure =>
  new Failure("SLIP-IMAGE-BUILD", `The built image cannot be read: ${what}.`, {
    blame: "user",
    state: "Nothing was pushed.",
    next: "Run the job again; if it happens again, look into the builder's log for a full disk.",
    cause,
  });

const readSmall = async (file: string, what: string): Promise<Uint8Array> => {
  try {
    const { size } = await stat(file);
    if (size > SMALL) throw broken(`${what} has ${size} bytes`);
    return await readFile(file);
  } catch (thrown) {
    throw thrown instanceof Failure ? thrown : broken(`${what} is not there`, thrown);
  }
};

/** Where a blob of the layout is. */
const blobFile = (folder: string, digest: string): string => join(folder, "blobs", ...digest.split(":"));

/** A blob's bytes as they lie on the disk; ends with an error where they are not what the digest says. */
export const blobStream = async function* (
  folder: string,
  { digest, size }: Descriptor,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash("sha256");
  let read = 0;
  try {
    for await (const piece of createReadStream(blobFile(folder, digest), { signal, highWaterMark: 256 * 1024 })) {
      const bytes = piece as Uint8Array;
      hash.update(bytes);
      read += bytes.byteLength;
      if (read > size) break;
      yield bytes;
    }
  } catch (thrown) {
    signal.throwIfAborted();
    throw broken(`the blob ${digest} is not there`, thrown);
  }
  if (read !== size || `sha256:${hash.digest("hex")}` !== digest) throw broken(`the blob ${digest} was changed`);
};

const topOf = (index: StoredManifest | undefined): Descriptor => {
  if (index?.content.kind !== "index") throw broken("its index.json is not an image index");
  const [first, ...others] = index.content.manifests;
  if (first === undefined) throw broken("its index.json names no image");
  // One image with several names is listed once for each.
  const rest = others.filter(({ digest }) => digest !== first.digest);
  if (rest.length > 0) throw broken(`its index.json names ${rest.length + 1} images`);
  return first;
};

/** Opens the folder that a builder wrote. */
export const openLayout: OpenLayout = async (folder, signal) => {
  const top = topOf(readManifest(await readSmall(join(folder, "index.json"), "its index.json"), OCI_INDEX));

  const read: ImageLayout["read"] = async ({ digest, size }) => {
    const bytes = await readSmall(blobFile(folder, digest), `the blob ${digest}`);
    if (bytes.byteLength !== size || sha256Of(bytes) !== digest) throw broken(`the blob ${digest} was changed`);
    return bytes;
  };
  const manifest = async (descriptor: Descriptor): Promise<StoredManifest> => {
    const found = readManifest(await read(descriptor), descriptor.mediaType);
    if (found === undefined) throw broken(`${descriptor.digest} is neither a manifest nor an index`);
    return found;
  };
  return {
    folder,
    top,
    read,
    images: async () => await platformImages(await manifest(top), { manifest, bytes: read }),
    entries: (layer) => layerEntries(blobStream(folder, layer, signal), layer.digest),
    unpackedSize: (layer) => unpackedBytes(blobStream(folder, layer, signal), layer.digest),
  };
};
