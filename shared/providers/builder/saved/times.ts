import { BLOCK, type Header, padded, readHeader, seal } from "../../../tar/header.ts";

/** Of the user and of the group. */
const NAMES = { from: 265, to: 329 } as const;
const MOST_RECORDS = 1024 * 1024;

function headerIn(block: Buffer): Header | undefined {
  try {
    return readHeader(block);
  } catch {
    return undefined;
  }
}

/** A header whose time is the epoch if it was later, and without names of users. */
function clamped(block: Buffer, { mtime }: Header, epoch: number): Buffer {
  const names = block.subarray(NAMES.from, block.toString("latin1", 257, 262) === "ustar" ? NAMES.to : NAMES.from);
  if (mtime <= epoch && names.every((byte) => byte === 0)) return block;
  if (mtime > epoch) block.write(`${epoch.toString(8).padStart(11, "0")}\0`, 136, "latin1");
  names.fill(0);
  return seal(block);
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

/**
 * Passes a tar on; no time in it is later than `epoch`, in seconds, as BuildKit's `rewrite-timestamp` does. What users and
 * groups are called goes away: older engines take it from the machine that they run on, and only the numbers count.
 */
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
      const header = headerIn(piece);
      if (header === undefined) {
        // The end, or no tar at all: nothing is read after it, so nothing of it has a time.
        content = Number.POSITIVE_INFINITY;
        yield piece;
        continue;
      }
      const length = padded(header.size);
      if ((header.flag === "x" || header.flag === "g") && length <= MOST_RECORDS) records = length;
      else content = length;
      yield clamped(piece, header, epoch);
    }
  }
  if (pending.length > 0) yield pending;
}
