import { createHash, type Hash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { Failure } from "../../action/failure.ts";
import type { SiteSource } from "../../ports/site.ts";

/** Bytes that are given to git at once. */
const BATCH = 512 * 1024;
const ROOM = 256 * 1024;
/** A file above this is read in pieces, twice: nothing of it is held. */
const LARGE = 4 * 1024 * 1024;

const hashOf = (size: number): Hash => createHash("sha1").update(`blob ${size}\0`);

/** The id that git gives to a text. */
export function blobId(text: string): string {
  const content = Buffer.from(text);
  return hashOf(content.length).update(content).digest("hex");
}

/**
 * What `git fast-import` reads to take the files in. The id of each is computed on the way, and written to `ids`; what
 * `has` says is there is left out.
 */
export async function* blobStream(
  sources: Iterable<SiteSource>,
  has: (path: string, id: string) => boolean,
  ids: Map<string, string>,
): AsyncGenerator<Buffer> {
  let batch: Buffer[] = [Buffer.from("feature done\n")];
  let bytes = 0;
  const room = Buffer.allocUnsafe(ROOM);
  const sent = new Set<string>();
  const flush = (): Buffer => {
    const whole = Buffer.concat(batch);
    batch = [];
    bytes = 0;
    return whole;
  };
  const isNew = (path: string, id: string): boolean => {
    ids.set(path, id);
    if (has(path, id) || sent.has(id)) return false;
    sent.add(id);
    return true;
  };
  for (const source of sources) {
    if ("file" in source && source.change === undefined && source.size > LARGE) {
      const hash = hashOf(source.size);
      for (const piece of pieces(source.file, source.size)) hash.update(piece);
      if (!isNew(source.path, hash.digest("hex"))) continue;
      yield flush();
      yield Buffer.from(`blob\ndata ${source.size}\n`);
      for (const piece of pieces(source.file, source.size)) yield Buffer.from(piece);
      yield Buffer.from("\n");
      continue;
    }
    const content = contentOf(source, room);
    if (!isNew(source.path, hashOf(content.length).update(content).digest("hex"))) continue;
    batch.push(Buffer.from(`blob\ndata ${content.length}\n`), Buffer.from(content), Buffer.from("\n"));
    bytes += content.length;
    if (bytes >= BATCH) yield flush();
  }
  batch.push(Buffer.from("done\n"));
  yield flush();
}

/**
 * What is in it until the next call: most files are there already, and a buffer for each of them would be garbage only. One
 * after the other, since for many small files that is several times as fast as asynchronous reads.
 */
function contentOf(source: SiteSource, room: Buffer): Buffer {
  if ("content" in source) return source.content;
  const { file, size, change } = source;
  const target = size < room.length ? room : Buffer.allocUnsafe(size + 1);
  const length = reading(file, () => {
    const descriptor = openSync(file, "r");
    try {
      let read = 0;
      // One byte more than there should be tells whether the file grew.
      for (let count = 1; count > 0 && read <= size; read += count) {
        count = readSync(descriptor, target, read, size + 1 - read, null);
      }
      return read;
    } finally {
      closeSync(descriptor);
    }
  });
  if (length !== size) throw changed(file);
  const content = target.subarray(0, size);
  return change?.(content) ?? content;
}

function* pieces(file: string, size: number): Generator<Uint8Array> {
  const descriptor = reading(file, () => openSync(file, "r"));
  try {
    const buffer = Buffer.allocUnsafe(BATCH);
    for (let left = size; left > 0;) {
      const count = reading(file, () => readSync(descriptor, buffer, 0, Math.min(BATCH, left), null));
      if (count === 0) throw changed(file);
      left -= count;
      yield buffer.subarray(0, count);
    }
  } finally {
    closeSync(descriptor);
  }
}

function reading<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new Failure("SLIP-DOCS-REFUSED", `\`${file}\` cannot be read: ${String((cause as Error).message)}.`, {
      blame: "user",
      state: "Nothing was published.",
      next: "Look at who wrote the file, with which mode, and whether something removed it in the meantime.",
      cause,
    });
  }
}

const changed = (file: string): Failure =>
  new Failure("SLIP-DOCS-REFUSED", `\`${file}\` changed while it was read.`, {
    blame: "user",
    state: "Nothing was published.",
    next: "Let the build end before the site is published.",
  });
