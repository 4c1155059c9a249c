import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compare } from "../../../actions/migrate-db/compare.ts";
import type { AppliedMigration, MigrationFile } from "../../../shared/ports/migrations.ts";

const file = (key: string, hash = `hash of ${key}`): MigrationFile => ({
  key,
  hash,
  name: key,
  file: `${key}.sql`,
  otherHashes: [`${hash} with other line ends`],
  text: "",
  parts: [],
});
const row = (key: string, hash = `hash of ${key}`): AppliedMigration => ({ key, hash });
const names = (files: readonly MigrationFile[]): string[] => files.map(({ name }) => name);

describe("compare", () => {
  test("tells applied from pending, whatever the order of the journal", () => {
    const found = compare([file("1"), file("2"), file("3")], [row("2"), row("1")], "key");
    expect([names(found.applied), names(found.pending), found.outOfOrder, found.missing]).toEqual([
      ["1", "2"],
      ["3"],
      [],
      [],
    ]);
  });

  test("sees what was merged late", () => {
    expect(names(compare([file("1"), file("2"), file("3")], [row("1"), row("3")], "hash").outOfOrder)).toEqual(["2"]);
  });

  test("sees edits, but not in other line ends", () => {
    const found = compare([file("1"), file("2")], [row("1", "hash of 1 with other line ends"), row("2", "old")], "key");
    expect(names(found.edited)).toEqual(["2"]);
  });

  test("by key, an unchanged file under a new name was renamed; by hash it is simply applied", () => {
    const byKey = compare([file("2", "h")], [row("1", "h")], "key");
    expect([names(byKey.renamed), names(byKey.pending)]).toEqual([["2"], ["2"]]);
    const byHash = compare([file("2", "h")], [row("1", "h")], "hash");
    expect([names(byHash.applied), byHash.edited]).toEqual([["2"], []]);
  });

  test("two files of the same text need two rows", () => {
    const twins = [file("1", "h"), file("2", "h")];
    expect(names(compare(twins, [row("1", "h")], "hash").pending)).toEqual(["2"]);
    expect(names(compare(twins, [row("1", "h"), row("2", "h")], "hash").pending)).toEqual([]);
  });

  test("every file is applied or pending, every row belongs to one file or is missing", () => {
    const key = fc.constantFrom("1", "2", "3", "4");
    const hash = fc.constantFrom("a", "b", "c");
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(key, hash), { selector: ([name]) => name }),
        fc.array(fc.tuple(key, hash), { maxLength: 6 }),
        fc.constantFrom("key" as const, "hash" as const),
        (given, journal, identity) => {
          const files = given.map(([name, text]) => file(name, text));
          const rows = journal.map(([name, text]) => row(name, text));
          const { applied, pending, edited, renamed, missing } = compare(files, rows, identity);
          expect(new Set([...applied, ...pending])).toEqual(new Set(files));
          expect(applied.length + pending.length).toBe(files.length);
          expect(applied.length + renamed.length + missing.length).toBe(rows.length);
          expect(applied).toEqual(expect.arrayContaining([...edited]));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
