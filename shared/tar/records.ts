import { TarProblem } from "./tar-problem.ts";

/** What an extended header says of the entry after it: `<length> <key>=<value>\n`, where the length counts its own digits. */
export function readRecords(body: Buffer): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < body.length;) {
    const space = body.indexOf(0x20, at);
    const length = Number(/^\d{1,7}$/.exec(body.toString("latin1", at, space))?.[0] ?? 0);
    const end = at + length;
    const equals = body.indexOf(0x3d, space);
    if (space < 0 || equals <= space + 1 || end > body.length || equals >= end || body[end - 1] !== 0x0a)
      throw new TarProblem("an extended header cannot be understood");
    const value = body.toString("utf8", equals + 1, end - 1);
    const key = body.toString("utf8", space + 1, equals);
    if (key.endsWith("path") && value.includes("\0")) throw new TarProblem("a name in it has a NUL");
    found.set(key, value);
    at = end;
  }
  return found;
}

export function writeRecord(key: string, value: string): Buffer {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + String(bytes).length;
  if (bytes + String(length).length > length) length++;
  return Buffer.from(`${length}${rest}`);
}

/** A whole number of an extended header, which may have a fraction that nobody needs. */
export function numberIn(records: ReadonlyMap<string, string>, key: string): number | undefined {
  const text = records.get(key);
  // An empty value takes a record back.
  if (text === undefined || text === "") return undefined;
  const value = /^-?\d{1,19}(?:\.\d*)?$/.test(text) ? Math.floor(Number(text)) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new TarProblem("an extended header has a number that is none");
  return value;
}
