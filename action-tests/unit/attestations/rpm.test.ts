import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readRpmDatabase } from "../../../shared/attestations/packages/rpm/database.ts";
import { ndbDatabase, rpmHeader, type RpmFacts, rpmHeaderOf, sqliteDatabase } from "../../tools/rpm-files.ts";

const packagesIn = (kind: "sqlite" | "ndb", bytes: Buffer) => {
  const found = readRpmDatabase(kind, bytes);
  if ("trouble" in found) throw new Error(found.trouble);
  return found.packages;
};
const briefly = (kind: "sqlite" | "ndb", bytes: Buffer) =>
  packagesIn(kind, bytes).map(({ name, epoch, version, release }) => `${name} ${epoch ?? "-"} ${version} ${release}`);

const facts: fc.Arbitrary<RpmFacts> = fc.record(
  {
    name: fc.stringMatching(/^[a-z][a-z0-9+._-]{0,20}$/),
    version: fc.stringMatching(/^[0-9][0-9a-z.~^]{0,10}$/),
    release: fc.stringMatching(/^[0-9]{1,3}$/),
    epoch: fc.nat({ max: 2 ** 32 - 1 }),
    padding: fc.oneof(fc.nat({ max: 300 }), fc.nat({ max: 20_000 })),
  },
  { requiredKeys: ["name", "version", "release", "padding"] },
);
const line = ({ name, epoch, version, release }: RpmFacts): string => `${name} ${epoch ?? "-"} ${version} ${release}`;

describe("a database of RPM", () => {
  test("is read as SQLite wrote it, whatever the sizes of pages and rows", () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 40 }), fc.constantFrom(512, 1024, 4096, 65_536), (all, pageSize) => {
        const bytes = sqliteDatabase(all.map(rpmHeaderOf), { pageSize });
        expect(briefly("sqlite", bytes)).toEqual(all.map(line));
      }),
      { numRuns: 30 },
    );
  });

  test("is read when it has thousands of packages, in a tree of several levels", () => {
    const all = Array.from({ length: 3000 }, (_, index) => ({ name: `p${index}`, version: "1", padding: index % 400 }));
    const bytes = sqliteDatabase(all.map(rpmHeaderOf), { pageSize: 512 });
    expect(packagesIn("sqlite", bytes).map(({ name }) => name)).toEqual(all.map(({ name }) => name));
  });

  test("has what is installed, not what was", () => {
    const all = ["a", "b", "c"].map((name) => rpmHeaderOf({ name, version: "1", padding: 9000 }));
    const change = "DELETE FROM Packages WHERE hnum = 2";
    expect(packagesIn("sqlite", sqliteDatabase(all, { change })).map(({ name }) => name)).toEqual(["a", "c"]);
  });

  test("is read in SUSE's format", () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 300 }), (all) => {
        expect(briefly("ndb", ndbDatabase(all.map(rpmHeaderOf)))).toEqual(all.map(line));
      }),
      { numRuns: 20 },
    );
  });

  test("has keys beside packages, which are none", () => {
    const headers = [
      rpmHeaderOf({ name: "gpg-pubkey", version: "a15b79cc" }),
      rpmHeaderOf({ name: "bash", version: "5" }),
    ];
    expect(packagesIn("sqlite", sqliteDatabase(headers)).map(({ name }) => name)).toEqual(["bash"]);
  });

  test("tells all that it knows of a package", () => {
    const license = "GPL-3.0-or-later";
    const source = "bash-5.2.26-3.fc40.src.rpm";
    const known = { name: "bash", version: "5.2.26", release: "3.fc40", epoch: 0, arch: "aarch64", license, source };
    expect(packagesIn("sqlite", sqliteDatabase([rpmHeaderOf(known)]))).toEqual([known]);
  });
});

