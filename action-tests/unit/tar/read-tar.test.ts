import { execFileSync } from "node:child_process";
import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { seal } from "../../../shared/tar/header.ts";
import { readTar } from "../../../shared/tar/read-tar.ts";
import { writeRecord } from "../../../shared/tar/records.ts";
import { entriesOf, type Given, inPieces, joined, packed } from "./archives.ts";

const TYPES = ["file", "directory", "symlink", "link"] as const;
const segment = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
  .filter((text) => !/[\0/]/.test(text) && text.isWellFormed() && text !== "." && text !== "..");
const name = fc.array(segment, { minLength: 1, maxLength: 12 }).map((parts) => parts.join("/"));
const entry = fc.record({
  name,
  type: fc.constantFrom(...TYPES),
  linkname: name,
  content: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
  mode: fc.integer({ min: 1, max: 0o7777 }),
  uid: fc.integer({ min: 0, max: 0o777777 }),
  gid: fc.integer({ min: 0, max: 0o777777 }),
  mtime: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
});
const OURS = { file: "file", directory: "directory", symlink: "symlink", link: "hardlink" } as const;

test("what another program wrote is read as it was meant, in whatever pieces it comes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 4 }),
      async (entries, sizes) => {
        const tar = await packed(
          entries.map(({ type, linkname, content, mtime, ...rest }): Given => ({
            ...rest,
            type,
            mtime: new Date(mtime * 1000),
            ...(type === "file" ? { content } : {}),
            ...(type === "symlink" || type === "link" ? { linkname } : {}),
          })),
        );
        const found = await entriesOf(inPieces(tar, sizes));
        expect(
          found.map(({ name: path, type, mode, uid, gid, mtime, target, bytes }) => ({
            path: path.replace(/\/$/, ""),
            type,
            mode,
            uid,
            gid,
            mtime,
            target,
            bytes: bytes.toString("hex"),
          })),
        ).toEqual(
          entries.map(({ name: path, type, mode, uid, gid, mtime, linkname, content }) => ({
            path,
            type: OURS[type],
            mode,
            uid,
            gid,
            mtime,
            target: type === "symlink" || type === "link" ? linkname : "",
            bytes: type === "file" ? content.toString("hex") : "",
          })),
        );
      },
    ),
    { numRuns: 150 },
  );
});

