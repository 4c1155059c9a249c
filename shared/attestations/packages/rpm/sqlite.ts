/** Just enough of SQLite's file format to read one table, without a database that could be attacked. */
const MAGIC = "SQLite format 3\0";
const LEAF = 13;
const INTERIOR = 5;

interface File {
  readonly bytes: Buffer;
  readonly pageSize: number;
  /** Bytes of a page that rows may use. */
  readonly usable: number;
  /** A page is part of one tree and there once: whoever leads back to it is damaged, or hostile. */
  readonly seen: Set<number>;
  /** Bytes that rows may still have: those that lie on each other are more than the file. */
  left: number;
}

type Value = Buffer | string | number | null;

function pageOf({ bytes, pageSize, seen }: File, number: number): Buffer {
  if (number < 1 || number * pageSize > bytes.length) throw new RangeError("a page is not there");
  if (seen.has(number)) throw new RangeError("a page is used twice");
  seen.add(number);
  return bytes.subarray((number - 1) * pageSize, number * pageSize);
}

/** A number of up to nine bytes, and where it ends. Those that do not fit are too large for anything that is here. */
function varint(bytes: Buffer, start: number): readonly [value: number, end: number] {
  let value = 0;
  for (let at = start; at < start + 8; at++) {
    const byte = bytes.readUInt8(at);
    value = value * 128 + (byte & 127);
    if (byte < 128) return [value, at + 1];
  }
  return [value * 256 + bytes.readUInt8(start + 8), start + 9];
}

/** Content of a row, which goes on in pages of its own where it is long. */
function payloadAt(file: File, page: Buffer, start: number): Buffer {
  const [size, afterSize] = varint(page, start);
  const [, at] = varint(page, afterSize);
  const { usable } = file;
  file.left -= size;
  if (file.left < 0) throw new RangeError("its rows are larger than the file");
  const largest = usable - 35;
  if (size <= largest) return within(page, at, size);
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((size - least) % (usable - 4));
  const local = fitting <= largest ? fitting : least;
  const pieces = [within(page, at, local)];
  let next = page.readUInt32BE(at + local);
  for (let left = size - local; left > 0;) {
    const more = pageOf(file, next);
    const piece = more.subarray(4, 4 + Math.min(left, usable - 4));
    pieces.push(piece);
    left -= piece.length;
    next = more.readUInt32BE(0);
  }
  return Buffer.concat(pieces);
}

function within(bytes: Buffer, at: number, size: number): Buffer {
  if (at + size > bytes.length) throw new RangeError("a row is longer than its page");
  return bytes.subarray(at, at + size);
}

/** Rows of the tree below a page. */
function* rowsOf(file: File, root: number): Generator<Buffer> {
  const pages = [root];
  for (let number = pages.pop(); number !== undefined; number = pages.pop()) {
    const page = pageOf(file, number);
    // The first page begins with the file's own header.
    const head = number === 1 ? 100 : 0;
    const kind = page.readUInt8(head);
    if (kind !== LEAF && kind !== INTERIOR) throw new RangeError("a page is not of a table");
    const cells = page.readUInt16BE(head + 3);
    const first = head + (kind === LEAF ? 8 : 12);
    const places = Array.from({ length: cells }, (_, index) => page.readUInt16BE(first + index * 2));
    if (kind === LEAF) for (const at of places) yield payloadAt(file, page, at);
    // The last that is put on the pile is the first to be read.
    else pages.push(page.readUInt32BE(head + 8), ...places.toReversed().map((at) => page.readUInt32BE(at)));
  }
}

/** Bytes of the values of numbers, by their types. */
const INTEGERS = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0];

function valuesOf(row: Buffer): readonly Value[] {
  const [headerEnd, begin] = varint(row, 0);
  const values: Value[] = [];
  let at = headerEnd;
  for (let place = begin; place < headerEnd;) {
    const [type, next] = varint(row, place);
    place = next;
    const size = INTEGERS[type] ?? Math.floor((type - 12) / 2);
    const value = within(row, at, Math.max(0, size));
    at += value.length;
    if (type >= 12) values.push(type % 2 === 0 ? value : value.toString("utf8"));
    else if (type === 0 || type > 6) values.push(type === 8 || type === 9 ? type - 8 : null);
    else values.push(value.readIntBE(0, value.length));
  }
  return values;
}

/**
 * The values of each row of a table, in the order of the table. Throws a RangeError where the file is damaged, also where it
 * is so in order to keep us busy: no page is read twice.
 */
export function* readTable(bytes: Buffer, table: string): Generator<readonly Value[]> {
  if (bytes.length < 512 || bytes.toString("latin1", 0, 16) !== MAGIC) throw new RangeError("it is no file of SQLite");
  const told = bytes.readUInt16BE(16);
  const pageSize = told === 1 ? 65_536 : told;
  const usable = pageSize - bytes.readUInt8(20);
  if (pageSize < 512 || usable < 480) throw new RangeError("its pages have no size");
  const file: File = { bytes, pageSize, usable, seen: new Set(), left: bytes.length };
  let root: number | undefined;
  for (const row of rowsOf(file, 1)) {
    const [type, name, , page] = valuesOf(row);
    if (type === "table" && name === table && typeof page === "number") root = page;
  }
  if (root === undefined) throw new RangeError(`it has no table ${table}`);
  for (const row of rowsOf(file, root)) yield valuesOf(row);
}
