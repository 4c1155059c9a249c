import { describe, expect, test } from "@jest/globals";
import { advisory, review, rulesOf, type Story } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2026-11-20T12:00:00Z");
const ago = (days: number): string => new Date(NOW - days * DAY).toISOString();

/** What one update of `thing` brings in, beside `more`. */
const update = (more: Partial<Story>) =>
  review({
    base: { "package-lock.json": npmLock({ thing: "1.0.0" }) },
    head: { "package-lock.json": npmLock({ thing: "1.1.0" }) },
    ...more,
  });
const fresh = (more: Partial<Story>) =>
  review({
    base: { "package-lock.json": npmLock({}) },
    head: { "package-lock.json": npmLock({ thing: "1.1.0" }) },
    ...more,
  });

describe("age", () => {
  test("the hours that are left are shown, and the moment", async () => {
    const told = await update({ releases: { "thing@1.1.0": { publishedAt: ago(1 / 8) } } });
    expect(rulesOf(told, "block")).toEqual(["age thing@1.1.0"]);
    expect(told.report.findings[0]).toMatchObject({
      message: "It was published 3 h ago; releases are taken after 3 d: 69 h left.",
      advice: expect.stringContaining("2026-11-23 09:00 UTC"),
    });
  });

  test("waived for what ends a known vulnerability of the version before", async () => {
    const told = await update({
      releases: { "thing@1.1.0": { publishedAt: ago(0.1) } },
      advisories: { "thing@1.0.0": [advisory("GHSA-1")] },
    });
    expect(told.outcome).toBe("clean");
  });

  test("not waived where the problem is still there", async () => {
    const told = await update({
      releases: { "thing@1.1.0": { publishedAt: ago(0.1) } },
      advisories: { "thing@1.0.0": [advisory("GHSA-1")], "thing@1.1.0": [advisory("CVE-1", { aliases: ["GHSA-1"] })] },
    });
    expect(rulesOf(told, "block")).toEqual(["age thing@1.1.0"]);
  });

  test.each([
    ["0", 0.01, "clean"],
    ["2d", 1.9, "blocked"],
    ["2d", 2.1, "clean"],
    ["3d", -1, "blocked"],
  ])("min-age %s, %s days old: %s", async (minAge, days, outcome) => {
    const told = await update({ releases: { "thing@1.1.0": { publishedAt: ago(days) } }, inputs: { minAge } });
    expect(told.outcome).toBe(outcome);
  });
});

describe("trust goes by the time of publication", () => {
  const trusted = { trust: "trusted-publisher", publishedAt: ago(10) } as const;
  test.each([
    ["lost", trusted, { trust: "none", publishedAt: ago(5) }, "blocked"],
    ["weaker", trusted, { trust: "provenance", publishedAt: ago(5) }, "blocked"],
    ["kept", trusted, { trust: "trusted-publisher", publishedAt: ago(5) }, "clean"],
    ["gained", { trust: "none", publishedAt: ago(10) }, trusted, "clean"],
    ["of an older release that was made before the proof", trusted, { trust: "none", publishedAt: ago(20) }, "clean"],
    [
      "long ago",
      { trust: "trusted-publisher", publishedAt: ago(100) },
      { trust: "none", publishedAt: ago(40) },
      "clean",
    ],
    ["not told", trusted, { trust: undefined, publishedAt: ago(5) }, "clean"],
  ] as const)("%s", async (_, before, after, outcome) => {
    const told = await update({ releases: { "thing@1.0.0": before, "thing@1.1.0": after } });
    expect(told.outcome).toBe(outcome);
  });

  test("compared with the release before it, which the repository never had", async () => {
    const told = await update({
      releases: {
        "thing@1.0.0": { trust: "none", publishedAt: ago(500) },
        "thing@1.0.9": { trust: "trusted-publisher", publishedAt: ago(30) },
        "thing@1.1.0": {
          trust: "none",
          publishedAt: ago(5),
          versions: new Map([
            ["1.0.0", ago(500)],
            ["1.0.9", ago(30)],
            ["1.1.0-rc.1", ago(6)],
            ["1.1.0", ago(5)],
          ]),
        },
      },
    });
    expect(rulesOf(told, "block")).toEqual(["trust thing@1.1.0"]);
    expect(told.report.findings[0]?.message).toContain("1.0.9 by a trusted publisher");
  });
});

