import { describe, expect, test } from "@jest/globals";
import { advisory, review, rulesOf, type Story } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

const CONFIG = ".github/slipway.deps.yml";
const lock = { "package-lock.json": npmLock({ thing: "1.0.0", "@acme/other": "2.0.0", young: "1.0.0" }) };
const state: Partial<Story> = {
  advisories: { "thing@1.0.0": [advisory("GHSA-1"), advisory("GHSA-2")], "@acme/other@2.0.0": [advisory("GHSA-3")] },
  releases: {
    "thing@1.0.0": { license: "MIT AND GPL-3.0-only" },
    "young@1.0.0": { createdAt: "2026-11-19T00:00:00Z", publishedAt: "2026-11-19T00:00:00Z" },
  },
};
const rules = "# Ours.\nlicenses:\n  deny: [GPL-3.0-only]\n";

const baseline = (more: Partial<Story> = {}) =>
  review({
    ...state,
    base: {},
    head: { ...lock, [CONFIG]: rules },
    event: "workflow_dispatch",
    payload: {},
    ...more,
    inputs: { command: "baseline", ...more.inputs },
  });

test("what it writes makes a first review of everything green", async () => {
  const first = await review({ ...state, base: { [CONFIG]: rules }, head: { ...lock, [CONFIG]: rules } });
  expect(first.outcome).toBe("blocked");

  const told = await baseline();
  expect(told.outcome).toBe("written");
  const written = told.written.get(CONFIG) ?? "";
  expect(written).toMatch(/^# Ours\.\nlicenses:/);
  expect(written).toMatch(/until: ['"]?2027-02-18/);
  expect(written).toMatch(/owner: ['"]@ada['"]/);

  const again = await review({ ...state, base: { [CONFIG]: written }, head: { ...lock, [CONFIG]: written } });
  expect([again.outcome, rulesOf(again, "block"), again.report.staleExceptions]).toEqual(["clean", [], []]);
});

test("an exception of the baseline is about the version that was there", async () => {
  const written = (await baseline()).written.get(CONFIG) ?? "";
  const next = await review({
    base: { ...lock, [CONFIG]: written },
    head: {
      "package-lock.json": npmLock({ thing: "1.1.0", "@acme/other": "2.0.0", young: "1.0.0" }),
      [CONFIG]: written,
    },
    advisories: { "thing@1.1.0": [advisory("GHSA-9")] },
  });
  expect(rulesOf(next, "block")).toEqual(["vulnerability thing@1.1.0"]);
});

test("a second baseline adds nothing", async () => {
  const written = (await baseline()).written.get(CONFIG) ?? "";
  const again = await baseline({ head: { ...lock, [CONFIG]: written } });
  expect([again.outcome, again.written.size]).toEqual(["written", 0]);
});

test.each([
  [
    "beside others",
    "exceptions:\n  # Kept.\n  - package: other\n    reason: r\n    owner: o\n    until: 2027-01-01\n",
    "# Kept.",
  ],
  ["in braces", "exceptions: [{package: other, reason: r, owner: o, until: 2027-01-01}]\n", "other"],
  ["an empty list", "exceptions: []\nmin-age: 2d\n", "min-age: 2d"],
  ["nothing but a comment", "# Nothing yet.\n", "# Nothing yet."],
])("it puts them into a file that has %s", async (_, file, kept) => {
  const written = (await baseline({ head: { ...lock, [CONFIG]: file } })).written.get(CONFIG) ?? "";
  expect(written).toContain(kept);
  const head = { ...lock, [CONFIG]: written };
  const again = await review({ ...state, base: { [CONFIG]: written }, head });
  expect(rulesOf(again, "block")).toEqual([]);
});

test("without a file it begins one", async () => {
  const told = await baseline({ head: lock });
  expect(told.written.get(CONFIG)).toMatch(/^version: 1\nexceptions:\n/);
});

describe("what a baseline does not do", () => {
  test("accept malware", async () => {
    const told = await baseline({ advisories: { "thing@1.0.0": [advisory("MAL-1", { malware: true })] } });
    expect(told.failure?.code).toBe("SLIP-DEPS-BLOCKED");
    expect(told.written.get(CONFIG) ?? "").not.toContain("MAL-1");
  });

  test("write what nobody could check", async () => {
    const told = await baseline({ outage: () => "down" });
    expect([told.failure?.code, told.written.size]).toEqual(["SLIP-DEPS-NOT-CHECKED", 0]);
  });

  test("write anything in a dry run", async () => {
    const told = await baseline({ inputs: { dryRun: true } });
    expect([told.outcome, told.written.size]).toEqual(["planned", 0]);
    expect(told.summary).toContain("GHSA-1");
  });
});
