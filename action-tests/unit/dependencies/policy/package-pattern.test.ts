import { describe, expect, test } from "@jest/globals";
import { matchesPackage, parsePattern } from "../../../../shared/dependencies/policy/package-pattern.ts";
import type { Ecosystem } from "../../../../shared/dependencies/types.ts";
import { compareNumbers } from "./setting.ts";

const matches = (pattern: string, ecosystem: Ecosystem, name: string, version = "1.0.0"): boolean => {
  const parsed = parsePattern(pattern);
  if (typeof parsed === "string") throw new Error(parsed);
  return matchesPackage(parsed, { ecosystem, name, version }, compareNumbers);
};

describe("a denied package is the one that is named", () => {
  test.each<[string, Ecosystem, string, boolean]>([
    ["pkg:npm/@typescript_eslinter/eslint", "npm", "@typescript_eslinter/eslint", true],
    ["pkg:npm/@typescript_eslinter/eslint", "npm", "eslint", false],
    ["pkg:npm/%40typescript_eslinter/eslint", "npm", "@typescript_eslinter/eslint", true],
    ["pkg:npm/eslint", "npm", "@typescript_eslinter/eslint", false],
    ["pkg:npm/eslint", "npm", "eslint", true],
    ["pkg:npm/eslint", "npm", "eslint-plugin-x", false],
    ["pkg:npm/eslint", "PyPI", "eslint", false],
    ["pkg:npm/eslint-*", "npm", "eslint-plugin-x", true],
    ["pkg:npm/@acme/*", "npm", "@acme/shop", true],
    ["pkg:npm/@acme/*", "npm", "@acme-evil/shop", false],
    ["pkg:npm/@acme/*", "npm", "acme", false],
    ["pkg:npm/*", "npm", "@acme/shop", false],
    ["pkg:npm/**", "npm", "@acme/shop", true],
    ["pkg:npm/*/shop", "npm", "@acme/shop", true],
    ["pkg:golang/github.com/evil/*", "Go", "github.com/evil/tool", true],
    ["pkg:golang/github.com/evil/*", "Go", "github.com/evil/tool/v2", false],
    ["pkg:golang/github.com/evil/**", "Go", "github.com/evil/tool/v2", true],
    ["pkg:pypi/My_Package", "PyPI", "my-package", true],
    ["pkg:pypi/my.package", "PyPI", "My_Package", true],
    ["pkg:composer/Acme/Shop", "Packagist", "acme/shop", true],
    ["pkg:maven/com.acme/shop", "Maven", "com.acme:shop", true],
    ["pkg:maven/com.acme/shop", "Maven", "com.acme.shop", false],
    ["pkg:maven/com.acme/*", "Maven", "com.acme:shop", true],
    ["pkg:maven/com.acme/*", "Maven", "com.acme.web:shop", false],
    ["pkg:maven/com.acme.*/**", "Maven", "com.acme.web:shop", true],
    ["pkg:maven/*", "Maven", "com.acme:shop", false],
    ["pkg:maven/**", "Maven", "com.acme:shop", true],
    ["pkg:maven/com.acme:shop", "Maven", "com.acme:shop", true],
    ["pkg:nuget/Acme.*", "NuGet", "acme.shop", true],
    ["com.acme:*", "Maven", "com.acme:shop", true],
    ["pkg:githubactions/tj-actions/*", "GitHub Actions", "TJ-Actions/changed-files", true],
    ["lodash", "npm", "lodash", true],
    ["lodash", "PyPI", "lodash", true],
    ["@acme/*", "npm", "@acme/shop", true],
    ["pkg:npm/a.c", "npm", "abc", false],
    ["pkg:npm/constructor", "npm", "__proto__", false],
  ])("%s, %s %s: %s", (pattern, ecosystem, name, matched) => {
    expect(matches(pattern, ecosystem, name)).toBe(matched);
  });
});

test.each([
  ["pkg:npm/lodash@4.17.15", "4.17.15", true],
  ["pkg:npm/lodash@4.17.15", "4.17.16", false],
  ["pkg:npm/lodash@<4.17.21", "4.17.15", true],
  ["pkg:npm/lodash@<4.17.21", "4.17.21", false],
  ["pkg:npm/lodash@>=4 <5 || 2.0.0", "2.0.0", true],
  ["pkg:npm/lodash@>=4 <5 || 2.0.0", "5.0.0", false],
  ["pkg:npm/lodash@%3C4.17.21", "4.17.15", true],
  ["pkg:npm/lodash?arch=any@<4.17.21", "9.0.0", true],
])("%s and version %s: %s", (pattern, version, matched) => {
  expect(matches(pattern, "npm", "lodash", version)).toBe(matched);
});

test("a version of a scoped package is its version", () => {
  expect(matches("pkg:npm/@acme/shop@2.0.0", "npm", "@acme/shop", "2.0.0")).toBe(true);
  expect(matches("pkg:npm/@acme/shop@2.0.0", "npm", "@acme/shop", "2.0.1")).toBe(false);
});

test.each(["", " ", "pkg:nmp/lodash", "pkg:npm/", "pkg:npm/a b", "pkg:npm/%", "pkg:npm/lodash@latest", "lodash@"])(
  "`%s` is refused with a reason",
  (pattern) => {
    expect(typeof parsePattern(pattern)).toBe("string");
  },
);

test("a pattern of stars is matched at once", () => {
  expect(matches(`pkg:npm/${"*a".repeat(3)}b`, "npm", "a".repeat(214))).toBe(false);
});
