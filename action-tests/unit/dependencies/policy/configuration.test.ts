import { describe, expect, test } from "@jest/globals";
import { Failure } from "../../../../shared/action/failure.ts";
import { readPolicy } from "../../../../shared/dependencies/policy/configuration.ts";

const FILE = ".github/slipway.deps.yml";
const problems = (text: string): string[] => {
  try {
    readPolicy(text, FILE);
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.code === "SLIP-DEPS-CONFIG") return thrown.message.split("\n");
    throw thrown;
  }
  return [];
};

const DAY = 86_400;

test("everything that a file can say", () => {
  const policy = readPolicy(
    `version: 1
severity:
  runtime: low
  development: critical
licenses:
  allow: [MIT, Apache-2.0 WITH LLVM-exception]
  deny: [GPL-3.0-only]
  unknown: block
packages:
  deny: ["pkg:npm/event-stream", "pkg:npm/@evil/*"]
  private: ["@acme/*"]
hosts: [NPM.acme.com]
min-age: 36h
min-name-age: 0
trust-for: 2w
rules:
  maintainer: off
  deprecated: block
stale-exceptions: block
exceptions:
  - package: pkg:npm/lodash
    advisory: ghsa-aaaa-bbbb-cccc
    rule: vulnerability
    versions: "<4.17.21"
    license: MIT
    reason: Only used in a script
    owner: "@ada"
    until: 2026-12-31
`,
    FILE,
  );
  expect(policy).toMatchObject({
    severity: { runtime: "low", development: "critical" },
    licenses: { allow: ["MIT", "Apache-2.0 WITH LLVM-exception"], deny: ["GPL-3.0-only"] },
    hosts: ["npm.acme.com"],
    minAge: 1.5 * DAY,
    minNameAge: 0,
    trustFor: 14 * DAY,
    stale: "block",
  });
  expect(policy.levels).toMatchObject({
    maintainer: "off",
    deprecated: "block",
    "unknown-license": "block",
    age: "block",
  });
  expect(policy.denied.map(({ text }) => text)).toEqual(["pkg:npm/event-stream", "pkg:npm/@evil/*"]);
  expect(policy.exceptions).toEqual([
    expect.objectContaining({
      advisories: ["GHSA-AAAA-BBBB-CCCC"],
      rules: ["vulnerability"],
      license: "MIT",
      owner: "@ada",
      until: "2026-12-31",
      line: 21,
    }),
  ]);
});

test.each([[undefined], [""], ["# nothing yet\n"]])("without a file, or with %j, the defaults hold", (text) => {
  expect(readPolicy(text, FILE)).toMatchObject({
    severity: { runtime: "moderate", development: "high" },
    minAge: 3 * DAY,
    exceptions: [],
  });
});

describe("what is wrong is told with line and column", () => {
  const rest = "\n    reason: r\n    owner: o\n    until: 2026-12-31";
  test.each<[string, string, readonly RegExp[]]>([
    ["a key that nobody knows", "severty: low", [/:1:1: `severty` is no key.*`severity`/]],
    ["a word that is none of the list", "severity: medium", [/:1:11: .*severity/]],
    ["a rule that is none", "rules:\n  agee: off", [/:2:\d+: .*agee.*`age`/]],
    ["malware switched off", "rules:\n  malware: warn", [/:2:12: `rules.malware` cannot be changed/]],
    [
      "licences in one entry",
      "licenses:\n  deny: [MIT OR ISC]",
      [/:2:10: `licenses.deny\[0\]` is not one SPDX licence/],
    ],
    ["a package type that is none", 'packages:\n  deny: ["pkg:nmp/x"]', [/:2:10: .*`nmp` is no package type/]],
    [
      "a range that is none",
      `exceptions:\n  - package: x\n    versions: latest${rest}`,
      [/:3:15: .*is no version range/],
    ],
    [
      "a day that is none",
      "exceptions:\n  - package: x\n    reason: r\n    owner: o\n    until: 2026-02-31",
      [/:5:12: .*must be a day/],
    ],
    ["an exception of nothing", `exceptions:\n  - rule: age${rest}`, [/:2:5: .*neither a `package` nor an `advisory`/]],
    [
      "everything that an exception has to have",
      "exceptions:\n  - package: x",
      [/`exceptions\[0\].reason` is missing/, /owner` is missing/, /until` is missing/],
    ],
    ["an alias", "hosts: &a [x.y]\nrules: *a", [/:2:8: aliases and tags/]],
    ["YAML that is none", "rules: [", [/:1:\d+: this is not valid YAML/]],
    ["a list in place of a map", "- a", [/:1:1: the file/]],
    ["a duration that is none", "min-age: soon", [/:1:10: .*must be a duration/]],
    ["nesting without end", "[".repeat(100_000), [/nested too deeply/]],
  ])("%s", (_, text, expected) => {
    const found = problems(text);
    expect(found).toHaveLength(expected.length);
    for (const one of expected) expect(found.join("\n")).toMatch(one);
    expect(found.every((line) => line.startsWith(`${FILE}:`))).toBe(true);
  });

  test("all problems at once, twenty at most", () => {
    const found = problems(`hosts: [${"'/', ".repeat(30)}]`);
    expect(found).toHaveLength(21);
    expect(found.at(-1)).toBe("… and 10 more");
  });
});
