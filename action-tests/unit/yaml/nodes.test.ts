import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { readNodes, type YamlNode } from "../../../shared/yaml/nodes.ts";
import { parseYaml } from "../../../shared/yaml/parse-yaml.ts";
import { placesIn } from "../../../shared/yaml/places.ts";

const LIMITS = { depth: 20, events: 1000 };
const placeOf = (text: string, pick: (node: YamlNode) => YamlNode | undefined): string | undefined => {
  const read = readNodes(text, LIMITS);
  if ("kind" in read || read.node === undefined) throw new Error("there is nothing");
  const at = pick(read.node)?.at;
  if (at === undefined) return undefined;
  const { line, column } = placesIn(text)(at);
  return `${line}:${column}`;
};
const first = (node: YamlNode): YamlNode | undefined =>
  node.kind === "mapping" ? node.pairs[0]?.[1] : node.kind === "sequence" ? node.items[0] : undefined;

const plain = (node: YamlNode): unknown => {
  if (node.kind === "sequence") return node.items.map(plain);
  if (node.kind === "mapping") return Object.fromEntries(node.pairs.map(([key, value]) => [plain(key), plain(value)]));
  return node.kind === "scalar" ? node.value : undefined;
};

describe("a value's place is that of its own first character", () => {
  test.each([
    ["plain", "a: b", "1:4"],
    ["double quotes", 'a: "b"', "1:4"],
    ["single quotes", "a:\n  'b'", "2:3"],
    ["a block of text", "a: |-\n  b\n", "1:4"],
    ["a folded block behind a comment", "a: >2+ # why\n  b\n", "1:4"],
    ["an empty block at the end", "a: |", "1:4"],
    ["a block with Windows line ends", "a: |\r\n  b\r\n", "1:4"],
    ["behind an anchor", "a: &x b", "1:7"],
    ["a list", "a:\n  - b", "2:3"],
    ["a list in brackets", "a: [b]", "1:4"],
    ["a group below an anchor", "a: &x\n  b: c", "2:3"],
    ["nothing", "a:\nb: c", "1:3"],
    ["nothing behind a quoted key", '"a" :\nb: c', "1:6"],
    ["nothing in a list", "-\n- b", "1:2"],
    ["nothing behind an anchor", "a: &x\nb: c", "1:6"],
  ])("%s", (_, text, place) => {
    expect(placeOf(text, first)).toBe(place);
  });
});

test("an alias knows what it stands for, as it was then", () => {
  const read = readNodes("[&a 1, *a, &a 2, *a, *b]", LIMITS);
  const items = "node" in read && read.node?.kind === "sequence" ? read.node.items : [];
  expect(items.map((node) => (node.kind === "alias" ? node.target : node))).toEqual([
    expect.objectContaining({ value: 1 }),
    expect.objectContaining({ value: 1 }),
    expect.objectContaining({ value: 2 }),
    expect.objectContaining({ value: 2 }),
    undefined,
  ]);
});

test.each([
  ["a: 1\n---\nb: 2\n", 5],
  ["---\na: |\n  x\n---\nb: 2\n", 13],
  ["---\n---\n", 4],
  ["a: 1\n...\nb: 2\n", 5],
])("a second document in %j is found", (text, at) => {
  expect(readNodes(text, LIMITS)).toEqual({ kind: "second-document", at });
});

test("too deep and too much are no mistakes of syntax", () => {
  expect(readNodes("[".repeat(21), LIMITS)).toMatchObject({ kind: "excess" });
  expect(readNodes("- a\n".repeat(1000), LIMITS)).toMatchObject({ kind: "excess" });
});

test("values are those that another parser reads", () => {
  const leaf = fc.oneof(fc.string({ maxLength: 12 }), fc.integer(), fc.boolean(), fc.constant(null));
  const name = fc.string({ minLength: 1, maxLength: 6 }).filter((key) => key !== "__proto__" && key !== "<<");
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("tree"), { maxLength: 4 }),
      fc.dictionary(name, tie("tree"), { maxKeys: 4 }),
    ),
  }));
  fc.assert(
    fc.property(tree, (value) => {
      const text = stringify(value);
      const read = readNodes(text, LIMITS);
      expect("node" in read && read.node !== undefined ? plain(read.node) : null).toEqual(parse(text));
      expect(parseYaml(text, 0)).toEqual(parse(text));
    }),
    { numRuns: 300 },
  );
});

test("an input says in one line what is wrong with it, and where", () => {
  expect(parseYaml("# nothing\n\n", 0)).toBeNull();
  expect(() => parseYaml("a: [1\nb: 2", 0)).toThrow(/^[^\n]+ at line 2, column 1$/);
  expect(() => parseYaml("a: 1\na: 2", 0)).toThrow(/duplicated mapping key at line 2/);
  expect(() => parseYaml("a: &x 1\nb: *x", 0)).toThrow(/aliases/);
  expect(parseYaml("a: &x 1\nb: *x", 1)).toEqual({ a: 1, b: 1 });
  expect(() => parseYaml("[".repeat(100_000), 0)).toThrow(/maxDepth/);
});
