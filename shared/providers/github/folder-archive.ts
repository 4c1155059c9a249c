import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Upload } from "../../http/types.ts";
import { BLOCK } from "../../tar/header.ts";
import { readTar } from "../../tar/read-tar.ts";
import { writeTar } from "../../tar/write-tar.ts";
import { blobsNamed } from "../files/blobs-named.ts";

const BLOB = /^blobs\/sha256\/([0-9a-f]{64})$/;
const INDEX = "index.json";
/** Of an index; one of a cache has a few kilobytes. */
const MOST_INDEX = 4 * 1024 * 1024;

/** A layout as one stream of bytes: the same layout is the same bytes. */
export interface Archive extends Upload {
  /** Of what the index names. */
  readonly digest: string;
}

/**
 * Packs an OCI layout: what its index names and nothing else, since BuildKit leaves what earlier builds wrote there.
 * `undefined` when there is none, or when it is larger than `most` bytes.
 */
export async function archiveOf(folder: string, most: number): Promise<Archive | undefined> {
  const index = await readFile(join(folder, INDEX)).catch(() => undefined);
  if (index === undefined) return undefined;
  const blobs = await blobsNamed(folder, index);
  const files: { readonly name: string; readonly size: number }[] = [];
  for (const hex of [...blobs].toSorted()) {
    const name = `blobs/sha256/${hex}`;
    files.push({ name, size: (await stat(join(folder, name))).size });
  }
  const blocks = [index.length, ...files.map(({ size }) => size)].map((size) => 1 + Math.ceil(size / BLOCK));
  // Two empty blocks end a tar.
  const size = BLOCK * blocks.reduce((sum, each) => sum + each, 2);
  if (size > most) return undefined;
  return {
    size,
    digest: createHash("sha256").update(index).digest("hex"),
    open: () =>
      writeTar([
        { name: INDEX, size: index.length, content: [index] },
        ...files.map(({ name, size: bytes }) => ({ name, size: bytes, content: contentOf(join(folder, name)) })),
      ]),
  };
}

/** Opened only when its turn comes. */
async function* contentOf(path: string): AsyncGenerator<Buffer> {
  yield* createReadStream(path);
}

/**
 * Unpacks such an archive into `folder`, which is there as a whole or not at all. Rejects for any entry that is neither the
 * index nor a blob with the digest that its name tells: whoever could write to the cache could have made it.
 */
export async function unpackArchive(archive: string, folder: string, signal: AbortSignal): Promise<void> {
  const fresh = `${folder}.new`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(join(fresh, "blobs", "sha256"), { recursive: true });
  try {
    for await (const { name, type, size, content } of readTar(createReadStream(archive, { signal }))) {
      const [, hex] = BLOB.exec(name) ?? [];
      if (type !== "file" || (hex === undefined && (name !== INDEX || size > MOST_INDEX))) {
        throw new Error("it has something in it that is no layer");
      }
      const hash = createHash("sha256");
      const hashed = async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          hash.update(piece);
          yield piece;
        }
      };
      await pipeline(content, hashed, createWriteStream(join(fresh, name), { flags: "wx" }));
      if (hex !== undefined && hash.digest("hex") !== hex) throw new Error("a layer in it was changed");
    }
    await writeFile(join(fresh, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}
