import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { AdvisoryEntry } from "../../cloud/github/advisories.ts";
import { startCloud } from "../../cloud/index.ts";
import type { FaultAction } from "../../cloud/types.ts";
import { newRepository, type Repository } from "../../tools/repository.ts";
import { runStep, type StepEnd } from "../../tools/step.ts";
import { integrityOf, npmLock } from "./npm-lock.ts";

/** The action as a process, between OSV and GitHub's own advisories, each of which knows what the other does not. */
const names = ["fine", "osv-knows", "github-knows", "both-know", "stolen"];
const lock = (...wanted: readonly string[]): string =>
  npmLock(Object.fromEntries(["always", ...wanted].map((name) => [name, "1.0.0"])));

const entry = (ghsa: string, name: string, more: Partial<AdvisoryEntry> = {}): AdvisoryEntry => ({
  ghsa,
  severity: "critical",
  of: [{ ecosystem: "npm", name, range: ">= 0, < 1.0.1", patched: "1.0.1" }],
  ...more,
});
const record = (id: string, name: string) => ({
  id,
  database_specific: { severity: "HIGH" },
  affected: [
    {
      package: { ecosystem: "npm", name },
      ranges: [{ type: "SEMVER" as const, events: [{ introduced: "0" }, { fixed: "1.0.1" }] }],
    },
  ],
});

let cloud: Awaited<ReturnType<typeof start>>;
let project: Repository;
let temp: string;
const start = () =>
  startCloud({
    osv: { records: [record("CVE-2026-1", "osv-knows"), record("CVE-2026-2", "both-know")] },
    packages: {
      packages: ["always", ...names].map((name) => ({
        ecosystem: "npm" as const,
        name,
        releases: [
          {
            version: "1.0.0",
            publishedAt: "2020-01-01T00:00:00Z",
            license: "MIT",
            integrity: integrityOf(name, "1.0.0"),
          },
        ],
      })),
    },
    github: {
      repositories: { "acme/shop": { git: project.folder } },
      advisories: [
        entry("GHSA-1111-1111-1111", "github-knows"),
        entry("GHSA-2222-2222-2222", "both-know", { cve: "CVE-2026-2" }),
        entry("GHSA-3333-3333-3333", "stolen", { type: "malware", severity: "low" }),
      ],
    },
  });

beforeAll(async () => {
  temp = mkdtempSync(join(tmpdir(), "slipway-databases-"));
  project = newRepository();
  cloud = await start();
});
afterEach(() => {
  cloud.osv.clearFaults();
  cloud.github.clearFaults();
});
afterAll(async () => {
  await cloud.close();
  project.remove();
  rmSync(temp, { recursive: true, force: true });
});

interface Report {
  readonly findings: readonly { readonly rule: string; readonly package: string; readonly advisory?: { id: string } }[];
  readonly notChecked: readonly { readonly purl: string; readonly why: string }[];
  readonly advisoriesOf: readonly { name: string; asked: number; answered: number; why?: string }[];
}
type End = StepEnd & { readonly report: Report; readonly found: readonly string[] };

const review = async (wanted: readonly string[], inputs: Readonly<Record<string, string>> = {}): Promise<End> => {
  const base = project.commit("base", { ".npmrc": `registry=${cloud.packages.npm}\n`, "package-lock.json": lock() });
  const head = project.commit("head", { "package-lock.json": lock(...wanted), wanted: String(Math.random()) });
  const end = await runStep({
    action: "dependency-review",
    source: true,
    workspace: project.folder,
    env: { RUNNER_TEMP: temp },
    inputs: {
      base,
      head,
      "osv-url": cloud.osv.url,
      "api-url": cloud.github.url,
      "github-token": cloud.github.issueToken("acme/shop", { contents: "read" }),
      comment: "never",
      sarif: "never",
      ...inputs,
    },
  });
  const report = JSON.parse(readFileSync(join(temp, "dependency-review.json"), "utf8")) as Report;
  return { ...end, report, found: report.findings.map((one) => `${one.rule} ${one.package} ${one.advisory?.id}`) };
};
const asked = (vendor: "osv" | "github"): number =>
  cloud[vendor].journal.filter(({ path }) => /querybatch|advisories/.test(path)).length;

const osvDown = () => cloud.osv.fault({ path: /querybatch/, action: { kind: "status", status: 403 } });

test("what either of them knows is found once, malware whatever its severity", async () => {
  const end = await review(names);
  expect([end.code, end.outputs["outcome"], end.outputs["introduced"]]).toEqual([1, "blocked", "4"]);
  expect(end.found).toEqual([
    "malware stolen GHSA-3333-3333-3333",
    "vulnerability both-know GHSA-2222-2222-2222",
    "vulnerability github-knows GHSA-1111-1111-1111",
    "vulnerability osv-knows CVE-2026-1",
  ]);
  expect(end.report.advisoriesOf).toEqual([
    { name: "OSV", asked: 5, answered: 5 },
    { name: "GitHub's advisories", asked: 5, answered: 5 },
  ]);
  expect(end.summary).toContain("OSV, all 5; GitHub's advisories, all 5");
});