describe("behaviour", () => {
  test.each<[string, Story["releases"], readonly string[]]>([
    [
      "a script that was there before",
      { "thing@1.0.0": { installScripts: ["install"] }, "thing@1.1.0": { installScripts: ["install"] } },
      [],
    ],
    [
      "a new script",
      { "thing@1.0.0": { installScripts: [] }, "thing@1.1.0": { installScripts: ["install"], publishedAt: ago(9) } },
      ["block install-script"],
    ],
    [
      "a new script that the world has had for long",
      { "thing@1.0.0": { installScripts: [] }, "thing@1.1.0": { installScripts: ["install"] } },
      ["warn install-script"],
    ],
    [
      "another repository",
      {
        "thing@1.0.0": { repository: "git+https://github.com/acme/thing.git" },
        "thing@1.1.0": { repository: "https://github.com/mallory/thing" },
      },
      ["warn repository"],
    ],
    [
      "the same repository, written otherwise",
      {
        "thing@1.0.0": { repository: "git+https://github.com/acme/thing.git" },
        "thing@1.1.0": { repository: "git@github.com:Acme/thing" },
      },
      [],
    ],
    [
      "a maintainer more",
      { "thing@1.0.0": { maintainers: ["a"] }, "thing@1.1.0": { maintainers: ["a", "b"], publishedAt: ago(9) } },
      ["warn maintainer"],
    ],
    [
      "all maintainers others",
      { "thing@1.0.0": { maintainers: ["a"] }, "thing@1.1.0": { maintainers: ["b"], publishedAt: ago(9) } },
      ["block maintainer"],
    ],
    [
      "a maintainer fewer",
      { "thing@1.0.0": { maintainers: ["a", "b"] }, "thing@1.1.0": { maintainers: ["a"], publishedAt: ago(9) } },
      [],
    ],
    ["deprecated", { "thing@1.1.0": { deprecated: "use other" } }, ["warn deprecated"]],
    ["yanked", { "thing@1.1.0": { yanked: true } }, ["block yanked"]],
    [
      "another licence",
      { "thing@1.0.0": { license: "MIT" }, "thing@1.1.0": { license: "BUSL-1.1" } },
      ["warn license-change"],
    ],
    [
      "another checksum than the registry's",
      { "thing@1.1.0": { integrity: `sha512-${"A".repeat(86)}==` } },
      ["block integrity"],
    ],
    ["a checksum of another kind", { "thing@1.1.0": { integrity: "sha1-AAAA" } }, []],
  ])("%s", async (_, releases, expected) => {
    const { report } = await update({ releases: releases ?? {} });
    expect(report.findings.map(({ level, rule }) => `${level} ${rule}`)).toEqual(expected);
  });
});

describe("names", () => {
  test.each([
    ["lodahs", ago(3), ["new-name", "typosquat"]],
    ["react", ago(3), ["new-name"]],
    ["expresss", ago(90), ["typosquat"]],
    ["preact", ago(3_000), []],
    ["cross-env.js", ago(90), []],
    ["crossenv", ago(90), ["typosquat"]],
    ["entirely-different", ago(3), ["new-name"]],
  ])("%s, known since %s: %j", async (name, createdAt, rules) => {
    const { report } = await review({
      base: { "package-lock.json": npmLock({}) },
      head: { "package-lock.json": npmLock({ [name]: "1.0.0" }) },
      releases: { [`${name}@1.0.0`]: { createdAt } },
    });
    expect(report.findings.map(({ rule }) => rule).toSorted()).toEqual(rules);
  });

  test("nearly the name of something that the repository itself uses", async () => {
    const { report } = await review({
      base: { "package-lock.json": npmLock({ "acme-design-system": "1.0.0" }) },
      head: { "package-lock.json": npmLock({ "acme-design-system": "1.0.0", "acme-desing-system": "1.0.0" }) },
      releases: { "acme-desing-system@1.0.0": { createdAt: ago(200) } },
    });
    expect(report.findings.map(({ rule }) => rule)).toEqual(["typosquat"]);
  });

  test.each(["__proto__", "constructor", "hasOwnProperty", "toString"])(
    "a package called %s is a package",
    async (name) => {
      const told = await fresh({
        head: {
          "package-lock.json": npmLock({}).replace(
            '"packages": {',
            `"packages": {\n    ${JSON.stringify(`node_modules/${name}`)}: {"version": "1.0.0", "resolved": "https://evil.example/x.tgz", "integrity": "sha512-x"},`,
          ),
        },
      });
      expect(rulesOf(told, "block")).toContain(`host ${name}@1.0.0`);
    },
  );
});

