import { readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parseManifest } from "../../../../shared/domain/manifest/parse.ts";
import { BASE, edit, FILE, VARS } from "./base.ts";

const messageFor = (text: string): string => {
  try {
    parseManifest(text, { file: FILE, vars: VARS });
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: "SLIP-MANIFEST-INVALID", blame: "user", state: "Nothing was changed." });
    return (thrown as Error).message;
  }
  return "nothing is wrong";
};

interface Case {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly message: string;
}

const readCase = (block: string): Case => {
  const lines = block.split("\n");
  const marked = (mark: string): string =>
    lines
      .filter((line) => line.startsWith(mark))
      .map((line) => line.slice(2))
      .join("\n");
  return { name: lines[0] ?? "", from: marked("-"), to: marked("+"), message: marked("!") };
};

const cases = readFileSync(new URL("wrong.txt", import.meta.url), "utf8")
  .split("\n# ")
  .slice(1)
  .map(readCase);

test("the table has the forty cases and more that it must have, each with one message", () => {
  expect(cases.length).toBeGreaterThan(90);
  expect(cases.filter(({ message }) => !/^\d+:\d+: [^\n]+\.\s[^\n]+[.?]$/.test(message))).toEqual([]);
});

test.each(cases.map(({ name, ...rest }) => [name, rest] as const))("%s", (_, { from, to, message }) => {
  expect(messageFor(edit(from, to))).toBe(`${FILE}:${message}`);
});

test("the base itself is right", () => {
  expect(messageFor(BASE)).toBe("nothing is wrong");
});

test("says everything at once, in the order of the file", () => {
  const text = edit("kind: web", "kind: wbe").replace("srv-ccc", "srv-aaa").replace("${NEON_PROJECT_ID}", "${NOWHERE}");
  expect(messageFor(text).split("\n")).toEqual([
    expect.stringContaining(":5:11: `services.api.kind` cannot be"),
    expect.stringContaining(":27:12: The variable `NOWHERE` is not set"),
  ]);
  const two = edit("after: [worker]", "after: [wroker]").replace("srv-ccc", "srv-aaa").replace("limit: 10", "limit: 0");
  expect(messageFor(two).split("\n")).toEqual([
    expect.stringContaining(":9:13: There is no service"),
    expect.stringContaining(":19:21: `srv-aaa` is already the id of"),
    expect.stringContaining(":35:36: `previews.limit` must be at least 1"),
  ]);
});

test("shows twenty of very many", () => {
  const text = `${BASE}${Array.from({ length: 30 }, (_, index) => `zzzzzz${index}: 1`).join("\n")}\n`;
  const lines = messageFor(text).split("\n");
  expect(lines).toHaveLength(21);
  expect(lines.at(-1)).toBe("… and 10 more");
});

test.each([
  ["nothing", "", "1:1: The manifest is empty. Begin with `version: 1`."],
  ["comments only", "# version: 1\n", "1:1: The manifest is empty. Begin with `version: 1`."],
  ["a word", "slipway", "1:1: The manifest must be a group of keys. Begin with `version: 1`."],
  ["a list", "- version: 1\n", "1:1: The manifest must be a group of keys. Begin with `version: 1`."],
])("%s is no manifest", (_, text, message) => {
  expect(messageFor(text)).toBe(`${FILE}:${message}`);
});

test("never repeats a secret", () => {
  expect(messageFor(edit("${NEON_PROJECT_ID}", "napi_0123456789abcdef"))).not.toContain("0123456789");
  expect(messageFor(edit("${NEON_PROJECT_ID}", "${HIDDEN}"))).not.toContain("0123456789");
});