describe("OSV is down", () => {
  test("what GitHub knows blocks, and the rest is not checked", async () => {
    osvDown();
    const end = await review(["fine", "stolen", "github-knows"]);
    expect([end.code, end.outputs["outcome"], end.outputs["not-checked"]]).toEqual([1, "blocked", "3"]);
    expect(end.found).toEqual(["malware stolen GHSA-3333-3333-3333", "vulnerability github-knows GHSA-1111-1111-1111"]);
  });

  test.each([
    ["fail", 1],
    ["warn", 0],
  ])("where GitHub knows nothing nobody says clean, with on-error: %s", async (onError, code) => {
    osvDown();
    const end = await review(["fine", "osv-knows"], { "on-error": onError });
    expect([end.code, end.outputs["outcome"], end.outputs["not-checked"]]).toEqual([code, "not-checked", "2"]);
    expect(end.report.notChecked.map(({ why }) => why)).toEqual([
      expect.stringMatching(/querybatch answered 403.* \(GitHub's advisories answered, which has less\)$/),
      expect.stringMatching(/querybatch answered 403.* \(GitHub's advisories answered, which has less\)$/),
    ]);
    expect(end.report.advisoriesOf).toEqual([
      { name: "OSV", asked: 2, answered: 0, why: expect.stringContaining("403") },
      { name: "GitHub's advisories", asked: 2, answered: 2 },
    ]);
    expect(end.summary).toContain("OSV, 0 of 2");
    expect(end.summary).toContain("GitHub's advisories, all 2");
  });
});

describe("GitHub's advisories are down, which changes nothing but what is said of them", () => {
  const faults: readonly (readonly [string, FaultAction])[] = [
    ["none on this server", { kind: "status", status: 404, body: { message: "Not Found" } }],
    ["forbidden", { kind: "status", status: 403, body: { message: "Resource not accessible" } }],
    ["limited", { kind: "status", status: 429, headers: { "retry-after": "3600" } }],
    ["a web page", { kind: "html", status: 200 }],
    ["something else", { kind: "status", status: 200, body: { vulnerabilities: [] } }],
  ];
  test.each(faults)("%s", async (_, action) => {
    cloud.github.fault({ path: /^\/advisories/, action });
    const clean = await review(["fine"]);
    expect([clean.code, clean.outputs["outcome"], clean.outputs["not-checked"]]).toEqual([0, "clean", "0"]);
    expect(clean.report.advisoriesOf).toEqual([
      { name: "OSV", asked: 1, answered: 1 },
      { name: "GitHub's advisories", asked: 1, answered: 0, why: expect.any(String) },
    ]);
    expect(clean.summary).toContain("OSV, all 1; GitHub's advisories, 0 of 1");
    const bad = await review(["osv-knows"]);
    expect([bad.code, bad.found]).toEqual([1, ["vulnerability osv-knows CVE-2026-1"]]);
  });
});

describe("one of them alone", () => {
  test("GitHub, where OSV is out of reach", async () => {
    const [before, others] = [asked("osv"), cloud.packages.journal.length];
    const clean = await review(["fine"], { advisories: "github" });
    expect([clean.code, clean.outputs["outcome"]]).toEqual([0, "clean"]);
    const bad = await review(["stolen", "osv-knows"], { advisories: "github" });
    expect(bad.found).toEqual(["malware stolen GHSA-3333-3333-3333"]);
    expect(bad.report.advisoriesOf).toEqual([{ name: "GitHub's advisories", asked: 2, answered: 2 }]);
    expect(asked("osv") - before).toBe(0);
    expect(cloud.packages.journal.length).toBeGreaterThan(others);
  });

  test("and what it does not answer then is not checked", async () => {
    cloud.github.fault({ path: /^\/advisories/, action: { kind: "status", status: 404, body: {} } });
    const end = await review(["fine"], { advisories: "github" });
    expect([end.code, end.outputs["outcome"], end.outputs["not-checked"]]).toEqual([1, "not-checked", "1"]);
  });

  test("OSV", async () => {
    const before = asked("github");
    const end = await review(["github-knows"], { advisories: "osv" });
    expect([end.outputs["outcome"], asked("github") - before]).toEqual(["clean", 0]);
    expect(end.report.advisoriesOf).toEqual([{ name: "OSV", asked: 1, answered: 1 }]);
  });
});

test("the emulators were used as their vendors describe them", () => {
  expect(cloud.violations()).toEqual([]);
});
