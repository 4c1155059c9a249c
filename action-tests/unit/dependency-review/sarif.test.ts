import { describe, expect, test } from "@jest/globals";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { advisory, review } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";
import { SARIF } from "./sarif-schema.ts";

const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false });
addFormats.default(ajv);
const validate = ajv.compile(SARIF);
const problems = (sarif: string) => {
  validate(JSON.parse(sarif));
  return (validate.errors ?? []).slice(0, 5).map(({ instancePath, message = "" }) => `${instancePath} ${message}`);
};

const lock = (name: string): string => npmLock({ [name]: "1.0.0" });
const rules =
  "packages: { deny: ['pkg:npm/thing'] }\nsize: { max-package: 1kB }\nlicenses: { deny: [MIT] }\nrules: { unknown-license: block }\n";

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
    expect(problems(wrong)).toEqual([
      "/runs/0/results/0 must NOT have additional properties",
      "/runs/0/results/0/locations/0/physicalLocation/region/startLine must be >= 1",
    ]);
  });
});
