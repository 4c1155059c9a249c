import { describe, expect, test } from "@jest/globals";
import { COMMENT_ROOM } from "../../../shared/ports/comments.ts";
import { startCloud } from "../../cloud/index.ts";
import { newRepository } from "../../tools/repository.ts";
import { runStep } from "../../tools/step.ts";
import { advisory, release, review, rulesOf } from "./harness.ts";
import { integrityOf, npmLock } from "./npm-lock.ts";

/** What the leading action was measured to do wrong, each right here. */
describe("measured defects of the leading action", () => {
  test("wrong scope denied: `@typescript_eslinter/eslint` is denied, and `eslint` is not", async () => {
    const told = await review({
      base: { "package-lock.json": npmLock({}) },
      head: { "package-lock.json": npmLock({ eslint: "9.0.0", "@typescript_eslinter/eslint": "1.0.0" }) },
      inputs: { denyPackages: ["pkg:npm/@typescript_eslinter/eslint"] },
    });
    expect(rulesOf(told, "block")).toEqual(["denied @typescript_eslinter/eslint@1.0.0"]);
  });

  test.each([
    ["MIT AND GPL-3.0-only", "blocked"],
    ["MIT OR GPL-3.0-only", "clean"],
    ["GPL-3.0-only", "blocked"],
    ["NOASSERTION", "warned"],
    [undefined, "warned"],
  ])("deny GPL-3.0-only: %s is %s", async (license, outcome) => {
    const told = await review({
      base: { "package-lock.json": npmLock({}) },
      head: { "package-lock.json": npmLock({ thing: "1.0.0" }) },
      releases: { "thing@1.0.0": { license } },
      inputs: { denyLicenses: ["GPL-3.0-only"] },
    });
    expect(told.outcome).toBe(outcome);
  });

  test("an unknown licence can fail", async () => {
    const told = await review({
      base: { "package-lock.json": npmLock({}), ".github/slipway.deps.yml": "licenses:\n  unknown: block\n" },
      head: {
        "package-lock.json": npmLock({ thing: "1.0.0" }),
        ".github/slipway.deps.yml": "licenses:\n  unknown: block\n",
      },
      releases: { "thing@1.0.0": { license: "NOASSERTION" } },
    });
    expect(rulesOf(told, "block")).toEqual(["unknown-license thing@1.0.0"]);
  });

  test("only the first finding logged: each of 170 is in the log, ten stand beside their lines, and the rest is counted", async () => {
    const names = Array.from({ length: 170 }, (_, index) => `bad-${index}`);
    const told = await review({
      base: { "package-lock.json": npmLock({}) },
      head: { "package-lock.json": npmLock(Object.fromEntries(names.map((name) => [name, "1.0.0"]))) },
      advisories: Object.fromEntries(names.map((name) => [`${name}@1.0.0`, [advisory(`GHSA-${name}`)]])),
    });
    expect(told.outcome).toBe("blocked");
    for (const name of names)
      expect(told.log.filter((line) => line.startsWith(`info: BLOCKED ${name} 1.0.0 `))).toHaveLength(1);
    const annotations = told.log.filter((line) => line.startsWith("warning: "));
    expect(annotations).toHaveLength(10);
    expect(annotations.slice(0, 9).every((line) => /\[package-lock\.json:\d+\]$/.test(line))).toBe(true);
    expect(annotations[9]).toContain("161 more findings of this kind");
  });

  test("partial upgrade: lodash 4.17.15 → 4.17.19 fixes 1, 1 remains, and nothing is introduced", async () => {
    const [first, second] = [advisory("GHSA-first"), advisory("GHSA-second", { severity: "critical" })];
    const told = await review({
      base: { "package-lock.json": npmLock({ lodash: "4.17.15" }) },
      head: { "package-lock.json": npmLock({ lodash: "4.17.19" }) },
      advisories: { "lodash@4.17.15": [first, second], "lodash@4.17.19": [first] },
    });
    expect(told.outcome).toBe("clean");
    expect(told.report.introduced).toEqual([]);
    expect(told.summary).toContain("fixes 1 critical, introduces 0");
    expect(told.summary).toContain("lodash 4.17.15 → 4.17.19 fixes 1, 1 remains");
  });

  test("moved manifest: the same lock file in another folder brings in nothing and asks nobody", async () => {
    const lock = npmLock({ lodash: "4.17.15" });
    const told = await review({
      base: { "package-lock.json": lock },
      head: { "apps/api/package-lock.json": lock },
      advisories: { "lodash@4.17.15": [advisory("GHSA-first")] },
    });
    expect(told.outcome).toBe("clean");
    expect([told.outputs["added"], told.outputs["removed"]]).toEqual(["0", "0"]);
    expect(told.asked).toEqual([]);
  });

  test("comment at the limit: with 2,000 findings it fits, whole rows only, the worst first", async () => {
    const names = Array.from({ length: 2_000 }, (_, index) => `bad-${String(index).padStart(4, "0")}`);
    const told = await review({
      base: { "package-lock.json": npmLock({}) },
      head: { "package-lock.json": npmLock(Object.fromEntries(names.map((name) => [name, "1.0.0"]))) },
      advisories: Object.fromEntries(
        names.map((name, index) => [
          `${name}@1.0.0`,
          [advisory(`GHSA-${name}`, { severity: index === 1_999 ? "critical" : "high", summary: "ä".repeat(150) })],
        ]),
      ),
    });
    const [body = ""] = told.comments;
    expect(body.length).toBeLessThanOrEqual(COMMENT_ROOM);
    expect(body.length).toBeGreaterThan(COMMENT_ROOM * 0.9);
    const rows = body.split("\n").filter((line) => line.startsWith("| <code>bad-"));
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.every((row) => row.endsWith(" |") && row.split(" | ").length === 5)).toBe(true);
    expect(rows[0]).toContain("bad-1999");
    expect(body).toContain(`… and ${2_000 - rows.length} more`);
  });

  test("fail-open on a dead registry: not checked is never clean", async () => {
    const story = {
      base: { "package-lock.json": npmLock({}) },
      head: { "package-lock.json": npmLock({ one: "1.0.0", two: "1.0.0" }) },
      outage: () => "connection refused",
    };
    const told = await review(story);
    expect(told.failure?.code).toBe("SLIP-DEPS-NOT-CHECKED");
    expect(told.outcome).toBe("not-checked");
    expect(told.outputs["notChecked"]).toBe("2");
    expect(told.failure?.message).toContain("connection refused");
    const lenient = await review({ ...story, inputs: { onError: "warn" } });
    expect(lenient.failure).toBeUndefined();
    expect(lenient.outcome).toBe("not-checked");
    expect(lenient.summary).toContain("They are not known to be clean");
  });

  test("what is found counts also where something else could not be checked", async () => {
    const told = await review({
      base: { "package-lock.json": npmLock({}) },
      head: { "package-lock.json": npmLock({ one: "1.0.0", two: "1.0.0" }) },
      advisories: { "one@1.0.0": [advisory("MAL-1", { malware: true })] },
      outage: (name) => (name === "two" ? "timed out" : undefined),
      inputs: { onError: "warn" },
    });
    expect(told.failure?.code).toBe("SLIP-DEPS-BLOCKED");
    expect(told.failure?.state).toContain("timed out");
  });

  test("trusted publisher lost and a new install script are both told (fastq 1.20.1 → 1.20.2)", async () => {
    const told = await review({
      base: { "package-lock.json": npmLock({ fastq: "1.20.1" }) },
      head: { "package-lock.json": npmLock({ fastq: "1.20.2" }) },
      releases: {
        "fastq@1.20.1": { trust: "trusted-publisher", installScripts: [], publishedAt: "2026-11-01T00:00:00Z" },
        "fastq@1.20.2": { trust: "none", installScripts: ["postinstall"], publishedAt: "2026-11-20T09:00:00Z" },
      },
    });
    expect(rulesOf(told, "block")).toEqual(
      expect.arrayContaining(["age fastq@1.20.2", "install-script fastq@1.20.2", "trust fastq@1.20.2"]),
    );
  });

  test("a head that is not there is an error, not an empty change", async () => {
    const told = await review({ base: {}, head: {}, inputs: { head: "nowhere" } });
    expect(told.failure?.code).toBe("SLIP-DEPS-BASE");
  });
});

