import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "@jest/globals";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const sources = globSync("{actions,shared}/**/*.ts", { cwd: ROOT }).toSorted();
const everything = [...sources, ...globSync("{scripts,action-tests}/**/*.{ts,mjs}", { cwd: ROOT })].toSorted();

interface Import {
  readonly from: string;
  /** Path from the root, or the package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s)?(?:[^"';]*?\sfrom\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

function importsOf(file: string): Import[] {
  return [...read(file).matchAll(IMPORT)].map(([, type, fixed, lazy]) => {
    const target = fixed ?? lazy ?? "";
    const to = target.startsWith(".") ? relative(ROOT, join(ROOT, dirname(file), target)) : target;
    return { from: file, to, typeOnly: type !== undefined };
  });
}

const imports = sources.flatMap(importsOf);
const offences = (from: RegExp, forbidden: (found: Import) => boolean): string[] =>
  imports.filter((found) => from.test(found.from) && forbidden(found)).map(({ from: file, to }) => `${file} -> ${to}`);

test("imports are found", () => {
  expect(imports.length).toBeGreaterThan(50);
  expect(imports).toContainEqual({
    from: "shared/action/github-runner.ts",
    to: "@actions/core",
    typeOnly: false,
  });
  expect(imports.filter(({ to }) => to.startsWith("shared/")).every(({ to }) => to.endsWith(".ts"))).toBe(true);
});

describe("who may import whom", () => {
  test("domain knows only itself, failures and pure text", () => {
    const allowed = /^shared\/(?:domain\/|yaml\/|action\/(?:failure|codes|text)\.ts$)/;
    const packages = new Set(["zod", "node:crypto"]);
    expect(offences(/^shared\/domain\//, ({ to }) => !allowed.test(to) && !packages.has(to))).toEqual([]);
  });

  test("YAML is read by one parser, which needs nothing of ours", () => {
    expect(offences(/^(?:actions|shared)\//, ({ to }) => to === "yaml")).toEqual([]);
    expect(offences(/^shared\/yaml\//, ({ to }) => !/^shared\/yaml\/|^js-yaml$/.test(to))).toEqual([]);
  });

  test("ports stand on domain, and on each other", () => {
    const allowed =
      /^shared\/(?:domain|ports)\/|^shared\/(?:dependencies|site)\/types\.ts$|^shared\/action\/secret\.ts$/;
    expect(offences(/^shared\/ports\//, ({ to }) => !allowed.test(to))).toEqual([]);
  });

  test("only index.ts files and providers import providers", () => {
    expect(
      offences(/^(?!shared\/providers\/|actions\/[^/]+\/index\.ts$)/, ({ to }) => to.startsWith("shared/providers/")),
    ).toEqual([]);
  });

  test("providers know no action", () => {
    expect(offences(/^shared\//, ({ to }) => to.startsWith("actions/"))).toEqual([]);
  });

  test("http knows neither providers nor domain", () => {
    expect(offences(/^shared\/http\//, ({ to }) => /^shared\/(?:providers|domain|gate|command)\//.test(to))).toEqual(
      [],
    );
  });

  test("the gate's engine does no I/O of its own", () => {
    expect(
      offences(/^shared\/gate\//, ({ to }) => /^shared\/(?:providers|http|command)\/|^node:(?!crypto|vm)/.test(to)),
    ).toEqual([]);
  });

  test("only the runner's adapter imports @actions/core, and nobody @actions/exec or undici", () => {
    expect(offences(/^(?!shared\/action\/github-runner\.ts$)/, ({ to }) => /^(?:@actions\/|undici$)/.test(to))).toEqual(
      [],
    );
  });

  test("only what runs children imports node:child_process", () => {
    expect(offences(/^(?!shared\/command\/)/, ({ to, typeOnly }) => to === "node:child_process" && !typeOnly)).toEqual(
      [],
    );
  });
});

test("only run, its machine and index.ts read the environment", () => {
  const allowed = /^(?:shared\/action\/(?:run|machine)\.ts|actions\/[^/]+\/index\.ts)$/;
  expect(sources.filter((file) => !allowed.test(file) && /\bprocess\.env\b/.test(read(file)))).toEqual([]);
});

test("only the clock asks for the time", () => {
  const asks = /\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|(?<![\w.])setTimeout\(|(?<![\w.])setInterval\(/;
  const allowed = /^shared\/action\/(?:system-clock|machine)\.ts$/;
  expect(sources.filter((file) => !allowed.test(file) && asks.test(read(file)))).toEqual([]);
});

test("no file has more than 250 lines without a reason in it, tables of tests aside", () => {
  const long = everything.filter((file) => {
    if (file.startsWith("action-tests/unit/")) return false;
    const text = read(file);
    return text.split("\n").length > 251 && !/longer than other/.test(text);
  });
  expect(long).toEqual([]);
});

test("the median source file has fewer than 90 lines", () => {
  const counts = sources.map((file) => read(file).split("\n").length).toSorted((a, b) => a - b);
  expect(counts[Math.floor(counts.length / 2)]).toBeLessThan(90);
});

test("no name says nothing", () => {
  expect(everything.filter((file) => /(?:^|\/)(?:utils?|helpers?|misc)\.ts$|[A-Z ]/.test(file))).toEqual([]);
});
