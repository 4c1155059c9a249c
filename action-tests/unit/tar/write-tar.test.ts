import { execFileSync } from "node:child_process";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { extract } from "tar-stream";
import { readTar } from "../../../shared/tar/read-tar.ts";
import { type TarFile, writeTar } from "../../../shared/tar/write-tar.ts";
import { entriesOf, inPieces, joined } from "./archives.ts";

const file = (name: string, content: Buffer): TarFile => ({ name, size: content.length, content: [content] });

const path = fc
  .array(
    fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
      .filter((text) => !/[\0/]/.test(text) && text.isWellFormed() && text !== "." && text !== ".."),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join("/"));
const files = fc.array(
  fc.record({ name: path, content: fc.uint8Array({ maxLength: 1500 }).map((bytes) => Buffer.from(bytes)) }),
  { maxLength: 6 },
);

test("what is written is read the same by another program and by ourselves, and is the same bytes each time", async () => {
  await fc.assert(
    fc.asyncProperty(files, async (given) => {
      const write = () => joined(writeTar(given.map(({ name, content }) => file(name, content))));
      const tar = await write();
      expect((await write()).equals(tar)).toBe(true);
      const wanted = given.map(({ name, content }) => [name, content.toString("hex")]);
      const ours = (await entriesOf(inPieces(tar))).map(({ name, bytes }) => [name, bytes.toString("hex")]);
      expect(ours).toEqual(wanted);
      const theirs: string[][] = [];
      const reader = extract();
      reader.end(tar);
      for await (const entry of reader) {
        theirs.push([entry.header.name, (await joined(entry as AsyncIterable<Uint8Array>)).toString("hex")]);
      }
      expect(theirs).toEqual(wanted);
    }),
    { numRuns: 150 },
  );
});

test("tar reads it: short, long, and other names, with one mode, owner and time", async () => {
  const names = ["a", "deep/".repeat(60), "ä", "x".repeat(101), "with space", "12".repeat(49)].map(
    (name) => `${name}f`,
  );
  const tar = await joined(writeTar(names.map((name) => file(name, Buffer.from(name)))));
  const list = execFileSync("tar", ["--quoting-style=literal", "--numeric-owner", "--utc", "-tvf", "-"], {
    input: tar,
  });
  expect(list.toString().trim().split("\n")).toEqual(
    names.map((name) =>
      expect.stringMatching(new RegExp(`^-rw-r--r-- 0/0 +${Buffer.byteLength(name)} 1970-01-01 00:00 ${name}$`)),
    ),
  );
  expect(execFileSync("tar", ["-xOf", "-", "äf"], { input: tar }).toString()).toBe("äf");
});

test("a file beyond eight gigabytes has its size in an extended header", async () => {
  const size = 9 * 1024 ** 3;
  const piece = Buffer.alloc(64 * 1024);
  const content = async function* () {
    for (;;) yield piece;
  };
  const head: Uint8Array[] = [];
  for await (const block of writeTar([{ name: "layer", size, content: content() }])) {
    if (block.length === piece.length) break;
    head.push(block);
  }
  expect(Buffer.concat(head).toString("latin1")).toContain(`19 size=${size}\n`);
  const { value } = await readTar(inPieces(Buffer.concat(head))).next();
  expect(value).toMatchObject({ name: "layer", size });
});

test.each([3, 5])("a file that has not the 4 bytes that it claims but %d is told", async (length) => {
  const given = { name: "a", size: 4, content: [Buffer.alloc(length)] };
  await expect(joined(writeTar([given]))).rejects.toThrow("not the 4 that it had");
});
