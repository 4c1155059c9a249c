import { BLOCK, padded, seal } from "./header.ts";
import { writeRecord } from "./records.ts";

export interface TarFile {
  readonly name: string;
  readonly size: number;
  readonly content: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Two empty blocks. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

const PLAIN = /^[\x20-\x7e]{1,100}$/;
const MOST_OCTAL = 8 ** 11 - 1;

/** The same owner, mode and time for every file: the same files are the same archive. */
function block(name: string, size: number, flag: "0" | "x"): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0, 100, "latin1");
  header.write("0000644\0" + "0000000\0".repeat(2), 100, "latin1");
  header.write(`${Math.min(size, MOST_OCTAL).toString(8).padStart(11, "0")}\0${"0".repeat(11)}\0`, 124, "latin1");
  header.write(flag, 156, "latin1");
  header.write("ustar\u000000", 257, "latin1");
  return seal(header);
}

/** What comes before a file: names that are long or not ASCII, and sizes beyond 8 GiB, are in a header of their own. */
function tarHeader(name: string, size: number): Buffer {
  const isPlain = PLAIN.test(name);
  const records = [
    ...(isPlain ? [] : [writeRecord("path", name)]),
    ...(size > MOST_OCTAL ? [writeRecord("size", String(size))] : []),
  ];
  const header = block(isPlain ? name : "long-name", size, "0");
  if (records.length === 0) return header;
  const body = Buffer.concat(records);
  return Buffer.concat([block("PaxHeader", body.length, "x"), body, tarPadding(body.length), header]);
}

/** What comes after so many bytes of content. */
const tarPadding = (size: number): Buffer => Buffer.alloc(padded(size) - size);

/** One whole file; an archive is files with `TAR_END` after them. */
export const tarFile = (name: string, content: Buffer): readonly Buffer[] => [
  tarHeader(name, content.length),
  content,
  tarPadding(content.length),
];

/** Bytes of an archive of plain files, in the form that every reader knows. Rejects when a file has not the size that it claims. */
export async function* writeTar(files: Iterable<TarFile> | AsyncIterable<TarFile>): AsyncGenerator<Uint8Array> {
  for await (const { name, size, content } of files) {
    yield tarHeader(name, size);
    let written = 0;
    for await (const piece of content) {
      written += piece.byteLength;
      if (written > size) break;
      yield piece;
    }
    if (written !== size) throw new Error(`${name} has ${written} bytes, not the ${size} that it had`);
    if (size % BLOCK !== 0) yield tarPadding(size);
  }
  yield TAR_END;
}
