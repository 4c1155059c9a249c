import { createReadStream, createWriteStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createDeflateRaw } from "node:zlib";

const SIGNATURE = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 } as const;
/** 1980-01-01, the beginning of time in a zip: the same file gives the same zip. */
const DATE = 0x0021;
const DEFLATED = 8;
const VERSION = 20;

/** Local header and central directory have the same fields from the version on. */
const fields = (name: string, crc: number, packed: number, size: number): Buffer => {
  const buffer = Buffer.alloc(26);
  buffer.writeUInt16LE(VERSION, 0);
  buffer.writeUInt16LE(DEFLATED, 4);
  buffer.writeUInt16LE(DATE, 8);
  buffer.writeUInt32LE(crc, 10);
  buffer.writeUInt32LE(packed, 14);
  buffer.writeUInt32LE(size, 18);
  buffer.writeUInt16LE(Buffer.byteLength(name), 22);
  return buffer;
};

const signed = (signature: number, ...parts: readonly Buffer[]): Buffer => {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(signature);
  return Buffer.concat([head, ...parts]);
};

/** Writes a zip with one file in it. Good for less than 4 GB, which no host takes. Answers with its size in bytes. */
export const zipFile = async (file: string, name: string, zip: string, signal: AbortSignal): Promise<number> => {
  let crc = 0;
  let size = 0;
  let packed = 0;
  const count = new Transform({
    transform: (chunk: Buffer, _, done) => {
      crc = crc32(chunk, crc);
      size += chunk.length;
      done(null, chunk);
    },
  });
  const measure = new Transform({
    transform: (chunk: Buffer, _, done) => {
      packed += chunk.length;
      done(null, chunk);
    },
  });
  const header = () => signed(SIGNATURE.local, fields(name, crc, packed, size), Buffer.from(name));
  const target = createWriteStream(zip, { mode: 0o600 });
  target.write(header());
  await pipeline(
    createReadStream(file, { highWaterMark: 1 << 20 }),
    count,
    createDeflateRaw({ level: 6 }),
    measure,
    target,
    { signal },
  );

  const local = header();
  const by = Buffer.alloc(2);
  by.writeUInt16LE(VERSION);
  // Comment, disk and attributes are zero; so is the place of the only file.
  const directory = signed(SIGNATURE.central, by, fields(name, crc, packed, size), Buffer.alloc(14), Buffer.from(name));
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(local.length + packed, 12);
  const handle = await open(zip, "r+");
  try {
    await handle.write(local, 0, local.length, 0);
    const tail = Buffer.concat([directory, signed(SIGNATURE.end, end)]);
    await handle.write(tail, 0, tail.length, local.length + packed);
  } finally {
    await handle.close();
  }
  return (await stat(zip)).size;
};
