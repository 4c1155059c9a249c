import { TarProblem } from "./tar-problem.ts";

export const BLOCK = 512;
const CHECKSUM = { at: 148, length: 8 };

/** One header block, as it stands there. */
export interface Header {
  readonly name: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  /** Seconds since 1970. */
  readonly mtime: number;
  /** What it is, in one character: `0` a file, `5` a folder, `x` an extended header. */
  readonly flag: string;
  readonly target: string;
}

/** Bytes that `size` bytes of content take up. */
export const padded = (size: number): number => Math.ceil(size / BLOCK) * BLOCK;

/** A number in octal digits; or in binary, marked by its highest bit, where it is too large for them or before 1970. */
function numberAt(block: Uint8Array, at: number, length: number): number {
  const field = Buffer.from(block.buffer, block.byteOffset + at, length);
  const first = field[0] ?? 0;
  if (first >= 0x80) {
    // Two's complement of the bits that are left without the mark.
    const invert = (first & 0x40) === 0 ? 0 : 0xff;
    const sum = [(first ^ invert) & 0x7f, ...field.subarray(1).map((byte) => byte ^ invert)].reduce(
      (total, byte) => total * 256 + byte,
      0,
    );
    const value = invert === 0 ? sum : -1 - sum;
    if (!Number.isSafeInteger(value)) throw new TarProblem("a header has a number that is too large");
    return value;
  }
  const digits = field.toString("latin1").replaceAll(/^[\0 ]+|[\0 ]+$/g, "");
  if (!/^[0-7]*$/.test(digits)) throw new TarProblem("a header has a number that is none");
  return Number.parseInt(digits || "0", 8);
}

const textAt = (block: Uint8Array, at: number, length: number): string => {
  const field = Buffer.from(block.buffer, block.byteOffset + at, length);
  const end = field.indexOf(0);
  return field.toString("utf8", 0, end === -1 ? length : end);
};

/** Of all bytes, those of the field itself counted as spaces. Some old writers took bytes for signed numbers. */
function checksums(block: Uint8Array): readonly number[] {
  let [sum, signed] = [0, 0];
  for (let index = 0; index < BLOCK; index++) {
    const isField = index >= CHECKSUM.at && index < CHECKSUM.at + CHECKSUM.length;
    const byte = isField ? 0x20 : (block[index] ?? 0);
    sum += byte;
    signed += byte > 0x7f ? byte - 0x100 : byte;
  }
  return [sum, signed];
}

/** Writes the checksum of a header whose other fields are there. */
export function seal(block: Buffer): Buffer {
  const [sum = 0] = checksums(block);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, CHECKSUM.at, "latin1");
  return block;
}

/** Where the beginning of a long name stands: only POSIX has it, GNU has times there. */
function prefixOf(block: Uint8Array): string {
  if (Buffer.from(block.buffer, block.byteOffset + 257, 6).toString("latin1") !== "ustar\0") return "";
  const isStar = textAt(block, 508, 4) === "tar";
  return textAt(block, 345, isStar ? 131 : 155);
}

/** Reads one header block; rejects what does not bear its own checksum. */
export function readHeader(block: Uint8Array): Header {
  if (!checksums(block).includes(Number.parseInt(textAt(block, CHECKSUM.at, CHECKSUM.length), 8)))
    throw new TarProblem("it is no tar, or was changed");
  const prefix = prefixOf(block);
  const size = numberAt(block, 124, 12);
  if (size < 0) throw new TarProblem("a header has a size that is none");
  return {
    name: (prefix === "" ? "" : `${prefix}/`) + textAt(block, 0, 100),
    mode: numberAt(block, 100, 8),
    uid: numberAt(block, 108, 8),
    gid: numberAt(block, 116, 8),
    size,
    mtime: numberAt(block, 136, 12),
    flag: String.fromCharCode(block[156] ?? 0),
    target: textAt(block, 157, 100),
  };
}
