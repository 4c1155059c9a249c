const BLOCK = 512;
const CHECKSUM = 148;
const MOST_RECORDS = 1024 * 1024;

const octal = (block: Uint8Array, start: number, length: number): number => {
  // Beyond 8 GiB, or before 1970, the field is binary, marked by its highest bit.
  if (((block[start] ?? 0) & 0x80) !== 0) {
    return block.subarray(start + 1, start + length).reduce((sum, byte) => sum * 256 + byte, 0);
  }
  const text = Buffer.from(block.subarray(start, start + length)).toString("latin1");
  return Number.parseInt(text.replaceAll("\0", " ").trim() || "0", 8) || 0;
};

function sealed(block: Buffer): Buffer {
  block.fill(0x20, CHECKSUM, CHECKSUM + 8);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, CHECKSUM, "latin1");
  return block;
}

/** A header whose time is the epoch if it was later; what has no header's form stays as it is. */
function clamped(block: Buffer, epoch: number): Buffer {
  const isBinary = ((block[136] ?? 0) & 0x80) !== 0;
  if (isBinary || octal(block, 136, 12) <= epoch) return block;
  block.write(`${epoch.toString(8).padStart(11, "0")}\0`, 136, "latin1");
  return sealed(block);
}

/** Extended times (`mtime=1700000000.5`) in records of the same length, so that nothing behind them moves. */
function clampedRecords(body: Buffer, epoch: number): Buffer {
  const text = body.toString("latin1");
  return Buffer.from(
    text.replaceAll(/(?<=\d+ [mac]time=)(\d+)((?:\.\d+)?)(?=\n)/g, (whole: string, seconds: string, rest: string) =>
      Number(seconds) < epoch ? whole : `${String(epoch).padStart(seconds.length, "0")}${rest.replaceAll(/\d/g, "0")}`,
    ),
    "latin1",
  );
}

/** Passes a tar on; no time in it is later than `epoch`, in seconds, as BuildKit's `rewrite-timestamp` does. */
export async function* clampTimes(tar: AsyncIterable<Uint8Array>, epoch: number): AsyncGenerator<Buffer> {
  let pending = Buffer.alloc(0);
  /** Bytes of content that are passed on as they are, and of records that are collected. */
  let content = 0;
  let records = 0;
  for await (const chunk of tar) {
    pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      if (content > 0) {
        const piece = pending.subarray(0, content);
        content -= piece.length;
        pending = pending.subarray(piece.length);
        yield piece;
        continue;
      }
      const wanted = records > 0 ? records : BLOCK;
      if (pending.length < wanted) break;
      const piece = Buffer.from(pending.subarray(0, wanted));
      pending = pending.subarray(wanted);
      if (records > 0) {
        records = 0;
        yield clampedRecords(piece, epoch);
        continue;
      }
      const length = Math.ceil(octal(piece, 124, 12) / BLOCK) * BLOCK;
      const isExtended = piece[156] === 0x78 || piece[156] === 0x67;
      if (isExtended && length <= MOST_RECORDS) records = length;
      else content = length;
      yield clamped(piece, epoch);
    }
  }
  if (pending.length > 0) yield pending;
}
