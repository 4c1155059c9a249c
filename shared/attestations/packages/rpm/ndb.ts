const FILE = "RpmP";
const SLOT = "Slot";
const BLOB = "BlbS";
const PAGE = 4096;
/** Bytes of a slot, of a block, and of what stands before a blob. */
const UNIT = 16;

const word = (bytes: Buffer, at: number): string => bytes.toString("latin1", at, at + 4);

/** The headers in a database of RPM's own format, as SUSE has it. Throws a RangeError where it is damaged. */
export function* readNdb(bytes: Buffer): Generator<Buffer> {
  if (word(bytes, 0) !== FILE || bytes.readUInt32LE(4) !== 0) throw new RangeError("it is of no format that is known");
  const end = bytes.readUInt32LE(12) * PAGE;
  if (end > bytes.length) throw new RangeError("its slots are not there");
  let total = 0;
  // The first two slots are the file's own header.
  for (let slot = 2 * UNIT; slot < end; slot += UNIT) {
    if (word(bytes, slot) !== SLOT) throw new RangeError("a slot is none");
    const [id, block] = [bytes.readUInt32LE(slot + 4), bytes.readUInt32LE(slot + 8)];
    if (block === 0) continue;
    const at = block * UNIT;
    const size = bytes.readUInt32LE(at + 12);
    if (word(bytes, at) !== BLOB || bytes.readUInt32LE(at + 4) !== id || at + UNIT + size > bytes.length)
      throw new RangeError("a slot leads nowhere");
    // Blobs that lie on each other could be read for hours.
    total += size;
    if (total > bytes.length) throw new RangeError("its blobs overlap");
    yield bytes.subarray(at + UNIT, at + UNIT + size);
  }
}
