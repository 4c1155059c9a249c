/** What RPM's database says of one package. All text is hostile. */
export interface RpmPackage {
  readonly name: string;
  readonly epoch: number | undefined;
  readonly version: string;
  readonly release: string;
  readonly arch: string;
  readonly license: string;
  /** File name of the source package: `bash-5.2.26-3.fc40.src.rpm`. */
  readonly source: string;
}

const TAGS = { name: 1000, version: 1001, release: 1002, epoch: 1003, license: 1014, arch: 1022, source: 1044 };
const INT32 = 4;
/** A string, several, or one in several languages: the first counts. */
const TEXTS = [6, 8, 9];
/** As many entries as RPM itself takes. */
const MOST_ENTRIES = 65_535;
const MOST_TEXT = 1000;

/**
 * Reads a header as databases have it: the numbers of entries and bytes, the entries, then what they point at. Undefined
 * where it is no package's: keys are kept in the same way. Throws a RangeError where it is damaged.
 */
export function readHeader(blob: Buffer): RpmPackage | undefined {
  const [entries, size] = [blob.readUInt32BE(0), blob.readUInt32BE(4)];
  const start = 8 + entries * 16;
  if (entries > MOST_ENTRIES || start + size > blob.length) throw new RangeError("a header is longer than its row");
  const data = blob.subarray(start, start + size);
  /** Where the value of a tag is, and of which type. */
  const places = new Map<number, readonly [type: number, offset: number]>();
  for (let at = 8; at < start; at += 16) {
    places.set(blob.readUInt32BE(at), [blob.readUInt32BE(at + 4), blob.readUInt32BE(at + 8)]);
  }
  const text = (tag: number): string => {
    const [type = 0, offset = 0] = places.get(tag) ?? [];
    if (!TEXTS.includes(type)) return "";
    const end = data.indexOf(0, offset);
    if (offset >= data.length || end === -1) throw new RangeError("a text has no end");
    return data.toString("utf8", offset, Math.min(end, offset + MOST_TEXT));
  };
  const [type, offset = 0] = places.get(TAGS.epoch) ?? [];
  const name = text(TAGS.name);
  if (name === "" || name === "gpg-pubkey") return undefined;
  return {
    name,
    epoch: type === INT32 ? data.readUInt32BE(offset) : undefined,
    version: text(TAGS.version),
    release: text(TAGS.release),
    arch: text(TAGS.arch),
    license: text(TAGS.license),
    source: text(TAGS.source),
  };
}
