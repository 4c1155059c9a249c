import { expect, test } from "@jest/globals";
import { advisory, review, type Story } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

const quiet = { old: "1.0.0", worse: { version: "2.0.0", dev: true }, fine: "1.0.0" } as const;
const story = (more: Partial<Story> = {}): Story => ({
  base: { "package-lock.json": npmLock({ ...quiet, moved: "1.0.0" }) },
  head: { "package-lock.json": npmLock({ ...quiet, moved: "1.1.0" }) },
  advisories: {
    "old@1.0.0": [advisory("GHSA-1", { severity: "low" }), advisory("GHSA-2", { severity: "moderate" })],
    "worse@2.0.0": [advisory("GHSA-3", { severity: "critical", fixedIn: ["2.0.1"] })],
    "moved@1.0.0": [advisory("GHSA-4")],
    "moved@1.1.0": [advisory("GHSA-4")],
  },
  ...more,
});

test("what was there before is counted over the whole repository, told in full, and blocks nothing", async () => {
  const told = await review(story());
  expect(told.failure).toBeUndefined();
  expect(told.outcome).toBe("clean");
  expect(told.summary).toContain("4 known vulnerabilities were there before, in 3 packages.");
  expect(told.summary).toContain("<summary>Known before (4)</summary>");
  expect(told.report.existing.map((one) => one.advisory)).toEqual(["GHSA-4"]);
  expect(told.report.existingElsewhere.map((one) => `${one.package} ${one.advisory}`)).toEqual([
    "worse GHSA-3",
    "old GHSA-2",
    "old GHSA-1",
  ]);
});

test("packages that the change touches are not asked about twice, and those that go not at all", async () => {
  const { asked, surveyed } = await review(
    story({ base: { "package-lock.json": npmLock({ ...quiet, moved: "1.0.0", gone: "1.0.0" }) } }),
  );
  expect(asked.toSorted()).toEqual(["gone@1.0.0", "moved@1.0.0", "moved@1.1.0"]);
  expect(surveyed.toSorted()).toEqual(["fine@1.0.0", "old@1.0.0", "worse@2.0.0"]);
});

test("those that reach users come first", async () => {
  const { surveyed } = await review(
    story({
      base: { "package-lock.json": npmLock(quiet, ["fine", "worse"]) },
      head: { "package-lock.json": npmLock(quiet, ["fine", "worse"]) },
    }),
  );
  expect(surveyed).toEqual(["fine@1.0.0", "old@1.0.0", "worse@2.0.0"]);
});

test("an outage there is a remark: it is not what the change brings", async () => {
  const told = await review(story({ surveyOutage: "OSV does not answer" }));
  expect(told.outcome).toBe("clean");
  expect(told.report.notChecked).toEqual([]);
  expect(told.report.notes).toEqual([expect.stringMatching(/^About 3 package versions .*: OSV does not answer$/)]);
  expect(told.summary).toContain("1 known vulnerability was there before, in 1 package.");
});

test("malware that was there before is said aloud, and is not held against the change", async () => {
  const told = await review(story({ advisories: { "old@1.0.0": [advisory("MAL-1", { malware: true })] } }));
  expect(told.outcome).toBe("clean");
  expect(told.log.join("\n")).toMatch(/Known malware was there before.*old 1\.0\.0 \(MAL-1\)/);
});

test("too many packages are not asked about, and that is said", async () => {
  const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`p${index}`, "1.0.0"]));
  const files = { "package-lock.json": npmLock(many, []) };
  const told = await review({ base: files, head: files });
  expect(told.surveyed).toEqual([]);
  expect(told.report.notes).toEqual([
    expect.stringContaining("5001 package versions as they are, and nobody was asked"),
  ]);
});
