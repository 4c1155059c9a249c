import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import semver from "semver";
import { isInRange, parseRange, standsIn } from "../../../../shared/dependencies/policy/version-range.ts";
import type { Ecosystem } from "../../../../shared/dependencies/types.ts";
import { compareVersions } from "../../../../shared/dependencies/versions/compare-versions.ts";

const stands = (ecosystem: Ecosystem, version: string | undefined, text: string): boolean | undefined => {
  const range = parseRange(text);
  if (range === undefined) throw new Error(`${text} is no range`);
  return standsIn(range, { ecosystem, version }, compareVersions);
};

describe("a version stands in a range, or not, or nobody can say", () => {
  test.each([
    ["npm", "1.2.3", ">= 1.0.0, < 1.2.4", true],
    ["npm", "1.2.4", ">= 1.0.0, < 1.2.4", false],
    ["npm", "1.2.4-rc.1", "< 1.2.4", true],
    ["npm", "1.3.0", "<= 1.3", true],
    ["npm", "latest", "< 2.0.0", undefined],
    ["npm", undefined, "< 2.0.0", undefined],
    ["npm", "1.0.0", "< 0.5.0 || 1.0.0", true],
    ["PyPI", "2.0.post1", "> 2.0, <= 2.1", true],
    ["Go", "v1.9.0", "< 1.9.1", true],
    ["RubyGems", "7.0.0.rc1", "< 7.0.0", true],
    ["GitHub Actions", "main", "< 2.0.0", undefined],
    // One end that cannot be compared says nothing, and one that is missed says no.
    ["GitHub Actions", "v46", ">= 47.0.0, < 46.0.1", false],
  ] as const)("%s %s, %s", (ecosystem, version, text, verdict) => {
    expect(stands(ecosystem, version, text)).toBe(verdict);
  });

  test("as npm's own library has it, for ranges as advisories write them", () => {
    const number = fc.nat({ max: 3 });
    const version = fc
      .tuple(number, number, number, fc.constantFrom("", "", "-rc.1", "-alpha"))
      .map(([major, minor, patch, pre]) => `${major}.${minor}.${patch}${pre}`);
    const comparator = fc.tuple(fc.constantFrom("<", "<=", ">", ">=", "="), version).map((parts) => parts.join(" "));
    const range = fc.array(comparator, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(version, range, (one, parts) => {
        const theirs = parts.every((part) => semver.satisfies(one, part, { includePrerelease: true }));
        expect(stands("npm", one, parts.join(", "))).toBe(theirs);
      }),
    );
  });

  test("what nobody can say is never accepted", () => {
    const range = parseRange("< 2.0.0");
    expect(isInRange(range, { ecosystem: "npm", version: "latest" }, compareVersions)).toBe(false);
    expect(isInRange(undefined, { ecosystem: "npm", version: "latest" }, compareVersions)).toBe(true);
  });
});