describe("a database that is damaged, or made to hurt", () => {
  const sound = [
    sqliteDatabase(
      Array.from({ length: 60 }, (_, index) => rpmHeaderOf({ name: `p${index}`, version: "1", padding: index * 20 })),
      { pageSize: 512 },
    ),
    ndbDatabase([rpmHeaderOf({ name: "a", version: "1" }), rpmHeaderOf({ name: "b", version: "2" })]),
  ] as const;
  const kinds = ["sqlite", "ndb"] as const;

  test.each([0, 1])("is read or refused, however its bytes are changed (%i)", (which) => {
    const [bytes, kind] = [sound[which] ?? Buffer.alloc(0), kinds[which] ?? "ndb"];
    const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
    fc.assert(
      fc.property(
        fc.array(change, { minLength: 1, maxLength: 8 }),
        fc.option(fc.nat({ max: bytes.length })),
        (changes, end) => {
          const copy = Buffer.from(bytes.subarray(0, end ?? bytes.length));
          for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
          const found = readRpmDatabase(kind, copy);
          expect("trouble" in found || found.packages.length <= 60).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test("is refused when a page leads back to itself", () => {
    const bytes = Buffer.from(sound[0]);
    const root = findInterior(bytes, 512);
    bytes.writeUInt32BE(root, (root - 1) * 512 + 8);
    expect(readRpmDatabase("sqlite", bytes)).toEqual({ trouble: expect.stringContaining("a page is used twice") });
  });

  test("is refused when its rows lie on each other", () => {
    const bytes = sqliteDatabase([rpmHeaderOf({ name: "big", version: "1", padding: 60_000 })], { pageSize: 65_536 });
    const page = bytes.subarray(65_536, 131_072);
    const [cells, place] = [20_000, page.readUInt16BE(8)];
    page.writeUInt16BE(cells, 3);
    // What they cover is the row itself, which says nothing any more, or all of it again.
    for (let index = 0; index < cells && 8 + index * 2 < place; index++) page.writeUInt16BE(place, 8 + index * 2);
    expect(readRpmDatabase("sqlite", bytes)).toEqual({
      trouble: expect.stringContaining("larger than the file"),
    });
  });

  test.each([
    ["more entries than RPM takes", Buffer.from("00ffffff00000000", "hex")],
    ["more data than there is", Buffer.from("000000007fffffff", "hex")],
    [
      "a text without end",
      Buffer.concat([Buffer.from("0000000100000002000003e8000000060000000000000001", "hex"), Buffer.from("ab")]),
    ],
    [
      "a text that is elsewhere",
      Buffer.concat([Buffer.from("0000000100000002000003e8000000067fffffff00000001", "hex"), Buffer.from("a\0")]),
    ],
    ["nothing", Buffer.alloc(0)],
  ])("is refused for a header with %s", (_, header) => {
    expect(readRpmDatabase("sqlite", sqliteDatabase([header]))).toEqual({
      trouble: expect.stringContaining("cannot be read"),
    });
  });

  test("is no reason to keep a text of any length", () => {
    const header = rpmHeader([
      [1000, 6, "x".repeat(100_000)],
      [1001, 6, "1"],
    ]);
    expect(packagesIn("sqlite", sqliteDatabase([header]))[0]?.name).toHaveLength(1000);
  });

  test.each([
    ["", /no file of SQLite|too early/],
    ["not a database", /no file of SQLite/],
    ["SQLite format 3\0", /no file of SQLite/],
  ])("is refused when it is none: %j", (text, why) => {
    expect(readRpmDatabase("sqlite", Buffer.from(text))).toEqual({ trouble: expect.stringMatching(why) });
  });

  test("is refused when it has no packages' table, or another format", () => {
    const change = "DROP TABLE Packages";
    expect(readRpmDatabase("sqlite", sqliteDatabase([], { change }))).toEqual({
      trouble: expect.stringContaining("no table Packages"),
    });
    expect(readRpmDatabase("ndb", Buffer.alloc(4096))).toEqual({ trouble: expect.stringContaining("no format") });
  });
});

/** Number of the first page that others are below of. */
function findInterior(bytes: Buffer, pageSize: number): number {
  for (let page = 2; page * pageSize <= bytes.length; page++) if (bytes[(page - 1) * pageSize] === 5) return page;
  throw new Error("the tree has one level only");
}