test.each(["gnu", "pax", "ustar", "v7", "oldgnu"])("what `tar --format=%s` writes is read", async (format) => {
  const folder = mkdtempSync(join(tmpdir(), "slipway-tar-"));
  try {
    const short = format === "ustar" || format === "v7";
    const long = short ? "long" : `${"l".repeat(90)}/${"ä".repeat(60)}`;
    mkdirSync(join(folder, "in", long), { recursive: true });
    writeFileSync(join(folder, "in", long, "file"), "content");
    writeFileSync(join(folder, "in", "big"), Buffer.alloc(70_000, 1));
    symlinkSync(`${long}/file`, join(folder, "in", "symbolic"));
    linkSync(join(folder, "in", long, "file"), join(folder, "in", "twice"));
    utimesSync(join(folder, "in", "big"), 1_700_000_000, 1_700_000_000);
    const tar = execFileSync("tar", [`--format=${format}`, "--sort=name", "-cf", "-", "-C", join(folder, "in"), "."]);
    const found = await entriesOf(inPieces(tar, [10_000]));
    expect(found.map(({ name: path, type, size, target }) => [path.replace(/\/$/, ""), type, size, target])).toEqual([
      [".", "directory", 0, ""],
      ["./big", "file", 70_000, ""],
      ...long.split("/").map((_, at, parts) => [`./${parts.slice(0, at + 1).join("/")}`, "directory", 0, ""]),
      [`./${long}/file`, "file", 7, ""],
      ["./symbolic", "symlink", 0, `${long}/file`],
      ["./twice", "hardlink", 0, `./${long}/file`],
    ]);
    expect(found.find(({ name: path }) => path === "./big")).toMatchObject({ mtime: 1_700_000_000 });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** One header block, its checksum right. */
const header = (fields: { name?: string; size?: number | Buffer; flag?: string; magic?: string; prefix?: string }) => {
  const block = Buffer.alloc(512);
  block.write(fields.name ?? "x", 0, "latin1");
  if (Buffer.isBuffer(fields.size)) fields.size.copy(block, 124);
  else block.write((fields.size ?? 0).toString(8).padStart(11, "0"), 124, "latin1");
  block.write(fields.flag ?? "0", 156, "latin1");
  block.write(fields.magic ?? "ustar\u000000", 257, "latin1");
  block.write(fields.prefix ?? "", 345, "latin1");
  return seal(block);
};
const body = (text: string) =>
  Buffer.concat([Buffer.from(text), Buffer.alloc((512 - (Buffer.byteLength(text) % 512)) % 512)]);
const extended = (flag: string, text: string) => [header({ flag, size: Buffer.byteLength(text) }), body(text)];
const END = Buffer.alloc(1024);
const read = (...blocks: readonly Buffer[]) => entriesOf(inPieces(Buffer.concat([...blocks, END])));

describe("extended headers", () => {
  test("say name, target, size, owner and time of the next entry only", async () => {
    const said = { path: "a/ä", size: "3", uid: "70000", gid: "7", mtime: "12.5" };
    const records = Object.entries(said).map(([key, value]) => writeRecord(key, value).toString());
    const [first, second] = await read(
      ...extended("x", records.join("")),
      header({ size: 9 }),
      body("abc"),
      header({ name: "y" }),
    );
    expect(first).toMatchObject({ name: "a/ä", size: 3, uid: 70_000, gid: 7, mtime: 12, bytes: Buffer.from("abc") });
    expect(second).toMatchObject({ name: "y", size: 0, uid: 0 });
  });

  test("of GNU go before those of POSIX, and an empty record takes one back", async () => {
    const found = await read(
      ...extended("L", "long\0"),
      ...extended("K", "aim"),
      ...extended("x", "10 path=p\n"),
      header({ flag: "2" }),
      ...extended("x", "10 path=p\n"),
      ...extended("x", "8 path=\n"),
      header({ name: "own" }),
    );
    expect(found.map(({ name: path, target }) => [path, target])).toEqual([
      ["long", "aim"],
      ["own", ""],
    ]);
  });

  test.each([
    ["9999 path=p\n", "cannot be understood"],
    ["10 path:p\n", "cannot be understood"],
    ["0 path=p\n", "cannot be understood"],
    ["x path=p\n", "cannot be understood"],
    ["10 path=pp", "cannot be understood"],
    ["11 path=p\0\n", "has a NUL"],
    ["11 size=-1\n", "a number that is none"],
    ["11 size=zz\n", "a number that is none"],
    ["24 GNU.sparse.major=1.0\n", "sparse"],
  ])("that say %j are refused", async (text, problem) => {
    await expect(read(...extended("x", text), header({}))).rejects.toThrow(problem);
  });

  test("for all entries may not name them", async () => {
    await expect(read(...extended("g", "10 path=p\n"), header({}))).rejects.toThrow("all of its entries at once");
    expect(await read(...extended("g", "16 comment=none\n"), header({}))).toHaveLength(1);
  });
});

describe("an entry", () => {
  test("has the beginning of its name in a field of POSIX's alone", async () => {
    const found = await read(header({ prefix: "deep" }), header({ prefix: "time", magic: "ustar  \0" }));
    expect(found.map(({ name: path }) => path)).toEqual(["deep/x", "x"]);
  });

  test("may be larger than octal digits can say", async () => {
    const size = Buffer.alloc(12);
    size[0] = 0x80;
    size.writeUInt32BE(5, 8);
    expect(await read(header({ size }), body("12345"))).toMatchObject([{ size: 5 }]);
    for await (const { size: told } of readTar(
      inPieces(header({ size: Buffer.from("800000000000000200000000", "hex") })),
    )) {
      expect(told).toBe(8 * 1024 ** 3);
      break;
    }
  });

  test("that is a link or a folder has no content, whatever it says", async () => {
    const found = await read(header({ flag: "5", size: 512 }), header({ flag: "2", size: 512 }), header({ name: "y" }));
    expect(found.map(({ name: path, size }) => [path, size])).toEqual([
      ["x", 0],
      ["x", 0],
      ["y", 0],
    ]);
  });

  test("of an old writer is a folder by the end of its name", async () => {
    const old = header({ name: "d/", magic: "" });
    old[156] = 0;
    expect(await read(seal(old), header({ name: "f/", magic: "" }))).toMatchObject([
      { type: "directory" },
      { type: "file" },
    ]);
  });

  test("of a kind that nobody knows is passed over with its content", async () => {
    expect(await read(header({ flag: "V", size: 3 }), body("abc"), header({}))).toMatchObject([
      { type: "other", bytes: Buffer.from("abc") },
      { type: "file" },
    ]);
  });

  test("may be read in part, and the next is what follows it", async () => {
    const content = Buffer.alloc(3000, 7);
    const tar = await packed([
      { name: "a", content },
      { name: "b", content },
    ]);
    const names: string[] = [];
    for await (const { name: path, content: pieces } of readTar(inPieces(tar, [700]))) {
      names.push(path);
      for await (const piece of pieces) {
        expect(piece.every((byte) => byte === 7)).toBe(true);
        break;
      }
    }
    expect(names).toEqual(["a", "b"]);
  });
});

describe("an archive is refused", () => {
  test.each([
    ["that is no tar", Buffer.alloc(1024, 7), "it is no tar"],
    ["that was changed", Buffer.concat([header({}).fill(0x79, 0, 1), END]), "it is no tar"],
    ["that is cut off in a header", header({}).subarray(0, 300), "it is cut off"],
    ["that is cut off in a file", Buffer.concat([header({ size: 5 }), Buffer.from("123")]), "it is cut off"],
    ["that is cut off in the padding", Buffer.concat([header({ size: 5 }), Buffer.from("12345")]), "it is cut off"],
    ["that has no end", header({}), "it has no end"],
    [
      "that goes on behind one empty block",
      Buffer.concat([header({}), Buffer.alloc(512), header({}), END]),
      "after its end",
    ],
    ["with a negative size", Buffer.concat([header({ size: Buffer.alloc(12, 0xff) }), END]), "a size that is none"],
    [
      "with a size beyond all numbers",
      Buffer.concat([header({ size: Buffer.from(`80${"f".repeat(22)}`, "hex") }), END]),
      "too large",
    ],
    [
      "with a size in words",
      Buffer.concat([header({ size: Buffer.from("12 apples   ") }), END]),
      "a number that is none",
    ],
    ["with a sparse file of GNU", Buffer.concat([header({ flag: "S", magic: "ustar  \0" }), END]), "sparse"],
    [
      "with an endless name",
      Buffer.concat([header({ flag: "L", size: 2 ** 21 }), Buffer.alloc(2 ** 21, 97), END]),
      "too long",
    ],
    [
      "with nothing but names",
      Buffer.concat([...Array.from({ length: 20_000 }, () => extended("L", "n")).flat(), END]),
      "too long",
    ],
    ["with nothing behind its end", Buffer.concat([END, Buffer.alloc(9 * 1024 * 1024)]), "without entries"],
  ])("%s", async (_, bytes, problem) => {
    await expect(entriesOf(inPieces(bytes))).rejects.toMatchObject({
      name: "TarProblem",
      message: expect.stringContaining(problem) as unknown,
    });
  });

  test("however it is damaged: nothing but a TarProblem comes of it", async () => {
    const whole = await packed([
      { name: "a".repeat(150), content: Buffer.from("one") },
      { name: "b", type: "symlink", linkname: "ä" },
    ]);
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(whole.length), async (changes, length) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const end = await entriesOf(inPieces(bytes.subarray(0, length), [777])).then(
          () => "read",
          (thrown: unknown) => (thrown instanceof Error ? thrown.name : "?"),
        );
        expect(["read", "TarProblem"]).toContain(end);
      }),
      { numRuns: 300 },
    );
  });

  test("when what it comes from fails, by that", async () => {
    const failing = async function* () {
      yield header({ size: 1000 });
      throw new Error("gone");
    };
    await expect(entriesOf(failing())).rejects.toThrow("gone");
  });
});

test("the source is ended when nobody reads on, and may lack an end where that is allowed", async () => {
  let ended = false;
  const source = async function* () {
    try {
      yield header({});
      yield header({ name: "y" });
    } finally {
      ended = true;
    }
  };
  for await (const { name: path } of readTar(source())) {
    expect(path).toBe("x");
    break;
  }
  expect(ended).toBe(true);
  expect(await entriesOf(source(), true)).toHaveLength(2);
  expect(await entriesOf(inPieces(Buffer.alloc(0)), true)).toEqual([]);
  expect((await joined(inPieces(END))).length).toBe(1024);
});
