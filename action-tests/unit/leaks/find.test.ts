import { describe, expect, test } from "@jest/globals";
import * as fc from "fast-check";
import { createRedactor } from "../../../shared/action/redaction/redactor.ts";
import { createLeakFinder, findLeaks } from "../../../shared/leaks/find.ts";
import { knownSecrets } from "../../../shared/leaks/known-secrets.ts";
import { rules } from "../../../shared/leaks/rules.ts";
import { innocent, plantedSecrets } from "./planted.ts";

const planted = plantedSecrets();

describe("secrets by their looks", () => {
  test.each(planted.map(([rule, text], index) => [`${rule} ${index}`, rule, text]))("%s", (_, rule, text) => {
    const [leak, ...more] = findLeaks(`# Title\n\nWords before: ${text}\nWords after.\n`);
    expect(leak?.rule).toBe(rule);
    expect(leak?.line).toBeGreaterThanOrEqual(3);
    expect(more).toEqual([]);
  });

  test.each(planted.map(([rule, text], index) => [`${rule} ${index}`, text]))("%s in HTML and in JSON", (_, text) => {
    expect(findLeaks(`<p><code>${text}</code></p>`).length).toBeGreaterThan(0);
    // In JSON a quote is two characters; what has them already is JSON.
    const json = text.includes('"') ? `{ ${text} }` : JSON.stringify({ text: `a\n${text}` });
    expect(findLeaks(json).length).toBeGreaterThan(0);
  });

  test("say nothing of the value", () => {
    for (const [, text, value] of planted) {
      const said = JSON.stringify(findLeaks(text));
      for (let at = 14; at + 8 <= value.length; at += 4) expect(said).not.toContain(value.slice(at, at + 8));
    }
  });

  test.each(innocent)("not: %s", (text) => {
    expect(findLeaks(`Some words, ${text} and more.\n`)).toEqual([]);
  });

  test("are all found in one text, with line and column", () => {
    const lines = planted.filter(([, text]) => !text.includes("\n")).map(([, text]) => `  ${text}`);
    const leaks = findLeaks(lines.join("\n"), { most: 1_000 });
    expect(leaks.map(({ line }) => line)).toEqual(lines.map((_, index) => index + 1));
    expect(findLeaks(`é\r\n  ${planted[0]?.[1]}`)).toMatchObject([{ line: 2, column: 3 }]);
  });

  test("are found wherever a file was cut into pieces", () => {
    const text = `${"words and words\n".repeat(80_000)}${planted.map(([, secret]) => secret).join("\n \n")}\n`;
    const whole = findLeaks(text, { most: 1_000 });
    expect(whole.length).toBeGreaterThanOrEqual(planted.length);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300_000 }), { minLength: 1, maxLength: 8 }), (sizes) => {
        const finder = createLeakFinder({ most: 1_000 });
        const found = [];
        for (let at = 0, turn = 0; at < text.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1_000;
          found.push(...finder.push(text.slice(at, at + size)));
          at += size;
        }
        expect([...found, ...finder.end()]).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  });

  test("have anchors in lower case with which every match begins, and patterns that are sticky", () => {
    for (const { anchors, pattern } of rules) {
      expect(anchors.length).toBeGreaterThan(0);
      for (const anchor of anchors) expect(anchor).toMatch(/^[!-~ ]{2,}$/);
      expect(anchors.join("")).toBe(anchors.join("").toLowerCase());
      expect(pattern.flags.replace("i", "")).toBe("y");
    }
  });
});

describe("a hostile text", () => {
  // Work is counted, not timed: a regular expression that goes astray on one of these takes minutes.
  const pieces = [
    "ghp_",
    "://a:b",
    "-----BEGIN PRIVATE KEY-----abc",
    "password=",
    "eyJ",
    "eyJaaaaaaaaaaa.",
    "curl -u a",
    "sk-",
    '"d":"',
  ];
  const more = [
    "secret: 'aB3",
    `://${"a".repeat(120)}:`,
    "machine a login b password ",
    `${"a".repeat(39)}\n`,
    " ",
    "\\",
    "=",
  ];

  test("takes time in proportion to its length", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces, ...more), { minLength: 1, maxLength: 6 }), (parts) => {
        const text = parts.join("").repeat(Math.ceil(100_000 / parts.join("").length));
        expect(findLeaks(text).length).toBeLessThanOrEqual(50);
      }),
      { numRuns: 60 },
    );
  }, 30_000);

  test("of any characters is survived, whole and in pieces alike", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...pieces, ...planted.map(([, text]) => text))),
        ),
        (parts) => {
          const finder = createLeakFinder();
          const found = parts.flatMap((part) => [...finder.push(part)]);
          expect([...found, ...finder.end()]).toEqual(findLeaks(parts.join("")));
        },
      ),
      { numRuns: 100 },
    );
  });

  test("does not make a list without end", () => {
    expect(findLeaks(`${planted[0]?.[1]}\n`.repeat(5_000))).toHaveLength(50);
  });
});

describe("the job's own secrets", () => {
  const redactor = createRedactor();
  redactor.add("correct horse/battery+staple");
  redactor.add(planted[0]?.[1] ?? "");
  const isKnown = knownSecrets(redactor.redact);

  test.each([
    ["as they are", "correct horse/battery+staple"],
    ["in base64", Buffer.from("correct horse/battery+staple").toString("base64")],
    ["in an address", encodeURIComponent("correct horse/battery+staple")],
    ["over two lines", "correct horse/bat\ntery+staple"],
    ["in the place of a password", "postgres://app:correct%20horse%2Fbattery%2Bstaple@db.acme.io/app"],
  ])("%s", (_, text) => {
    const leaks = findLeaks(`one\ntwo\n${text}\nfour`, { isKnown });
    expect(leaks.map(({ rule }) => rule)).toContain("job-secret");
    expect(leaks.every(({ line }) => line === 3 || line === 4)).toBe(true);
  });

  test("are told from what only looks like one", () => {
    for (const text of innocent) expect(findLeaks(text, { isKnown })).toEqual([]);
    expect(isKnown("Authorization: Bearer abcdefgh12345678")).toBe(false);
    expect(isKnown(planted[0]?.[1] ?? "")).toBe(true);
  });

  test("are found across pieces, each once", () => {
    const text = `${"words\n".repeat(300_000)}correct horse/battery+staple\n${"words\n".repeat(100_000)}`;
    const finder = createLeakFinder({ isKnown });
    const found = [];
    for (let at = 0; at < text.length; at += 65_536) found.push(...finder.push(text.slice(at, at + 65_536)));
    expect([...found, ...finder.end()]).toMatchObject([{ rule: "job-secret", line: 300_001 }]);
  });
});
