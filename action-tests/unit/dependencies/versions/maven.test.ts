import { execFileSync } from "node:child_process";
import { globSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { exactMaven } from "../../../../shared/dependencies/versions/exact-maven.ts";
import { satisfiesMaven } from "../../../../shared/dependencies/versions/interval.ts";
import { compareMaven, isMavenPrerelease } from "../../../../shared/dependencies/versions/maven.ts";
import { installed } from "../../../tools/installed.ts";

interface Recorded {
  readonly by: string;
  /** Each version with its order to the one after it, as `<`, `>` or `==`. */
  readonly order: readonly (readonly [version: string, sign: string])[];
  readonly ranges: readonly (readonly [version: string, range: string, isIn: boolean])[];
}

const recorded = JSON.parse(readFileSync(join(import.meta.dirname, "maven.json"), "utf8")) as Recorded;

const sign = (one: string, other: string): string => {
  const order = compareMaven(one, other);
  return order === undefined ? "?" : order < 0 ? "<" : order > 0 ? ">" : "==";
};

test("orders versions as Maven did when it was asked", () => {
  const wrong = recorded.order.slice(0, -1).flatMap(([version, theirs], index) => {
    const next = recorded.order[index + 1]?.[0] ?? "";
    return sign(version, next) === theirs ? [] : [`${version} ${theirs} ${next}`];
  });
  expect(wrong).toEqual([]);
  expect(new Set(recorded.order.map(([, theirs]) => theirs))).toEqual(new Set(["<", ">", "=="]));
});

test("takes ranges as Maven did when it was asked", () => {
  expect(recorded.ranges.filter(([version, range, isIn]) => satisfiesMaven(version, range) !== isIn)).toEqual([]);
  expect(recorded.ranges.length).toBeGreaterThan(100);
});

const WORDS =
  "alpha beta m a b rc cr snapshot SNAPSHOT ga final RELEASE sp x jre android milestone pre 0 1 00 01 10 2 20040616 99999999999999999999".split(
    " ",
  );
const version = fc
  .array(fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(".", "-", "", "_", "+")), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.flat().join(""));

const [java, mvn] = [installed("java"), installed("mvn")];
const folder = mvn === undefined ? "" : join(dirname(dirname(realpathSync(mvn))), "lib");
const jars = folder === "" ? [] : globSync(join(folder, "maven-artifact*.jar"));
// oxlint-disable jest/no-standalone-expect -- it is in a test, where there is a tool
(java === undefined || jars.length === 0 ? test.skip : test)(
  "orders versions as Maven that is installed here does",
  () => {
    const versions = fc.sample(version, 3_000);
    const args = ["-cp", join(folder, "*"), "org.apache.maven.artifact.versioning.ComparableVersion", ...versions];
    const answer = execFileSync(java ?? "", args, { encoding: "utf8", timeout: 60_000, maxBuffer: 64 * 1024 * 1024 });
    const theirs = answer.split("\n").flatMap((line) => / (<|>|==) /.exec(/^ {3}\S/.test(line) ? line : "")?.[1] ?? []);
    const wrong = theirs.flatMap((order, index) => {
      const [one = "", other = ""] = [versions[index], versions[index + 1]];
      return sign(one, other) === order ? [] : [`${one} ${order} ${other}`];
    });
    expect(wrong).toEqual([]);
    expect(theirs).toHaveLength(versions.length - 1);
  },
);

test("says the same of two versions from both sides", () => {
  fc.assert(
    fc.property(version, version, (one, other) => {
      const order = (left: string, right: string): number => Math.sign(compareMaven(left, right) ?? Number.NaN);
      expect(order(one, other)).toBe(-order(other, one) + 0);
      expect(order(one, one)).toBe(0);
    }),
  );
});

describe("ranges", () => {
  test.each<[string, string, boolean | undefined]>([
    ["1.5", "[1.0,2.0)", true],
    ["2.0", "[1.0,2.0)", false],
    ["2.0-rc1", "[1.0,2.0)", true],
    ["3.1", "(,1.0],[3.0,)", true],
    ["2.0", "(,1.0],[3.0,)", false],
    ["1.0", "[1.0]", true],
    ["9", "1.0", true],
    ["1.0", "[1.0", undefined],
    ["1.0", "[1,2,3]", undefined],
    ["1.0", "[]", undefined],
  ])("%s in %s: %s", (one, range, expected) => {
    expect(satisfiesMaven(one, range)).toBe(expected);
  });

  test("one version alone is that version", () => {
    expect(["[1.2]", "[1.2,1.2]", "[1,2)", "1.2"].map(exactMaven)).toEqual(["1.2", undefined, undefined, undefined]);
  });
});

test.each<[string, boolean]>([
  ["1.0-SNAPSHOT", true],
  ["2.0.0-M1", true],
  ["1.0-rc-2", true],
  ["1.0.CR1", true],
  ["4.0.0-beta.3", true],
  ["3.0.0-ea", true],
  ["31.1-jre", false],
  ["4.1.97.Final", false],
  ["1.0-GA", false],
  ["2.0.1.RELEASE", false],
  ["42.6.0", false],
  ["1.0-b", false],
])("%s is a pre-release: %s", (one, expected) => {
  expect(isMavenPrerelease(one)).toBe(expected);
});
