import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { scan } from "../../../../actions/migrate-db/sql/scan.ts";

const kinds = (text: string): string[] => scan(text).map(({ kind, start, end }) => `${kind}:${text.slice(start, end)}`);

describe("scan", () => {
  test.each([
    ["'it''s'", ["string:'it''s'"]],
    [String.raw`'a\'`, [String.raw`string:'a\'`]],
    [String.raw`E'a\'b'`, [String.raw`string:E'a\'b'`]],
    [String.raw`e'\\'`, [String.raw`string:e'\\'`]],
    ["name'x'", ["word:name", "string:'x'"]],
    ["'one'\n'two'", ["string:'one'\n'two'"]],
    ["'one' 'two'", ["string:'one'", "space: ", "string:'two'"]],
    [
      String.raw`E'one' -- why
  'a\'b'`,
      [
        String.raw`string:E'one' -- why
  'a\'b'`,
      ],
    ],
    [
      "B'01' x'ff' N'n' U&'d'",
      ["string:B'01'", "space: ", "string:x'ff'", "space: ", "string:N'n'", "space: ", "string:U&'d'"],
    ],
    ['"a""b" U&"d"', ['quoted:"a""b"', "space: ", 'quoted:U&"d"']],
    ["$$a;'$$", ["string:$$a;'$$"]],
    ["$a$ $$ $b$ $a$", ["string:$a$ $$ $b$ $a$"]],
    ["a$b$c", ["word:a$b$c"]],
    ["$1", ["symbol:$", "number:1"]],
    ["/* a /* b */ c */x", ["comment:/* a /* b */ c */", "word:x"]],
    ["-- ; '\nx", ["comment:-- ; '", "space:\n", "word:x"]],
    ["größe", ["word:größe"]],
    ["'open", ["unterminated:'open"]],
    ["$x$ open", ["unterminated:$x$ open"]],
    ["/* open /* */", ["unterminated:/* open /* */"]],
    ["1.5e-3", ["number:1.5e-3"]],
  ])("cuts %j", (text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  test("covers every text without gaps", () => {
    const pieces = [
      "'",
      '"',
      "$$",
      "$a$",
      "--",
      "\n",
      "/*",
      "*/",
      ";",
      "E'",
      "\\",
      "(",
      "a",
      " ",
      "U&",
      "é",
      "𝒳",
      "\0",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 40 }), (chosen) => {
        const text = chosen.join("");
        const tokens = scan(text);
        expect(tokens.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        expect(tokens.every(({ start, end }) => end > start)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("a string of several megabytes is no problem", () => {
    const text = `'${"a''".repeat(2_000_000)}'`;
    expect(scan(text)).toHaveLength(1);
  });
});
