import type { FileHandle } from "node:fs/promises";

const BLOCK = 512;
/** Of an extended header, in which our packer writes nothing but long names. */
const LONGEST_HEADER = 16 * 1024;

/** Why an archive is refused, in words that may be shown. */
export class TarProblem extends Error {
  override readonly name = "TarProblem";
}

export interface TarEntry {
  readonly name: string;
  readonly size: number;
  /** At most so many bytes at once; until it is done no other entry is read. */
  readonly read: () => AsyncIterable<Buffer>;
}

const octal = (block: Buffer, from: number, length: number): number => {
  const text = block
    .toString("latin1", from, from + length)
    .replace(/[\0 ]+$/, "")
    .trimStart();
  if (!/^[0-7]{1,12}$/.test(text)) throw new TarProblem("a header has a number that is none");
  return Number.parseInt(text, 8);
};

const text = (block: Buffer, from: number, length: number): string => {
  const end = block.indexOf(0, from);
  const bytes = block.subarray(from, end < 0 || end > from + length ? from + length : end);
  const read = bytes.toString("utf8");
  if (!Buffer.from(read).equals(bytes)) throw new TarProblem("a name is no text in UTF-8");
  return read;
};

const checksum = (block: Buffer): number => {
  let sum = 8 * 0x20;
  for (const [index, byte] of block.entries()) if (index < 148 || index >= 156) sum += byte;
  return sum;
};

/** The records of an extended header: `<length> <key>=<value>\n`. */
const records = (header: Buffer): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (let at = 0; at < header.length;) {
    const length = Number(/^\d{1,5}(?= )/.exec(header.toString("latin1", at, at + 8))?.[0] ?? 0);
    const record = header.subarray(at, at + length);
    const [, key = "", value] = /^\d+ ([^=]+)=([\s\S]*)\n$/.exec(record.toString("utf8")) ?? [];
    if (length === 0 || at + length > header.length || value === undefined || found.has(key))
      throw new TarProblem("an extended header cannot be understood");
    found.set(key, value);
    at += length;
  }
  return found;
};

/**
 * Reads a tar as strictly as only our own packer writes it: plain files, and extended headers for long names. Readers
 * differ in what they make of everything else, and that is what attacks are made of.
 */
export async function* readTar(handle: FileHandle, size: number): AsyncGenerator<TarEntry> {
  const exactly = async (from: number, length: number): Promise<Buffer> => {
    const buffer = Buffer.alloc(length);
    const { bytesRead } = await handle.read(buffer, 0, length, from);
    if (bytesRead < length) throw new TarProblem("it is cut off");
    return buffer;
  };
  let extended: ReadonlyMap<string, string> | undefined;
  for (let at = 0; at < size;) {
    const block = await exactly(at, BLOCK);
    at += BLOCK;
    if (block.every((byte) => byte === 0)) return;
    if (block.toString("latin1", 257, 262) !== "ustar" || octal(block, 148, 8) !== checksum(block))
      throw new TarProblem("it is no tar, or was changed");
    const declared = octal(block, 124, 12);
    const type = block.toString("latin1", 156, 157);
    if (declared > size - at) throw new TarProblem("it is cut off");
    const next = at + Math.ceil(declared / BLOCK) * BLOCK;
    if (type === "x") {
      if (declared > LONGEST_HEADER || extended !== undefined) throw new TarProblem("an extended header is too long");
      extended = records(await exactly(at, declared));
      for (const key of extended.keys())
        if (key !== "path") throw new TarProblem("an extended header has more than a name");
      at = next;
      continue;
    }
    if (type !== "0" && type !== "\0") throw new TarProblem(`it holds ${KINDS[type] ?? "something other than files"}`);
    const prefix = text(block, 345, 155);
    const name = extended?.get("path") ?? (prefix === "" ? "" : `${prefix}/`) + text(block, 0, 100);
    extended = undefined;
    const from = at;
    yield {
      name,
      size: declared,
      read: async function* () {
        const step = 1 << 20;
        for (let done = 0; done < declared; done += step)
          yield await exactly(from + done, Math.min(step, declared - done));
      },
    };
    at = next;
  }
  throw new TarProblem("it has no end");
}

const KINDS: Readonly<Record<string, string>> = {
  "1": "a hard link",
  "2": "a link",
  "3": "a device",
  "4": "a device",
  "5": "a folder as an entry of its own",
  "6": "a pipe",
};
