import { describe, expect, test } from "@jest/globals";
import { advisory, BASE, review, rulesOf, type Story } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

const CONFIG = ".github/slipway.deps.yml";
const bad = advisory("GHSA-aaaa-bbbb-cccc", { aliases: ["CVE-2026-1"] });

const story = (config: string, more: Partial<Story> = {}): Story => ({
  base: { "package-lock.json": npmLock({}), [CONFIG]: config },
  head: { "package-lock.json": npmLock({ thing: "1.2.0" }), [CONFIG]: config },
  advisories: { "thing@1.2.0": [bad] },
  ...more,
});

const exception = (what: string, until = "2026-12-31"): string =>
  `exceptions:\n  - ${what}\n    reason: Looked at it\n    owner: "@ada"\n    until: ${until}\n`;

describe("an exception lifts what it is about, and nothing else", () => {
  test.each([
    ["the package", "package: pkg:npm/thing", "clean"],
    ["the advisory", "advisory: GHSA-aaaa-bbbb-cccc", "clean"],
    ["the advisory's other name", "advisory: cve-2026-1", "clean"],
    ["both", "package: thing\n    advisory: [GHSA-x-y-z, CVE-2026-1]", "clean"],
    ["the rule", "package: thing\n    rule: vulnerability", "clean"],
    ["the range", 'package: thing\n    versions: "<1.3"', "clean"],
    ["another package", "package: pkg:npm/other", "blocked"],
    ["another ecosystem's package", "package: pkg:pypi/thing", "blocked"],
    ["another advisory", "package: thing\n    advisory: GHSA-x-y-z", "blocked"],
    ["another rule", "package: thing\n    rule: age", "blocked"],
    ["another range", 'package: thing\n    versions: "<1.2"', "blocked"],
    ["a licence", "package: thing\n    license: MIT", "blocked"],
  ])("%s", async (_, what, outcome) => {
    const told = await review(story(exception(what), { inputs: {} }));
    const line = told.report.findings.find(({ rule }) => rule === "vulnerability")?.exception?.line;
    expect([told.outcome === "blocked" ? "blocked" : "clean", line]).toEqual([
      outcome,
      outcome === "clean" ? 2 : undefined,
    ]);
  });

  test("who accepted it, until when and why stands in the summary", async () => {
    const told = await review(story(exception("package: thing")));
    expect(told.summary).toMatch(/<code>thing 1\.2\.0<\/code>.*@.*ada.*2026-12-31.*Looked at it/);
  });
});

describe("time", () => {
  test.each([
    ["its last day", "2026-11-20", "clean"],
    ["the day after", "2026-11-19", "blocked"],
  ])("%s", async (_, until, outcome) => {
    const told = await review(story(exception("package: thing", until)));
    expect(told.outcome === "blocked" ? "blocked" : "clean").toBe(outcome);
  });

  test("one that has expired is reported beside what it no longer lifts", async () => {
    const told = await review(story(exception("package: thing", "2026-11-01")));
    expect(told.report.findings[0]?.message).toContain("The exception in line 2 ended on 2026-11-01.");
    expect(told.report.staleExceptions).toEqual([expect.objectContaining({ line: 2, why: "it ended on 2026-11-01" })]);
  });

  test("one that no package needs any more is reported, as the rules say: told or refused", async () => {
    const unused = exception("package: pkg:npm/gone");
    const told = await review(story(unused, { advisories: {} }));
    expect(told.outcome).toBe("warned");
    expect(told.summary).toContain("no such package is in the repository any more");
    const strict = await review(story(`stale-exceptions: block\n${unused}`, { advisories: {} }));
    expect(strict.outcome).toBe("blocked");
    const silent = await review(story(`stale-exceptions: off\n${unused}`, { advisories: {} }));
    expect(silent.outcome).toBe("clean");
  });

  test("one for a package that is there is not called unused because this change does not touch it", async () => {
    const told = await review(
      story(exception("package: pkg:npm/quiet"), {
        base: { "package-lock.json": npmLock({ quiet: "1.0.0" }), [CONFIG]: exception("package: pkg:npm/quiet") },
        head: {
          "package-lock.json": npmLock({ quiet: "1.0.0", fine: "1.0.0" }),
          [CONFIG]: exception("package: pkg:npm/quiet"),
        },
        advisories: {},
      }),
    );
    expect([told.outcome, told.report.staleExceptions]).toEqual(["clean", []]);
  });
});

