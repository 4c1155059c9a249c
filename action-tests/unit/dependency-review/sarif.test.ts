import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { sarif } from "../../../actions/dependency-review/report/sarif.ts";
import type { Finding } from "../../../shared/dependencies/policy/types.ts";
import { dependency } from "../providers/osv/asking.ts";
import { advisory, review } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";
import { officialSchema } from "./official-schema.ts";
import { SARIF } from "./sarif-schema.ts";

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv);
const problemsBy = (schema: object, checker: Ajv) => {
  const validate = checker.compile(schema);
  return (text: string): readonly string[] => {
    validate(JSON.parse(text));
    return (validate.errors ?? []).slice(0, 5).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
  };
};
/** By what code scanning demands, which is more than the standard. */
const ours = problemsBy(SARIF, ajv);

const official = await officialSchema();
// One of its patterns is none to who reads them by today's rules.
const lenient = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(lenient);
const standard = official && problemsBy(official, lenient);
const problems = (text: string): readonly string[] => [...ours(text), ...(standard?.(text) ?? [])];

const lock = (name: string): string => npmLock({ [name]: "1.0.0" });
const rules =
  "packages: { deny: ['pkg:npm/thing'] }\nsize: { max-package: 1kB }\nlicenses: { deny: [MIT] }\nrules: { unknown-license: block }\n";

/** Visibly skipped where the schema cannot be had: everything below is then held against our own words alone. */
(standard === undefined ? describe.skip : describe)("the official schema", () => {
  test("is there, and finds what is wrong", async () => {
    const told = await review({
      base: {},
      head: { "package-lock.json": lock("a") },
      releases: { "a@1.0.0": { yanked: true } },
    });
    expect(standard?.(told.sarif)).toEqual([]);
    const wrong = told.sarif.replace('"startLine":', '"startLine":-').replace('"ruleIndex"', '"ruleindex"');
    expect(standard?.(wrong.replace('"2.1.0"', '"2.2.0"'))).toEqual([
      "/version must be equal to one of the allowed values",
      "/runs/0/results/0 must NOT have additional properties",
      "/runs/0/results/0/locations/0/physicalLocation/region/startLine must be >= 1",
    ]);
  });
});