/** Lets nobody through before so many are there: one who asks for one thing after another stands before it for ever. */
const turnstile = (many: number) => {
  const { promise, resolve } = Promise.withResolvers<void>();
  let waiting = 0;
  return async (): Promise<void> => {
    waiting++;
    if (waiting >= many) resolve();
    await promise;
  };
};

describe("measured defects of the leading action, against emulated services", () => {
  const names = Array.from({ length: 40 }, (_, index) => `p-${index}`);
  const lock = npmLock(Object.fromEntries(names.map((name) => [name, "1.0.0"])));
  const released = { version: "1.0.0", publishedAt: "2020-01-01T00:00:00Z", license: "MIT" };

  const run = async (prepare: (cloud: Awaited<ReturnType<typeof start>>) => void) => {
    const project = newRepository();
    const cloud = await start();
    try {
      prepare(cloud);
      const base = project.commit("base", {
        ".npmrc": `registry=${cloud.packages.npm}\n`,
        "package-lock.json": npmLock({}),
      });
      const head = project.commit("head", { "package-lock.json": lock });
      const inputs = { base, head, "osv-url": cloud.osv.url, advisories: "osv", comment: "never", sarif: "never" };
      const end = await runStep({ action: "dependency-review", source: true, workspace: project.folder, inputs });
      return { ...end, batches: cloud.osv.journal.filter(({ path }) => path.endsWith("/querybatch")).length };
    } finally {
      await cloud.close();
      project.remove();
    }
  };
  const start = () =>
    startCloud({
      osv: {
        records: names.map((name) => ({
          id: `GHSA-${name}`,
          database_specific: { severity: "LOW" },
          affected: [{ package: { ecosystem: "npm", name }, versions: ["1.0.0"] }],
        })),
      },
      packages: {
        packages: names.map((name) => ({
          ecosystem: "npm" as const,
          name,
          releases: [{ ...released, integrity: integrityOf(name, "1.0.0") }],
        })),
      },
    });

  test("sequential requests: one batch for all advisories, records and registries side by side", async () => {
    const [records, packages] = [turnstile(20), turnstile(20)];
    const end = await run(({ osv, packages: registry }) => {
      osv.fault({ path: /\/vulns\//, action: { kind: "call", when: "before", call: records } });
      registry.fault({ path: /p-\d+$/, action: { kind: "call", when: "before", call: packages } });
    });
    expect([end.outputs["introduced"], end.outputs["not-checked"]]).toEqual(["40", "0"]);
    // One for what came in, and one for the advice on it.
    expect(end.batches).toBeLessThanOrEqual(2);
  });

  test.each([
    ["that refuses", { kind: "status", status: 403 }],
    ["that answers with a web page", { kind: "html", status: 200 }],
  ] as const)("fail-open on a dead registry %s: 40 are not checked", async (_, action) => {
    const end = await run(({ osv, packages }) => {
      osv.fault({
        path: /querybatch/,
        action: { kind: "status", status: 200, body: { results: names.map(() => ({})) } },
      });
      packages.fault({ action });
    });
    expect([end.code, end.outputs["outcome"], end.outputs["not-checked"]]).toEqual([1, "not-checked", "40"]);
    expect(end.summary).toContain("They are not known to be clean");
  });
});

test("an established release without anything to say is clean, with no comment on the pull request", async () => {
  const told = await review({
    base: { "package-lock.json": npmLock({ a: "1.0.0" }) },
    head: { "package-lock.json": npmLock({ a: "1.0.1" }) },
    releases: { "a@1.0.1": release() },
  });
  expect([told.outcome, told.comments]).toEqual(["clean", []]);
});
