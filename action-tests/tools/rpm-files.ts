import { readFileSync, rmSync } from "node:fs";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

type Tag = readonly [tag: number, type: number, value: string | number];

/** A header as RPM's databases have it. */
export function rpmHeader(tags: readonly Tag[]): Buffer {
  const index: Buffer[] = [];
  const data: Buffer[] = [];
  let offset = 0;
  for (const [tag, type, value] of tags) {
    const bytes = typeof value === "string" ? Buffer.from(`${value}\0`) : Buffer.alloc(4);
    if (typeof value === "number") {
      bytes.writeUInt32BE(value);
      const gap = Buffer.alloc((4 - (offset % 4)) % 4);
      data.push(gap);
      offset += gap.length;
    }
    const entry = Buffer.alloc(16);
    for (const [place, word] of [tag, type, offset, 1].entries()) entry.writeUInt32BE(word, place * 4);
    index.push(entry);
    data.push(bytes);
    offset += bytes.length;
  }
  const sizes = Buffer.alloc(8);
  sizes.writeUInt32BE(tags.length, 0);
  sizes.writeUInt32BE(offset, 4);
  return Buffer.concat([sizes, ...index, ...data]);
}

/** What of a package its header tells; `padding` bytes stand for the files that real ones list. */
export interface RpmFacts {
  readonly name: string;
  readonly version: string;
  readonly release?: string;
  readonly epoch?: number;
  readonly arch?: string;
  readonly license?: string;
  readonly source?: string;
  readonly padding?: number;
}

export const rpmHeaderOf = (facts: RpmFacts): Buffer => {
  const { name, version, release = "1", epoch, arch = "x86_64", license = "MIT", source = "", padding = 0 } = facts;
  return rpmHeader([
    [1000, 6, name],
    [1001, 6, version],
    [1002, 6, release],
    ...(epoch === undefined ? [] : ([[1003, 4, epoch]] as const)),
    [1004, 9, "Words about it"],
    [1014, 6, license],
    [1022, 6, arch],
    ...(source === "" ? [] : ([[1044, 6, source]] as const)),
    [1117, 8, "x".repeat(padding)],
  ]);
};

/** A database as RPM makes it, by SQLite itself. `change` is done after the headers are in it. */
export function sqliteDatabase(
  headers: readonly Uint8Array[],
  { pageSize = 4096, change = "" }: { readonly pageSize?: number; readonly change?: string } = {},
): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "rpmdb-"));
  try {
    const path = join(folder, "rpmdb.sqlite");
    const database = new DatabaseSync(path);
    database.exec(`PRAGMA page_size = ${pageSize};
      CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL);
      CREATE TABLE 'Name' (key TEXT NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL);
      CREATE INDEX 'Name_key_idx' ON 'Name' (key ASC);
      BEGIN;`);
    const insert = database.prepare("INSERT INTO Packages (blob) VALUES (?)");
    for (const header of headers) insert.run(header);
    database.exec(`COMMIT; ${change}`);
    database.close();
    return readFileSync(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A database of RPM's own format, as SUSE has it. Every third slot is free, as after a package was removed. */
export function ndbDatabase(headers: readonly Buffer[]): Buffer {
  const slots = headers.length * 2 + 2;
  const pages = Math.ceil((slots * 16) / 4096);
  const table = Buffer.alloc(pages * 4096);
  for (let at = 0; at < table.length; at += 16) table.write("Slot", at, "latin1");
  table.fill(0, 0, 32);
  table.write("RpmP", 0, "latin1");
  table.writeUInt32LE(7, 8);
  table.writeUInt32LE(pages, 12);
  table.writeUInt32LE(headers.length + 1, 16);
  let block = table.length / 16;
  const blobs = headers.map((header, index) => {
    const blocks = Math.ceil((16 + header.length + 12) / 16);
    const blob = Buffer.alloc(blocks * 16);
    blob.write("BlbS", 0, "latin1");
    blob.writeUInt32LE(index + 1, 4);
    blob.writeUInt32LE(header.length, 12);
    header.copy(blob, 16);
    blob.writeUInt32LE(header.length, blob.length - 8);
    blob.write("BlbE", blob.length - 4, "latin1");
    const slot = 32 + index * 2 * 16;
    table.writeUInt32LE(index + 1, slot + 4);
    table.writeUInt32LE(block, slot + 8);
    table.writeUInt32LE(blocks, slot + 12);
    block += blocks;
    return blob;
  });
  return Buffer.concat([table, ...blobs]);
}
