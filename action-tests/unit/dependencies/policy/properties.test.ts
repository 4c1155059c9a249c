import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Failure } from "../../../../shared/action/failure.ts";
import { readPolicy } from "../../../../shared/dependencies/policy/configuration.ts";
import { judgeLicense } from "../../../../shared/dependencies/policy/license-verdict.ts";
import { matchesPackage, parsePattern } from "../../../../shared/dependencies/policy/package-pattern.ts";
import { compareNumbers } from "./setting.ts";

type Tree = string | readonly [Tree, "AND" | "OR", Tree];
const LEAVES = ["MIT", "ISC", "Apache-2.0", "GPL-3.0-only", "AGPL-3.0-only", "MPL-2.0"] as const;

const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; pair: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie("leaf"), tie("pair")),
  leaf: fc.constantFrom<Tree>(...LEAVES),
  pair: fc.tuple(tie("tree"), fc.constantFrom("AND" as const, "OR" as const), tie("tree")),
}));

const written = (one: Tree): string =>
  typeof one === "string" ? one : `(${written(one[0])} ${one[1]} ${written(one[2])})`;

/** What the words mean, said once more without any of the code that is tested. */
const accepts = (one: Tree, isFine: (leaf: string) => boolean): boolean => {
  if (typeof one === "string") return isFine(one);
  const [left, right] = [accepts(one[0], isFine), accepts(one[2], isFine)];
  return one[1] === "AND" ? left && right : left || right;
};

test("an expression is accepted just when its words say so", () => {
  fc.assert(
    fc.property(tree, fc.subarray([...LEAVES]), fc.subarray([...LEAVES]), (one, allow, deny) => {
      const isFine = (leaf: string) =>
        !deny.some((other) => other === leaf) && (allow.length === 0 || allow.some((other) => other === leaf));
      const { verdict, because } = judgeLicense(written(one), { allow, deny });
      expect(verdict).toBe(accepts(one, isFine) ? "accepted" : "refused");
      expect(because.length).toBeGreaterThan(0);
    }),
  );
});

test("no text is too odd to be judged, and what nobody understands is never accepted", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 200, unit: "binary" }), (text) => {
      const { verdict } = judgeLicense(text, { allow: ["MIT"], deny: [] });
      expect(verdict === "accepted" && !/mit|expat/i.test(text)).toBe(false);
    }),
  );
});

test("a name without stars means itself and nothing else", () => {
  const name = fc.stringMatching(/^(?:@[a-z0-9][a-z0-9-]{0,8}\/)?[a-z0-9][a-z0-9._-]{0,12}$/);
  fc.assert(
    fc.property(name, name, (one, other) => {
      const pattern = parsePattern(`pkg:npm/${one}`);
      if (typeof pattern === "string") throw new Error(pattern);
      const matches = (wanted: string) =>
        matchesPackage(pattern, { ecosystem: "npm", name: wanted, version: "1.0.0" }, compareNumbers);
      expect([matches(one), matches(other)]).toEqual([true, one === other]);
    }),
  );
});

/** What is said about a text: nothing, or the code and the place. */
const said = (text: string): string => {
  try {
    readPolicy(text, "deps.yml");
    return "";
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown;
    return `${thrown.code} ${thrown.message}`;
  }
};

test("no file of rules ends in anything but rules or an error that says where", () => {
  const word = fc.constantFrom(
    ..."exceptions|rules|- |: |\n|  |[|]|{|}|&a|*a|!!x|'|age|off|package|x|__proto__".split("|"),
  );
  const texts = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word, { maxLength: 30 }).map((words) => words.join("")),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(said(text)).toMatch(/^$|^SLIP-DEPS-CONFIG deps\.yml:\d+:\d+: /);
    }),
    { numRuns: 500 },
  );
});
