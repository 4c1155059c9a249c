import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Ecosystem } from "../../../../shared/dependencies/types.ts";
import { type Affected, isAffected } from "../../../../shared/dependencies/versions/affected.ts";

const range = (...events: Affected["ranges"][number]["events"]): Affected => ({
  versions: [],
  ranges: [{ type: "ECOSYSTEM", events }],
});

test.each<[string, Ecosystem, string, Affected, boolean | undefined]>([
  ["before", "npm", "1.0.0", range({ introduced: "1.1.0" }, { fixed: "1.2.0" }), false],
  ["at the beginning", "npm", "1.1.0", range({ introduced: "1.1.0" }, { fixed: "1.2.0" }), true],
  ["at the end", "npm", "1.2.0", range({ introduced: "1.1.0" }, { fixed: "1.2.0" }), false],
  ["a pre-release of the fix", "npm", "1.2.0-rc.1", range({ introduced: "0" }, { fixed: "1.2.0" }), true],
  ["from the very beginning", "PyPI", "0.0.1", range({ introduced: "0" }), true],
  ["the last affected one", "PyPI", "2.0", range({ introduced: "0" }, { last_affected: "2.0.0" }), true],
  ["behind the last affected one", "PyPI", "2.0.post1", range({ introduced: "0" }, { last_affected: "2.0.0" }), false],
  ["the only affected one", "npm", "1.14.1", range({ introduced: "1.14.1" }, { last_affected: "1.14.1" }), true],
  [
    "next to the only affected one",
    "npm",
    "1.14.2",
    range({ last_affected: "1.14.1" }, { introduced: "1.14.1" }),
    false,
  ],
  [
    "in the second of two ranges",
    "npm",
    "2.1.0",
    range({ introduced: "0" }, { fixed: "1.5.0" }, { introduced: "2.0.0" }, { fixed: "2.2.0" }),
    true,
  ],
  [
    "between two ranges",
    "npm",
    "1.6.0",
    range({ introduced: "2.0.0" }, { fixed: "2.2.0" }, { introduced: "0" }, { fixed: "1.5.0" }),
    false,
  ],
  ["below the limit", "Go", "v1.9.0", range({ introduced: "0" }, { limit: "2.0.0" }), true],
  ["above the limit", "Go", "v2.0.0", range({ introduced: "0" }, { limit: "2.0.0" }), false],
  ["without any limit", "Go", "v2.0.0", range({ introduced: "0" }, { limit: "*" }), true],
  [
    "a pseudo-version before the fix",
    "Go",
    "v0.0.0-20200101000000-0123456789ab",
    range({ introduced: "0" }, { fixed: "0.0.0-20210101000000-0123456789ab" }),
    true,
  ],
  ["in the list, spelt otherwise", "PyPI", "1.0.0", { versions: ["1.0"], ranges: [] }, true],
  ["not in the list", "PyPI", "1.0.1", { versions: ["1.0"], ranges: [] }, false],
  [
    "a range of commits only",
    "npm",
    "1.0.0",
    { versions: [], ranges: [{ type: "GIT", events: [{ introduced: "0" }] }] },
    undefined,
  ],
  [
    "a commit of an action",
    "GitHub Actions",
    "a".repeat(40),
    range({ introduced: "0" }, { fixed: "46.0.1" }),
    undefined,
  ],
  ["a moving tag below the fix", "GitHub Actions", "v45", range({ introduced: "0" }, { fixed: "46.0.1" }), true],
  ["a moving tag at the fix", "GitHub Actions", "v46", range({ introduced: "0" }, { fixed: "46.0.1" }), undefined],
])("%s", (_, ecosystem, version, affected, expected) => {
  expect(isAffected(ecosystem, version, [affected])).toBe(expected);
});

test("any of several records is enough, and what cannot be decided is not clean", () => {
  const git: Affected = { versions: [], ranges: [{ type: "GIT", events: [{ introduced: "0" }] }] };
  expect(isAffected("npm", "1.0.0", [git, range({ introduced: "0" })])).toBe(true);
  expect(isAffected("npm", "1.0.0", [git, range({ introduced: "2.0.0" })])).toBeUndefined();
  expect(isAffected("npm", "1.0.0", [])).toBe(false);
});

test("the order in which events are written means nothing", () => {
  const versions = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(versions, fc.integer({ min: 0, max: 31 }), fc.infiniteStream(fc.nat()), (bounds, at, random) => {
      const sorted = [...new Set(bounds)].toSorted((a, b) => a - b).map((bound) => `${bound}.0.0`);
      const events = sorted.map((bound, index) => (index % 2 === 0 ? { introduced: bound } : { fixed: bound }));
      const shuffled = events
        .map((event) => [random.next().value ?? 0, event] as const)
        .toSorted((a, b) => a[0] - b[0])
        .map(([, event]) => event);
      const expected = sorted.filter((bound) => Number.parseInt(bound, 10) <= at).length % 2 === 1;
      expect(isAffected("npm", `${at}.0.0`, [range(...events)])).toBe(expected);
      expect(isAffected("npm", `${at}.0.0`, [range(...shuffled)])).toBe(expected);
    }),
  );
});