describe("what is handed to code scanning is what the standard allows", () => {
  test("with findings of many rules", async () => {
    const told = await review({
      base: { ".github/slipway.deps.yml": rules, "package-lock.json": npmLock({}) },
      head: {
        "package-lock.json": npmLock({ thing: { version: "1.0.0", integrity: undefined }, other: "2.0.0" }),
        Dockerfile: "FROM node:24\n",
        ".github/workflows/a.yml": "jobs:\n  a:\n    steps:\n      - uses: mallory/act@v1\n",
      },
      releases: { "thing@1.0.0": { size: 5_000, deprecated: "no", yanked: true, publishedAt: "2026-11-20T11:00:00Z" } },
      advisories: { "other@2.0.0": [advisory("GHSA-1", { severity: "unknown", url: "javascript:alert(1)" })] },
    });
    expect(told.report.findings.length).toBeGreaterThan(6);
    expect(problems(told.sarif)).toEqual([]);
  });

  test("with none", async () => {
    const told = await review({ base: { "package-lock.json": lock("a") }, head: { "package-lock.json": lock("a") } });
    expect(problems(told.sarif)).toEqual([]);
  });

  test("whatever names, ids, texts and paths come from outside", async () => {
    const hostile = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(hostile, hostile, fc.string({ unit: "binary" }), hostile, async (name, id, summary, folder) => {
        const told = await review({
          base: { "package-lock.json": npmLock({}) },
          head: { [`${folder.replaceAll("/", "_")}/package-lock.json`]: lock(`p${name}`) },
          advisories: { [`p${name}@1.0.0`]: [advisory(`X${id}`, { summary, url: summary })] },
        });
        expect(problems(told.sarif)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test("and the check itself finds what is wrong", async () => {
    const told = await review({
      base: {},
      head: { "package-lock.json": lock("a") },
      releases: { "a@1.0.0": { yanked: true } },
    });
    const wrong = told.sarif.replace('"startLine":', '"startLine":-').replace('"ruleIndex"', '"ruleindex"');
    expect(ours(wrong)).toEqual([
      "/runs/0/results/0 must NOT have additional properties",
      "/runs/0/results/0/locations/0/physicalLocation/region/startLine must be >= 1",
    ]);
  });
});

describe("what code scanning takes of one file", () => {
  const written = (count: number, name: (at: number) => string, summary: (at: number) => string): string =>
    sarif({
      findings: Array.from({ length: count }, (_, at) => {
        const known = advisory(`GHSA-${at}`, { summary: summary(at) });
        const finding: Partial<Finding> = {
          rule: "vulnerability",
          level: "block",
          dependency: dependency("npm", name(at), "1.0.0", { line: at + 1 }),
          message: `${known.id}: ${known.summary}`,
          advice: undefined,
          command: undefined,
          advisory: known,
          license: undefined,
          exception: undefined,
          path: [],
          fingerprint: createHash("sha256").update(known.id).digest("hex").slice(0, 40),
        };
        return finding as Finding;
      }),
    });
  interface Limited {
    readonly runs: readonly {
      readonly tool: {
        readonly driver: { readonly rules: readonly { id: string; properties: { tags: readonly string[] } }[] };
      };
      readonly results: readonly { readonly locations: readonly unknown[]; readonly ruleIndex: number }[];
    }[];
  }

  /** Runs, results that are kept, rules, tags that are kept, locations that are kept, bytes compressed. */
  const measured = (text: string) => {
    const { runs } = JSON.parse(text) as Limited;
    const results = runs.flatMap((run) => run.results);
    const rules = runs.flatMap(({ tool }) => tool.driver.rules);
    expect(results.every(({ ruleIndex }) => ruleIndex < rules.length)).toBe(true);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    // That all rules differ, ajv finds out by comparing each with each; some of them are enough for the rest.
    const ends = <T>(all: readonly T[]): readonly T[] => [...all.slice(0, 100), ...all.slice(-100)];
    const some = runs.map((run) => ({
      ...run,
      tool: { driver: { ...run.tool.driver, rules: ends(run.tool.driver.rules) } },
      results: ends(run.results),
    }));
    expect(problems(JSON.stringify({ version: "2.1.0", runs: some }))).toEqual([]);
    return {
      runs: runs.length,
      results: results.length,
      rules: rules.length,
      tags: Math.max(...rules.map(({ properties }) => properties.tags.length)),
      locations: Math.max(...results.map(({ locations }) => locations.length)),
      megabytes: gzipSync(text).length / 1024 / 1024,
    };
  };

  test("of 6,000 findings, 5,000 in a tenth of the room", () => {
    const text = written(
      6_000,
      (at) => `bad-${at}`,
      () => "Prototype pollution in a function that merges objects",
    );
    const { megabytes, ...counts } = measured(text);
    expect(counts).toEqual({ runs: 1, results: 5_000, rules: 5_000, tags: 2, locations: 1 });
    expect(megabytes).toBeLessThan(1);
  });

  test("text from outside that nothing can compress costs findings, not the file", () => {
    // Characters all over the place, the same in every run.
    let state = 1;
    const next = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0);
    const noise = (length: number): string =>
      String.fromCodePoint(...Array.from({ length }, () => 0x4e_00 + ((next() >>> 8) % 0x52_00)));
    const { megabytes, results, rules } = measured(
      written(
        5_000,
        () => noise(60),
        () => noise(900),
      ),
    );
    expect(megabytes).toBeLessThan(10);
    expect(results).toBeGreaterThan(1_000);
    expect(results).toBeLessThan(5_000);
    expect(rules).toBe(results);
  });
});

describe("what code scanning knows a finding by", () => {
  interface Known {
    readonly runs: readonly {
      readonly results: readonly {
        readonly ruleId: string;
        readonly partialFingerprints: Readonly<Record<string, string>>;
        readonly locations: readonly { physicalLocation: { region: { startLine: number } } }[];
      }[];
    }[];
  }
  const resultsOf = (text: string) => (JSON.parse(text) as Known).runs.flatMap(({ results }) => results);
  const keysOf = (text: string): readonly string[] =>
    resultsOf(text).map(({ ruleId, partialFingerprints: of }) => `${ruleId} ${of["primaryLocationLineHash"]}`);
  const bad = { "bad@1.0.0": [advisory("GHSA-1"), advisory("GHSA-2")], "worse@2.0.0": [advisory("GHSA-1")] };
  const releases = { "bad@1.0.0": { deprecated: "no" }, "worse@2.0.0": { yanked: true } };
  const judged = (text: string) => review({ base: {}, head: { "package-lock.json": text }, advisories: bad, releases });

  test("stays the same whatever moves its line, and no two findings share it", async () => {
    const first = await judged(npmLock({ bad: "1.0.0", worse: "2.0.0" }));
    const wanted = keysOf(first.sarif).toSorted();
    expect(wanted).toHaveLength(5);
    expect(new Set(wanted).size).toBe(5);
    const names = fc.uniqueArray(fc.stringMatching(/^x-[a-z]{1,12}$/), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(names, fc.boolean(), fc.nat(20), async (others, isCrlf, blanks) => {
        const clean = Object.fromEntries(
          others.filter((name) => !/^(?:bad|worse)$/.test(name)).map((n) => [n, "1.0.0"]),
        );
        const [half, rest] = [Object.entries(clean).slice(0, 5), Object.entries(clean).slice(5)];
        const lines = npmLock(Object.fromEntries([...half, ["worse", "2.0.0"], ...rest, ["bad", "1.0.0"]]));
        const text = "\n".repeat(blanks) + lines;
        const told = await judged(isCrlf ? text.replaceAll("\n", "\r\n") : text);
        expect(keysOf(told.sarif).toSorted()).toEqual(wanted);
        // And the line is the one that pins it, wherever that is now.
        const at = text.split("\n");
        for (const { locations } of resultsOf(told.sarif)) {
          expect(at[(locations[0]?.physicalLocation.region.startLine ?? 0) - 1]).toMatch(
            /node_modules\/(?:bad|worse)"/,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test("another version of the same problem is the same; another problem is another", async () => {
    const one = await review({ base: {}, head: { "package-lock.json": npmLock({ bad: "1.0.0" }) }, advisories: bad });
    const two = await review({
      base: {},
      head: { "package-lock.json": npmLock({ bad: "1.1.0" }) },
      advisories: {
        "bad@1.1.0": [advisory("GHSA-1", { summary: "worded anew", severity: "low" }), advisory("GHSA-3")],
      },
    });
    const [old, now] = [keysOf(one.sarif), keysOf(two.sarif)];
    expect(now.filter((key) => old.includes(key))).toHaveLength(1);
  });
});