describe("lock integrity", () => {
  const altered = (entry: object, more: Partial<Story> = {}) =>
    review({
      base: { "package-lock.json": npmLock({ thing: "1.0.0", other: "1.0.0" }) },
      head: { "package-lock.json": npmLock({ thing: { version: "1.0.0", ...entry }, other: "1.0.0" }) },
      ...more,
    });

  test.each<[string, object, readonly string[]]>([
    ["another host", { resolved: "https://evil.example/thing-1.0.0.tgz" }, ["host"]],
    ["http", { resolved: "http://registry.npmjs.org/thing/-/thing-1.0.0.tgz" }, ["insecure"]],
    [
      "a host whose name begins like the registry's",
      { resolved: "https://registry.npmjs.org.evil.example/t.tgz" },
      ["host"],
    ],
    ["another checksum", { integrity: `sha512-${"B".repeat(86)}==` }, ["integrity"]],
    ["no checksum any more", { integrity: undefined }, ["missing-integrity"]],
  ])("the same version with %s", async (_, entry, rules) => {
    const told = await altered(entry);
    expect(told.outcome).toBe("blocked");
    expect([...new Set(told.report.findings.map(({ rule }) => rule))].toSorted()).toEqual(rules);
  });

  test("a host that the base's configuration names is right, one that only the change names is not", async () => {
    const npmrc = { ".npmrc": "registry=https://npm.acme.example/\n" };
    const entry = { resolved: "https://npm.acme.example/thing/-/thing-1.0.0.tgz" };
    const lock = npmLock({ thing: { version: "1.0.0", ...entry }, other: "1.0.0" });
    const before = npmLock({ thing: "1.0.0", other: "1.0.0" });
    const right = await review({
      base: { "package-lock.json": before, ...npmrc },
      head: { "package-lock.json": lock, ...npmrc },
    });
    expect(right.outcome).toBe("clean");
    const wrong = await review({
      base: { "package-lock.json": before },
      head: { "package-lock.json": lock, ...npmrc },
    });
    expect(rulesOf(wrong, "block").map((rule) => rule.split(" ")[0])).toEqual(
      expect.arrayContaining(["host", "registry-change"]),
    );
  });

  test("git and URLs: told when a commit or a checksum fixes them, refused when not", async () => {
    const of = (resolved: string, integrity?: string) =>
      review({
        base: { "package-lock.json": npmLock({}) },
        head: {
          "package-lock.json": npmLock({ thing: { version: "1.0.0", resolved, integrity }, a: "1.0.0", b: "1.0.0" }),
        },
      });
    const git = await of(`git+ssh://git@github.com/acme/thing.git#${"a".repeat(40)}`);
    expect(rulesOf(git)).toEqual(["source thing@1.0.0"]);
    expect(git.outcome).toBe("warned");
  });
});

describe("dependency confusion", () => {
  const lock = npmLock({ "@acme/core": "1.0.0" });
  const scoped = { ".npmrc": "@acme:registry=https://npm.acme.example/\n" };

  test("a name that the rules call private, from the public registry", async () => {
    const config = { ".github/slipway.deps.yml": 'packages:\n  private: ["@acme/*"]\n' };
    const told = await review({
      base: { "package-lock.json": npmLock({}), ...config },
      head: { "package-lock.json": lock, ...config },
    });
    expect(rulesOf(told, "block")).toEqual(["confusion @acme/core@1.0.0"]);
  });

  test("a scope with a registry of its own, from the public one", async () => {
    const told = await review({
      base: { "package-lock.json": npmLock({}), ...scoped },
      head: { "package-lock.json": lock, ...scoped },
    });
    expect(rulesOf(told, "block")).toEqual(expect.arrayContaining(["confusion @acme/core@1.0.0"]));
  });

  test("taking the scope's registry away is a change of where packages come from", async () => {
    const told = await review({ base: { "package-lock.json": lock, ...scoped }, head: { "package-lock.json": lock } });
    expect(rulesOf(told, "block")).toEqual(["registry-change .npmrc"]);
  });
});

test("what the team itself publishes may have a registry that does not answer here; others may not", async () => {
  const config = {
    ".github/slipway.deps.yml": 'packages:\n  private: ["@acme/*"]\n',
    ".npmrc": "@acme:registry=https://npm.acme.example/\n",
  };
  const resolved = "https://npm.acme.example/core.tgz";
  const of = (name: string) =>
    review({
      base: { "package-lock.json": npmLock({}), ...config },
      head: { "package-lock.json": npmLock({ [name]: { version: "1.0.0", resolved } }), ...config },
      registryOutage: () => "401",
    });
  const own = await of("@acme/core");
  expect([own.outcome, own.report.notes]).toEqual([
    "clean",
    [expect.stringContaining("1 packages of the team itself")],
  ]);
  expect((await of("other")).report.notChecked).toHaveLength(1);
});

test("a script that only the lock file knows of counts", async () => {
  const told = await fresh({
    head: { "package-lock.json": npmLock({ thing: { version: "1.1.0", hasInstallScript: true } }) },
    releases: { "thing@1.1.0": { installScripts: [] } },
  });
  expect(rulesOf(told)).toEqual(["install-script thing@1.1.0"]);
});

