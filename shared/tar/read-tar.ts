import { type Bytes, bytesOf } from "./bytes.ts";
import { BLOCK, type Header, padded, readHeader } from "./header.ts";
import { numberIn, readRecords } from "./records.ts";
import { TarProblem } from "./tar-problem.ts";

export interface TarEntry extends Header {
  readonly type: "file" | "directory" | "symlink" | "hardlink" | "other";
  /** What came from extended headers: their keys, or the flag of a header of GNU's. */
  readonly extended: ReadonlySet<string>;
  /** Can be read once, before the next entry is asked for, in part or not at all. */
  readonly content: AsyncIterable<Buffer>;
}

/** Of an extended header. */
const MOST_HEADER = 1024 * 1024;
/** Between two entries, and after the last: nothing is said there. */
const MOST_IDLE = 8 * 1024 * 1024;

const TYPES: Readonly<Record<string, TarEntry["type"]>> = {
  "0": "file",
  "7": "file",
  "1": "hardlink",
  "2": "symlink",
  "5": "directory",
};
/** Whatever size these claim, there is no content after them. */
const HEADER_ONLY = /[1-6]/;

interface Extended {
  records: ReadonlyMap<string, string>;
  name: string | undefined;
  target: string | undefined;
}

/**
 * Reads a tar as it comes, POSIX's, GNU's or an old one, as Go's reader does, and with it the container engines: where readers
 * differ in what they take for an entry, things can be hidden from one of them. What they make different things of is refused
 * by a TarProblem: sparse files, and names or sizes for all entries at once. `endless`: it may end after any entry.
 */
export async function* readTar(
  source: AsyncIterable<Uint8Array>,
  { endless = false }: { readonly endless?: boolean } = {},
): AsyncGenerator<TarEntry, void, undefined> {
  const bytes = bytesOf(source);
  try {
    let extended: Extended = { records: new Map(), name: undefined, target: undefined };
    for (let idle = 0; ;) {
      const block = await blockOf(bytes, endless);
      if (block === undefined) break;
      const header = readHeader(block);
      if ("xgLK".includes(header.flag)) {
        if (header.size > MOST_HEADER || (idle += BLOCK + padded(header.size)) > MOST_IDLE)
          throw new TarProblem("an extended header is too long");
        const body = await wholly(bytes, padded(header.size));
        extended = extend(extended, header.flag, body.subarray(0, header.size));
        continue;
      }
      idle = 0;
      const entry = entryOf(header, extended);
      extended = { records: new Map(), name: undefined, target: undefined };
      const { content, pass } = contentOf(bytes, entry.size);
      yield { ...entry, content };
      await pass();
    }
    await drain(bytes);
  } finally {
    await bytes.close();
  }
}

/** The next header; undefined at the end, which is two empty blocks. */
async function blockOf(bytes: Bytes, endless: boolean): Promise<Buffer | undefined> {
  const block = await bytes.exactly(BLOCK);
  if (block.length === 0 && endless) return undefined;
  if (block.length < BLOCK) throw new TarProblem(block.length === 0 ? "it has no end" : "it is cut off");
  if (!isEmpty(block)) return block;
  const second = await bytes.exactly(BLOCK);
  // Some writers end with one.
  if (second.length === 0) return undefined;
  if (second.length < BLOCK) throw new TarProblem("it is cut off");
  if (!isEmpty(second)) throw new TarProblem("it goes on after its end");
  return undefined;
}

const isEmpty = (block: Buffer): boolean => block.every((byte) => byte === 0);

async function wholly(bytes: Bytes, length: number): Promise<Buffer> {
  const found = await bytes.exactly(length);
  if (found.length < length) throw new TarProblem("it is cut off");
  return found;
}

const untilNul = (body: Buffer): string => body.toString("utf8", 0, body.includes(0) ? body.indexOf(0) : body.length);

function extend(before: Extended, flag: string, body: Buffer): Extended {
  if (flag === "L") return { ...before, name: untilNul(body) };
  if (flag === "K") return { ...before, target: untilNul(body) };
  const records = readRecords(body);
  if ([...records.keys()].some((key) => key.startsWith("GNU.sparse."))) throw new TarProblem("it has a sparse file");
  if (flag === "x") return { ...before, records };
  if (["path", "linkpath", "size"].some((key) => records.has(key)))
    throw new TarProblem("it names all of its entries at once");
  return before;
}

function entryOf(header: Header, { records, name, target }: Extended): Omit<TarEntry, "content"> {
  const text = (key: string): string | undefined => records.get(key) || undefined;
  const number = (key: "size" | "mtime" | "uid" | "gid"): number => numberIn(records, key) ?? header[key];
  const whole = name ?? text("path") ?? header.name;
  // Old writers have no folders, but names that end so.
  const flag = header.flag === "\0" ? (whole.endsWith("/") ? "5" : "0") : header.flag;
  if (flag === "S") throw new TarProblem("it has a sparse file");
  const size = HEADER_ONLY.test(flag) ? 0 : number("size");
  if (size < 0) throw new TarProblem("an extended header has a number that is none");
  const keys = [...records.keys(), ...(name === undefined ? [] : ["L"]), ...(target === undefined ? [] : ["K"])];
  return {
    ...header,
    flag,
    name: whole,
    target: target ?? text("linkpath") ?? header.target,
    size,
    mtime: number("mtime"),
    uid: number("uid"),
    gid: number("gid"),
    type: TYPES[flag] ?? "other",
    extended: new Set(keys),
  };
}

function contentOf(
  bytes: Bytes,
  size: number,
): { readonly content: AsyncIterable<Buffer>; readonly pass: () => Promise<void> } {
  let left = size;
  let rest = padded(size) - size;
  const next = async (): Promise<IteratorResult<Buffer, undefined>> => {
    if (left === 0) return { done: true, value: undefined };
    const piece = await bytes.some(left);
    if (piece === undefined) throw new TarProblem("it is cut off");
    left -= piece.length;
    return { done: false, value: piece };
  };
  return {
    // Without `return`: who stops reading in the middle must not end the whole tar.
    content: { [Symbol.asyncIterator]: () => ({ next }) },
    pass: async () => {
      while (left > 0) await next();
      await wholly(bytes, rest);
      rest = 0;
    },
  };
}

/** To the end of what it came from, which may be a process, or be hashed. */
async function drain(bytes: Bytes): Promise<void> {
  for (let idle = 0, piece = await bytes.some(BLOCK); piece !== undefined; piece = await bytes.some(MOST_IDLE)) {
    idle += piece.length;
    if (idle > MOST_IDLE) throw new TarProblem("it goes on without entries");
  }
}
