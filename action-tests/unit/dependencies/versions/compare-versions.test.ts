import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Ecosystem } from "../../../../shared/dependencies/types.ts";
import { compareVersions, isPrerelease } from "../../../../shared/dependencies/versions/compare-versions.ts";

/** Each list is in its ecosystem's order, every version after all before it. */
const ORDERS: readonly (readonly [Ecosystem, readonly string[]])[] = [
  [
    "npm",
    [
      "0.0.0-9",
      "1.0.0-alpha",
      "1.0.0-alpha.1",
      "1.0.0-alpha.beta",
      "1.0.0-beta.2",
      "1.0.0-beta.11",
      "1.0.0-rc.1",
      "1.0.0",
      "1.2.0",
      "1.10.0",
      "10.0.0",
    ],
  ],
  ["crates.io", ["0.1.0-alpha.1", "0.1.0", "0.9.9", "0.10.0", "1.0.0"]],
  [
    "Go",
    [
      "v0.0.0-20180228061459-e0a39a4cb421",
      "v0.0.0-20230905200255-921286631fa9",
      "v1.0.0-rc1",
      "v1.0.0",
      "v1.0.1-0.20200101000000-0123456789ab",
      "v1.0.1",
      "v2.0.0+incompatible",
      "v10.0.0",
    ],
  ],
  [
    "PyPI",
    [
      "1.0.dev1",
      "1.0a1.dev1",
      "1.0a1",
      "1.0b2",
      "1.0rc1",
      "1.0",
      "1.0+local",
      "1.0.post1",
      "1.1",
      "1.10",
      "2013.10",
      "1!0.1",
    ],
  ],
  ["RubyGems", ["1.0.0.a", "1.0.0.a1", "1.0.0.b", "1.0.0.pre", "1.0.0.rc1", "1.0.0", "1.0.1", "1.9", "1.10"]],
  [
    "Packagist",
    [
      "1.0.0-dev",
      "1.0.0-alpha1",
      "v1.0.0-beta2",
      "1.0.0-beta10",
      "1.0.0-RC1",
      "v1.0.0",
      "1.0.0-patch1",
      "1.0.1",
      "1.10",
      "2.0",
    ],
  ],
  [
    "Maven",
    [
      "1.0-alpha-1",
      "1.0-beta-2",
      "1.0-M3",
      "1.0-rc1",
      "1.0-SNAPSHOT",
      "1.0",
      "1.0-sp-1",
      "1.0-jre",
      "1.0-1",
      "1.0.1",
      "1.9",
      "1.10",
      "20040616",
    ],
  ],
  [
    "NuGet",
    [
      "1.0.0-1",
      "1.0.0-alpha",
      "1.0.0-alpha.2",
      "1.0.0-Alpha.10",
      "1.0.0-beta",
      "1.0.0-beta2",
      "1.0.0",
      "1.0.0.1",
      "1.0.1",
      "1.10",
      "2.0.0-rc.1",
      "2.0",
    ],
  ],
  ["GitHub Actions", ["v1.0.0", "v1.2.0", "1.10.0", "v2.0.0"]],
  ["Docker", ["3.9-slim", "3.10-slim", "4.0-slim"]],
];

describe.each(ORDERS)("%s", (ecosystem, versions) => {
  test("has its own order", () => {
    for (const [left, one] of versions.entries()) {
      for (const [right, other] of versions.entries()) {
        expect([one, other, Math.sign(compareVersions(ecosystem, one, other) ?? Number.NaN)]).toEqual([
          one,
          other,
          Math.sign(left - right),
        ]);
      }
    }
  });

  test("orders whatever text two ways alike, and never throws", () => {
    const version = fc.oneof(
      fc.constantFrom(...versions),
      fc.stringMatching(/^v?\d{1,3}(\.\d{1,3}){0,3}([-.+]?[a-z]{1,5}\.?\d?)?$/),
      fc.string(),
    );
    fc.assert(
      fc.property(version, version, (one, other) => {
        const there = compareVersions(ecosystem, one, other);
        const back = compareVersions(ecosystem, other, one);
        expect(Math.sign(there ?? 9)).toBe(there === undefined ? 1 : -Math.sign(back ?? 9) + 0);
      }),
    );
  });
});

test.each<[Ecosystem, string, string]>([
  ["PyPI", "1.0", "1.0.0"],
  ["RubyGems", "1.0", "1.0.0"],
  ["RubyGems", "1.0-1", "1.0.pre.1"],
  ["Packagist", "v1.0", "1.0.0.0"],
  ["npm", "1.0.0+a", "1.0.0+b"],
  ["Go", "v2.0.0+incompatible", "2.0.0"],
  ["PyPI", "1.0-alpha.1", "1.0a1"],
  ["NuGet", "1.0", "1.0.0.0"],
  ["NuGet", "1.0.0-RC+a", "1.0.0-rc+b"],
  ["Maven", "1.0.0.Final", "1"],
  ["Maven", "1.0-CR1", "1.0.0-rc-1"],
])("%s takes %s and %s for the same", (ecosystem, one, other) => {
  expect(compareVersions(ecosystem, one, other)).toBe(0);
});

test.each<[Ecosystem, string, string]>([
  ["GitHub Actions", "v4", "v4.1.0"],
  ["GitHub Actions", "main", "v4"],
  ["GitHub Actions", "0123456789012345678901234567890123456789", "v4"],
  ["Docker", "3.9", "3.9.1"],
  ["Docker", "3.9-slim", "3.10-alpine"],
  ["Docker", "latest", "1"],
  ["Packagist", "dev-main", "1.0.0"],
  ["PyPI", "someday", "1.0"],
  ["npm", "latest", "1.0.0"],
])("%s has no order of %s and %s", (ecosystem, one, other) => {
  expect(compareVersions(ecosystem, one, other)).toBeUndefined();
});

test.each<[Ecosystem, string, boolean]>([
  ["npm", "1.0.0-rc.1", true],
  ["npm", "1.0.0", false],
  ["PyPI", "1.0rc1", true],
  ["PyPI", "1.0.dev3", true],
  ["PyPI", "1.0.post1", false],
  ["PyPI", "1.0", false],
  ["RubyGems", "1.0.pre", true],
  ["RubyGems", "1.0", false],
  ["Packagist", "1.0-RC1", true],
  ["Packagist", "1.0-p1", false],
  ["Go", "v0.0.0-20230905200255-921286631fa9", true],
  ["Go", "v1.2", false],
])("%s: %s is a pre-release: %s", (ecosystem, version, expected) => {
  expect(isPrerelease(ecosystem, version)).toBe(expected);
});

test("versions that are made to take for ever are none", () => {
  const long = `1.0alpha${"1".repeat(200)}x`;
  for (const [ecosystem] of ORDERS) {
    expect(compareVersions(ecosystem, `1.${"0".repeat(100_000)}`, "1.0.0")).toBeUndefined();
    expect(() => compareVersions(ecosystem, long, long.replace("x", "y"))).not.toThrow();
  }
});