describe("malware always blocks", () => {
  const malware = advisory("MAL-2026-1", { malware: true, severity: "unknown" });
  const with_ = (config: string, more: Partial<Story> = {}) =>
    review(story(config, { advisories: { "thing@1.2.0": [malware] }, ...more }));

  test.each([
    ["a sweeping exception does not lift it", exception("package: thing", "2026-11-22"), "blocked"],
    ["one that names it for longer than a week neither", exception("advisory: MAL-2026-1", "2026-12-31"), "blocked"],
    ["seven days ahead are one too many", exception("package: thing\n    rule: malware", "2026-11-27"), "blocked"],
    [
      "one that names it for less than a week does",
      exception("package: thing\n    rule: malware", "2026-11-26"),
      "clean",
    ],
    ["by its id too", exception("advisory: MAL-2026-1", "2026-11-22"), "clean"],
  ])("%s", async (_, config, outcome) => {
    expect((await with_(config)).outcome).toBe(outcome);
  });

  test("whatever threshold, scope or level is set", async () => {
    const config = "severity: never\n";
    const told = await with_(config, {
      head: { "package-lock.json": npmLock({ thing: { version: "1.2.0", dev: true } }), [CONFIG]: config },
      inputs: { failOnSeverity: "never", failOnSeverityDevelopment: "never" },
    });
    expect(rulesOf(told, "block")).toEqual(["malware thing@1.2.0"]);
  });

  test("also where it was there before", async () => {
    const told = await review({
      base: { "package-lock.json": npmLock({ thing: "1.1.0" }) },
      head: { "package-lock.json": npmLock({ thing: "1.2.0" }) },
      advisories: { "thing@1.1.0": [malware], "thing@1.2.0": [malware] },
    });
    expect(rulesOf(told, "block")).toEqual(["malware thing@1.2.0"]);
  });
});

describe("severity by scope", () => {
  test.each([
    ["moderate", false, "blocked"],
    ["low", false, "warned"],
    ["unknown", false, "blocked"],
    ["moderate", true, "warned"],
    ["high", true, "blocked"],
  ] as const)("%s, development %s: %s", async (severity, dev, outcome) => {
    const told = await review({
      base: { "package-lock.json": npmLock({}) },
      head: { "package-lock.json": npmLock({ thing: { version: "1.0.0", dev } }) },
      advisories: { "thing@1.0.0": [advisory("GHSA-1", { severity })] },
    });
    expect(told.outcome).toBe(outcome);
  });

  test("what only development had, and users get now, is introduced", async () => {
    const told = await review({
      base: { "package-lock.json": npmLock({ thing: { version: "1.0.0", dev: true } }) },
      head: { "package-lock.json": npmLock({ thing: "1.0.0" }) },
      advisories: { "thing@1.0.0": [advisory("GHSA-1")] },
    });
    expect(rulesOf(told, "block")).toEqual(["vulnerability thing@1.0.0"]);
  });
});

describe("whose rules hold", () => {
  const excusing = exception("package: thing");

  test("a pull request cannot excuse itself, and is told so", async () => {
    const told = await review(
      story("", { head: { "package-lock.json": npmLock({ thing: "1.2.0" }), [CONFIG]: excusing } }),
    );
    expect(told.outcome).toBe("blocked");
    expect(told.log.join("\n")).toContain("What it says counts once it is merged");
  });

  test.each(["merge_group", "pull_request"])("%s: taking the file away does not take the rules away", async (event) => {
    const told = await review(
      story(excusing, {
        head: { "package-lock.json": npmLock({ thing: "1.2.0" }) },
        event,
        ...(event === "merge_group"
          ? {
              payload: {
                merge_group: { base_sha: BASE, head_sha: "c".repeat(40) },
                repository: { default_branch: "main" },
              },
            }
          : {}),
      }),
    );
    expect(told.outcome).toBe("clean");
  });

  test("a push is judged by its own rules", async () => {
    const told = await review(
      story("", {
        head: { "package-lock.json": npmLock({ thing: "1.2.0" }), [CONFIG]: excusing },
        event: "push",
        payload: { before: BASE, repository: { default_branch: "main" } },
      }),
    );
    expect(told.outcome).toBe("clean");
  });

  test("rules that cannot be read are refused already where they are proposed", async () => {
    const told = await review(story("", { head: { "package-lock.json": npmLock({}), [CONFIG]: "severty: low\n" } }));
    expect(told.failure?.code).toBe("SLIP-DEPS-CONFIG");
    expect(told.failure?.message).toContain(`${CONFIG}:1:1`);
  });

  test("inputs that are no licences and no packages are refused by name", async () => {
    const told = await review(story("", { inputs: { allowLicenses: ["MIT OR ISC"], denyPackages: ["pkg:nmp/x"] } }));
    expect(told.failure?.code).toBe("SLIP-INPUT-INVALID");
    expect(told.failure?.message).toMatch(/`allow-licenses`.*\n.*`deny-packages`/);
  });
});