test("manifest and lock file out of step", async () => {
  const manifest = (dependencies: object): string => JSON.stringify({ name: "shop", dependencies }, null, 2);
  const told = await review({
    base: { "package.json": manifest({ thing: "^1.0.0" }), "package-lock.json": npmLock({ thing: "1.0.0" }) },
    head: {
      "package.json": manifest({ thing: "^2.0.0", extra: "^1.0.0" }),
      "package-lock.json": npmLock({ thing: "1.0.0" }),
    },
  });
  expect(told.report.findings.map(({ rule, package: name, file, line }) => [rule, name, file, line])).toEqual([
    ["out-of-step", "extra", "package.json", 5],
    ["out-of-step", "thing", "package.json", 4],
  ]);
});

describe("actions and images", () => {
  const SHA = "f".repeat(40);
  const workflow = (uses: string): Story["head"] => ({
    ".github/workflows/ci.yml": `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${uses}\n`,
  });
  test.each<[string, string, Story["actions"], readonly string[]]>([
    ["a commit that a branch holds", `evil/thing@${SHA}`, {}, []],
    ["a tag of somebody else", "evil/thing@v1", {}, ["block unpinned-action"]],
    ["a tag that nobody can move", "evil/thing@v1.0.0", { "evil/thing@v1.0.0": { immutable: true } }, []],
    ["a tag of GitHub's", "actions/checkout@v7", {}, ["warn unpinned-action"]],
    [
      "a branch of GitHub's",
      "actions/checkout@main",
      { "actions/checkout@main": { kind: "branch" } },
      ["block unpinned-action"],
    ],
    ["a tag of our own", "acme/thing@v1", {}, []],
    [
      "a signed release that is a commit of its own under its tag",
      `evil/thing@${SHA}`,
      { [`evil/thing@${SHA}`]: { onBranch: false, tags: ["v1.0.0"] } },
      ["warn imposter-commit"],
    ],
    [
      "a commit of a fork",
      `evil/thing@${SHA}`,
      { [`evil/thing@${SHA}`]: { onBranch: false } },
      ["block imposter-commit"],
    ],
    ["nobody's action", `evil/gone@${SHA}`, { [`evil/gone@${SHA}`]: { kind: "missing" } }, ["block missing-action"]],
    ["an old runtime", `evil/thing@${SHA}`, { [`evil/thing@${SHA}`]: { using: "node20" } }, ["warn action-runtime"]],
    [
      "a commit of the attack of March 2025",
      "tj-actions/changed-files@0e58ed8671d6b60d0890c21b07f8835ace038e67",
      {},
      ["block known-bad-action"],
    ],
  ])("%s", async (_, uses, actions, expected) => {
    const { report } = await review({ base: workflow("acme/none@v0"), head: workflow(uses), actions: actions ?? {} });
    expect(report.findings.map(({ level, rule }) => `${level} ${rule}`)).toEqual(expected);
  });

  test("a comment that calls a commit by a version that it is not", async () => {
    const head = workflow(`evil/thing@${SHA} # v2.0.0`);
    const wrong = await review({ base: {}, head, tags: { "evil/thing@v2.0.0": "0".repeat(39).concat("1") } });
    expect(rulesOf(wrong, "block")).toEqual([`moved-tag evil/thing@${SHA}`]);
    const right = await review({ base: {}, head, tags: { "evil/thing@v2.0.0": SHA } });
    expect(right.outcome).toBe("clean");
  });

  test("a base image by tag is told, one by digest is not", async () => {
    const of = (from: string) => review({ base: {}, head: { Dockerfile: `FROM ${from}\n` } });
    expect(rulesOf(await of("node:24-alpine"), "warn").map((rule) => rule.split(" ")[0])).toEqual(["unpinned-image"]);
    expect((await of(`node:24-alpine@sha256:${"a".repeat(64)}`)).outcome).toBe("clean");
  });
});

test("a licence exception is about that licence and no other", async () => {
  const config = (license: string) => ({
    ".github/slipway.deps.yml": `licenses:\n  allow: [MIT]\nexceptions:\n  - package: thing\n    license: ${license}\n    reason: r\n    owner: o\n    until: 2027-01-01\n`,
  });
  const of = (license: string) =>
    fresh({
      base: { "package-lock.json": npmLock({}), ...config(license) },
      head: { "package-lock.json": npmLock({ thing: "1.1.0" }), ...config(license) },
      releases: { "thing@1.1.0": { license: "MPL-2.0" } },
    });
  expect((await of("MPL-2.0")).outcome).toBe("clean");
  expect((await of("ISC")).outcome).toBe("blocked");
});
