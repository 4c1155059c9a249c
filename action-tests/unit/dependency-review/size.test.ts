import { expect, test } from "@jest/globals";
import { readPolicy } from "../../../shared/dependencies/policy/configuration.ts";
import { review, rulesOf, type Story } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

const MB = 1_000_000;
const story = (config: string, more: Partial<Story> = {}): Story => ({
  base: { "package-lock.json": npmLock({ grows: "1.0.0", gone: "1.0.0" }), ".github/slipway.deps.yml": config },
  head: {
    "package-lock.json": npmLock({ grows: "1.1.0", large: "1.0.0", silent: "1.0.0" }),
    ".github/slipway.deps.yml": config,
  },
  releases: {
    "grows@1.0.0": { size: 2 * MB },
    "grows@1.1.0": { size: 3 * MB },
    "gone@1.0.0": { size: 1.5 * MB },
    "large@1.0.0": { size: 9 * MB },
  },
  ...more,
});

test("says what comes in and goes away, as far as the registry tells, and judges nothing unless asked to", async () => {
  const told = await review(story(""));
  expect(rulesOf(told)).toEqual([]);
  expect(told.summary).toContain("adds 12.0 MB (2 of 3 packages), takes away 3.5 MB");
  expect(told.summary).toMatch(
    /Size of what comes in[\s\S]*large 1\.0\.0[\s\S]*9\.0 MB[\s\S]*grows 1\.1\.0[\s\S]*2\.0 MB/,
  );
  expect(told.report).toMatchObject({
    size: {
      growth: 8.5 * MB,
      added: { bytes: 12 * MB, known: 2, of: 3 },
      removed: { bytes: 3.5 * MB, known: 2, of: 2 },
    },
  });
});

test.each([
  ["size: { max-growth: 5MB }", "warn"],
  ["size: { max-growth: 5MB }\nrules: { size: block }", "block"],
] as const)("%j: what is too large in all is %s", async (config, level) => {
  const told = await review(story(config));
  expect(rulesOf(told, level)).toEqual(["size large@1.0.0"]);
  expect(told.report.findings[0]?.message).toBe(
    "The change adds 8.5 MB in all, and 5.0 MB are allowed. Largest: large 1.0.0 9.0 MB, grows 1.1.0 3.0 MB.",
  );
});

test("what is within the limit, or was past it before, is nothing to say", async () => {
  expect(rulesOf(await review(story("size: { max-growth: 8.5MB, max-package: 9MB }")))).toEqual([]);
  expect(rulesOf(await review(story("size: { max-package: 1MB }")))).toEqual(["size large@1.0.0"]);
  expect(rulesOf(await review(story("size: { max-package: 2MB }")))).toEqual(["size grows@1.1.0", "size large@1.0.0"]);
});

test("an update whose former size nobody tells does not count as all new", async () => {
  const told = await review(story("size: { max-growth: 1MB }", { releases: { "grows@1.1.0": { size: 30 * MB } } }));
  expect(rulesOf(told)).toEqual([]);
  expect(told.report).toMatchObject({ size: { growth: 0 } });
});

test("what goes away is asked about for its size alone: nobody answering for it leaves the change checked", async () => {
  const told = await review(
    story("", { registryOutage: (name) => (name === "gone" ? "the registry is down" : undefined) }),
  );
  expect(told.outcome).toBe("clean");
  expect(told.report.notChecked).toEqual([]);
  expect(told.summary).toContain("takes away 2.0 MB (1 of 2 packages)");
});

const nested = (versions: Readonly<Record<string, string>>): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      "": {},
      ...Object.fromEntries(
        Object.entries(versions).map(([path, version]) => [
          `node_modules/${path}`,
          { version, resolved: "https://registry.npmjs.org/x.tgz", integrity: "sha512-AAAA" },
        ]),
      ),
    },
  });

test("the same package in more versions than before is told, and a rule where the team wants it", async () => {
  const change = {
    base: { "package-lock.json": nested({ a: "1.0.0", b: "1.0.0", "c/node_modules/b": "2.0.0", c: "1.0.0" }) },
    head: {
      "package-lock.json": nested({
        a: "1.0.0",
        "c/node_modules/a": "2.0.0",
        b: "1.0.0",
        "c/node_modules/b": "2.1.0",
        c: "1.0.0",
      }),
    },
  };
  const told = await review(change);
  expect(rulesOf(told).filter((rule) => rule.startsWith("duplicate"))).toEqual([]);
  expect(told.summary).toContain("Installed in several versions now (1)");
  expect(told.report).toMatchObject({ duplicates: [{ package: "a", versions: ["1.0.0", "2.0.0"] }] });
  const strict = await review({
    ...change,
    base: { ...change.base, ".github/slipway.deps.yml": "rules: { duplicate: warn }" },
  });
  expect(rulesOf(strict, "warn")).toContain("duplicate a@2.0.0");
});

test("a limit that is no size is refused with its line", () => {
  expect(() => readPolicy("version: 1\nsize:\n  max-growth: much\n", "rules.yml")).toThrow(
    "rules.yml:3:15: `size.max-growth` must be a size such as `5MB` or `500kB`",
  );
  expect(() => readPolicy("size: { max-groth: 1MB }", "rules.yml")).toThrow(/max-growth/);
});
