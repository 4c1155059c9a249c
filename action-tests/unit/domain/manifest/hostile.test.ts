import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Failure } from "../../../../shared/action/failure.ts";
import { parseManifest } from "../../../../shared/domain/manifest/parse.ts";
import { readSource } from "../../../../shared/domain/manifest/source.ts";
import { BASE, edit, FILE, VARS } from "./base.ts";

const parse = (text: string) => parseManifest(text, { file: FILE, vars: VARS });
const failureOf = (text: string): Failure => {
  try {
    parse(text);
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown;
    throw thrown;
  }
  throw new Error("nothing is wrong");
};

const bomb = (): string => {
  const names = "abcdefghi".split("");
  const rows = names
    .slice(1)
    .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${names[index]}`).join(",")}]`);
  return `a: &a [x,x,x,x,x,x,x,x,x]\n${rows.join("\n")}\n`;
};

const hostile: readonly (readonly [string, string])[] = [
  ["an alias bomb", bomb()],
  ["an alias of itself", "a: &a [*a]\n"],
  ["twenty thousand brackets", "[".repeat(20_000)],
  ["twenty thousand braces", "{a: ".repeat(15_000)],
  ["twenty thousand dashes", "- ".repeat(20_000)],
  ["twenty thousand question marks", "? ".repeat(20_000)],
  ["a staircase", Array.from({ length: 300 }, (_, index) => `${" ".repeat(index)}a:`).join("\n")],
  ["a long line of blanks", `${" ".repeat(60_000)}a: 1`],
  ["twelve thousand keys", Array.from({ length: 7000 }, (_, index) => `k${index}: 1`).join("\n")],
  ["one key ten thousand times", "a: 1\n".repeat(7000)],
  ["thirty thousand anchors", "&a ".repeat(15_000)],
  ["thirty thousand tags", "!a ".repeat(15_000)],
  ["nested maps on one line", "a: ".repeat(15_000)],
  ["a file of a megabyte", "x".repeat(1_000_000)],
  ["a quote without end", `'${"a\n".repeat(20_000)}`],
];

test.each(hostile)("%s ends in one message", (_, text) => {
  const failure = failureOf(text);
  expect(failure.message).toMatch(/^\.github\/slipway\.yml:\d+:\d+: [^\n]+$/);
});

test("a hostile key pollutes nothing", () => {
  failureOf('{"__proto__": {"admin": true}, "constructor": {"prototype": {"admin": true}}}');
  expect("admin" in {}).toBe(false);
});

test("a byte order mark and Windows line ends do no harm", () => {
  expect(parse(`\uFEFF${BASE.replaceAll("\n", "\r\n")}`)).toEqual(parse(BASE));
  expect(failureOf(`\uFEFF${edit("kind: web", "kind: wbe").replaceAll("\n", "\r\n")}`).message).toContain(":5:11:");
});

test("Norway is a name like any other", () => {
  const { environments, services } = parse(BASE.replaceAll("staging", "no"));
  expect(environments.map(({ name }) => name)).toEqual(["no", "production"]);
  expect(services[0]?.ids).toEqual({ no: "srv-aaa", production: "srv-bbb" });
});

test("anchors serve those who repeat themselves", () => {
  const shared = edit("      - path: /healthz\n", "      - &health\n        path: /healthz\n").replace(
    "    kind: worker\n",
    "    kind: web\n    checks: [*health]\n",
  );
  const { services } = parse(shared);
  expect(services[1]?.checks).toEqual(services[0]?.checks);
});

test("a mistake behind an anchor is shown where it stands", () => {
  expect(
    failureOf(edit("kind: web", "kind: &kind wbe").replace("kind: worker", "kind: *kind")).message.split("\n"),
  ).toEqual([expect.stringContaining(":5:17:"), expect.stringContaining(":5:17:")]);
});

test("whatever text it is given, it returns a manifest or one Failure with places", () => {
  const token = fc.constantFrom(
    "services:",
    "api:",
    " ",
    "  ",
    "\n",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ": ",
    "&a ",
    "*a",
    "!t ",
    "? ",
    "'",
    '"',
    "|",
    "#",
    "\t",
    "version: 1",
    "${X}",
    "<<: ",
    "...",
    "---",
    "%",
    "@",
    "~",
    "1",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(token, { maxLength: 40 }).map((parts) => parts.join("")),
        fc.string({ unit: "binary", maxLength: 60 }),
      ),
      (text) => {
        const failure = failureOf(text);
        expect(failure.code).toBe("SLIP-MANIFEST-INVALID");
        expect(failure.message).toMatch(/^\.github\/slipway\.yml:\d+:\d+: /);
      },
    ),
    { numRuns: 200 },
  );
});

test("any single edit of a right manifest leads to a manifest or to messages that point into it", () => {
  const height = BASE.split("\n").length + 1;
  fc.assert(
    fc.property(fc.nat(BASE.length - 1), fc.nat(3), fc.string({ maxLength: 3 }), (at, drop, insert) => {
      const { problems } = readSource(BASE.slice(0, at) + insert + BASE.slice(at + drop), VARS);
      expect(problems.every(({ line, column }) => line >= 1 && line <= height && column >= 1)).toBe(true);
    }),
    { numRuns: 200 },
  );
});
