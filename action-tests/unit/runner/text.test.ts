import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { keyValues } from "../../runner/log/key-values.ts";
import { lineSplitter } from "../../runner/log/lines.ts";
import { createMasker } from "../../runner/log/masker.ts";
import { matchesFilter } from "../../runner/plan/filter-pattern.ts";

const split = (chunks: readonly Buffer[]): string[] => {
  const lines: string[] = [];
  const splitter = lineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.write(chunk);
  splitter.end();
  return lines;
};

const text = fc
  .array(fc.oneof(fc.constantFrom("\r", "\n", "\r\n", "a", "é", "𝒳", "::"), fc.string()), { maxLength: 30 })
  .map((parts) => parts.join(""));

describe("lines", () => {
  test("are the same however the bytes are cut", () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(40)), (whole, sizes) => {
        const bytes = Buffer.from(whole);
        const chunks: Buffer[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(bytes.subarray(at, at + size));
          at += size;
        }
        expect(split([...chunks, bytes.subarray(at)])).toEqual(split([bytes]));
      }),
    );
  });

  test("end at each of the three line ends", () => {
    expect(split([Buffer.from("a\r\nb\nc\rd\r\r\n\ne")])).toEqual(["a", "b", "c", "d", "", "", "e"]);
  });
});

describe("masker", () => {
  test("leaves nothing of what was added", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
        fc.string(),
        fc.string(),
        (secrets, a, b) => {
          const masker = createMasker();
          for (const secret of secrets) masker.add(secret);
          const shown = masker.mask(a + secrets.join("") + b).split("***");
          for (const secret of secrets.filter((each) => each.trim() !== ""))
            expect(shown.filter((piece) => piece.includes(secret))).toEqual([]);
        },
      ),
    );
  });

  test("joins what overlaps or touches", () => {
    const masker = createMasker();
    for (const secret of ["abc", "cde", "efg"]) masker.add(secret);
    expect(masker.mask("xabcdez abcefg")).toBe("x***z ***");
  });
});

describe("key values", () => {
  const name = fc.stringMatching(/^[A-Za-z_][\w-]*$/);

  test("a heredoc keeps any text that does not hold its delimiter as a line", () => {
    fc.assert(
      fc.property(name, fc.string(), (key, value) => {
        fc.pre(!value.split("\n").includes("ghadelimiter"));
        expect([...keyValues(`${key}<<ghadelimiter\n${value}\nghadelimiter\n`)]).toEqual([[key, value]]);
      }),
    );
  });

  test("what stands before a mistake counts", () => {
    const found: unknown[] = [];
    expect(() => {
      for (const pair of keyValues("a=1\nnonsense\nb=2\n")) found.push(pair);
    }).toThrow("Invalid format 'nonsense'");
    expect(found).toEqual([["a", "1"]]);
  });
});

describe("filter patterns", () => {
  test.each([
    ["*", "main", true],
    ["*", "feature/x", false],
    ["**", "feature/x", true],
    ["releases/**", "releases/10/beta", true],
    ["**.js", "src/js/app.js", true],
    ["docs/**/*.md", "docs/a.md", true],
    ["*.jsx?", "page.js", true],
    ["v[12].[0-9]+.[0-9]+", "v1.10.1", true],
    ["v[12].[0-9]+.[0-9]+", "v3.1.1", false],
    ["a.c", "abc", false],
  ])("%s and %s", (pattern, subject, expected) => {
    expect(matchesFilter([pattern], subject)).toBe(expected);
  });

  test("the last pattern that matches decides", () => {
    expect(matchesFilter(["**", "!**/x", "a/x"], "a/x")).toBe(true);
    expect(matchesFilter(["**", "!**/x", "a/x"], "b/x")).toBe(false);
  });
});
