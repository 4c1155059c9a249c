import { describe, expect, test } from "@jest/globals";
import { readPolicy } from "../../../shared/dependencies/policy/configuration.ts";
import { type Files, review, rulesOf, type Story, type Told } from "./harness.ts";
import { npmLock, type Packages } from "./npm-lock.ts";

const CONFIG = ".github/slipway.deps.yml";

interface Given {
  readonly config?: string;
  readonly before?: Packages;
  readonly direct?: readonly string[];
  readonly head?: Files;
  readonly inputs?: Story["inputs"];
}

/** A change that adds packages to a lock file. */
const adding = (
  packages: Packages,
  { config = "", before = {}, direct, head = {}, inputs }: Given = {},
): Promise<Told> =>
  review({
    base: { "package-lock.json": npmLock(before), [CONFIG]: config },
    head: { "package-lock.json": npmLock({ ...before, ...packages }, direct), [CONFIG]: config, ...head },
    ...(inputs === undefined ? {} : { inputs }),
  });

const adviceOf = (told: Told): readonly (string | undefined)[] => told.report.findings.map(({ advice }) => advice);
const sparedOf = ({ report }: Told): unknown => (report as unknown as { readonly spared: unknown }).spared;
const engines = (node: string, name: string): Files => ({
  "package.json": JSON.stringify({ dependencies: { [name]: "^1.0.0" }, engines: { node } }),
});

describe("what the project names itself", () => {
  test("is told, and does not block", async () => {
    const told = await adding({ "array.prototype.flat": "1.0.0" });
    expect([told.outcome, rulesOf(told, "warn")]).toEqual(["warned", ["replacement array.prototype.flat@1.0.0"]]);
    expect(told.report.findings[0]).toMatchObject({
      message: "It is built in by now.",
      advice: "Use Array.prototype.flat (Node 11 and later).",
      url: expect.stringMatching(/^https:\/\/developer\.mozilla\.org\/.*\/Array\/flat$/),
    });
    expect(told.summary).toContain("Array.prototype.flat");
    expect(told.comments[0]).toContain("[Could be spared](<https://developer.mozilla.org/");
    expect(told.sarif).toContain('"ruleId":"replacement"');
    expect(told.sarif).toContain('"maintainability"');
  });

  test.each([
    ["is-odd", "A few lines of code do the same.", "Write it: is odd."],
    ["glob", "Something built in, or a lighter package, does the same.", /^Use tinyglobby, .* or fdir\.$/],
    ["moment", "Something built in, or a lighter package, does the same.", /^Use day\.js, date-fns, luxon or Date\.$/],
    ["lodash.add", "It is listed as one to do without.", "Take it out, or use es-toolkit."],
    ["safe-buffer", "It is listed as one to do without.", "Take it out."],
    ["clipboard-copy", "Browsers have it built in.", "Use ClipboardAPI (browsers)."],
    ["express", "Lighter or better kept packages do the same.", /^Use h3, /],
  ])("%s: %s", async (name, message, advice) => {
    const [finding] = (await adding({ [name]: "1.0.0" })).report.findings;
    expect(finding?.message).toBe(message);
    expect(finding?.advice).toMatch(advice);
  });

  test("is not told when it was there before, in whatever version", async () => {
    expect(rulesOf(await adding({ moment: "2.30.1" }, { before: { moment: "2.29.0" } }))).toEqual([]);
  });

  test("is not told of names that only look like ones of the list", async () => {
    expect(rulesOf(await adding({ constructor: "1.0.0", "@acme/moment": "1.0.0" }))).toEqual([]);
  });

  test.each([
    [">=22", ["Use Promise.withResolvers."]],
    [">=18", []],
    ["*", ["Use Promise.withResolvers (Node 22 and later)."]],
    ["not a range", ["Use Promise.withResolvers (Node 22 and later)."]],
  ])("with engines %j: %j", async (node, advice) => {
    expect(adviceOf(await adding({ "p-defer": "1.0.0" }, { head: engines(node, "p-defer") }))).toEqual(advice);
  });

  test("an older Node leaves the packages that do the same", async () => {
    const told = (node: string) => adding({ glob: "1.0.0" }, { head: engines(node, "glob") });
    const [old] = adviceOf(await told(">=14"));
    const [young] = adviceOf(await told(">=24"));
    expect(young).toContain("fs.promises.glob");
    expect(old).not.toContain("fs.promises.glob");
    expect(old).toContain("tinyglobby");
  });
});

describe("what others bring in", () => {
  const chain: Packages = {
    parent: { version: "1.0.0", dependencies: { "array.prototype.flat": "^1.0.0" } },
    "array.prototype.flat": "1.0.0",
  };

  test("is told with who does, and decides nothing", async () => {
    const told = await adding(chain, { direct: ["parent"] });
    expect([told.outcome, rulesOf(told)]).toEqual(["clean", []]);
    expect(sparedOf(told)).toMatchObject([
      {
        package: "array.prototype.flat",
        path: ["parent", "array.prototype.flat"],
        instead: "Array.prototype.flat (Node 11 and later)",
      },
    ]);
    expect(told.summary).toMatch(
      /Could be spared, but others bring it in \(1\)[\s\S]*array\.prototype\.flat[\s\S]*parent/,
    );
    expect(told.comments).toEqual([]);
  });

  test("not where an exception lifts it", async () => {
    const config = `exceptions:
  - { package: "array.prototype.*", rule: replacement, reason: it has to run in old browsers, owner: "@ada", until: 2027-01-01 }`;
    expect(sparedOf(await adding(chain, { direct: ["parent"], config }))).toEqual([]);
  });

  test("stays within its rows", async () => {
    const names = Array.from({ length: 80 }, (_, index) => `own-${index}`);
    const told = await adding(
      {
        parent: { version: "1.0.0", dependencies: Object.fromEntries(names.map((name) => [name, "^1.0.0"])) },
        ...Object.fromEntries(names.map((name) => [name, "1.0.0"])),
      },
      { direct: ["parent"], config: "replacements: { own: [{ package: own-*, instead: less, reason: We said so }] }" },
    );
    expect(told.summary).toContain("Could be spared, but others bring it in (80)");
    expect(told.summary).toContain("… and 30 more: the report has all of them.");
    expect(sparedOf(told)).toHaveLength(80);
  });
});

describe("the rules of the repository", () => {
  test("block what they say", async () => {
    const told = await adding({ moment: "2.30.1" }, { config: "rules: { replacement: block }" });
    expect([told.outcome, rulesOf(told, "block")]).toEqual(["blocked", ["replacement moment@2.30.1"]]);
    expect(told.summary).toContain("Before this can be merged");
  });

  test("an exception lifts it, a baseline writes one", async () => {
    const rules = "rules: { replacement: block }\n";
    const lock = { "package-lock.json": npmLock({ moment: "2.30.1" }) };
    const written = await review({
      base: {},
      head: { ...lock, [CONFIG]: rules },
      event: "workflow_dispatch",
      payload: {},
      inputs: { command: "baseline" },
    });
    const config = written.written.get(CONFIG) ?? "";
    expect(config).toContain("pkg:npm/moment");
    const told = await adding({ moment: "2.30.1" }, { config });
    expect([told.outcome, rulesOf(told, "block")]).toEqual(["clean", []]);
  });

  test("switch the rule off: then nothing is told at all", async () => {
    const told = await adding({ moment: "2.30.1" }, { config: "rules: { replacement: off }" });
    expect([told.outcome, rulesOf(told), sparedOf(told)]).toEqual(["clean", [], []]);
  });

  const own = `replacements:
  list: off
  own:
    - package: pkg:npm/moment@<3
      instead: Temporal
      reason: We have one library for dates
    - package: pkg:pypi/requests
      instead: httpx
      reason: It cannot wait for two things at once.
`;

  test("name their own, of any ecosystem, and do without the list", async () => {
    const told = await adding(
      { moment: "2.30.1", glob: "1.0.0" },
      { config: own, head: { "requirements.txt": "requests==2.31.0\n" } },
    );
    expect(rulesOf(told, "warn").toSorted()).toEqual(["replacement moment@2.30.1", "replacement requests@2.31.0"]);
    expect(told.report.findings.map(({ message, advice }) => `${message} ${advice ?? ""}`).toSorted()).toEqual([
      "It cannot wait for two things at once. Use httpx.",
      "We have one library for dates. Use Temporal.",
    ]);
  });

  test("their own come before the list", async () => {
    expect(adviceOf(await adding({ moment: "2.30.1" }, { config: own.replace("list: off", "list: on") }))).toEqual([
      "Use Temporal.",
    ]);
    expect(adviceOf(await adding({ moment: "3.0.0" }, { config: own.replace("list: off", "list: on") }))).toEqual([
      "Use day.js, date-fns, luxon or Date.",
    ]);
  });

  test("what a replacement says is hostile text", async () => {
    const config = JSON.stringify({
      replacements: {
        own: [{ package: "thing", instead: "::add-mask::x\n| a | <img src=x>", reason: "@everyone `x`" }],
      },
    });
    const told = await adding({ thing: "1.0.0" }, { config });
    expect(rulesOf(told)).toEqual(["replacement thing@1.0.0"]);
    expect(told.summary).not.toContain("<img");
    expect(told.log.filter((line) => line.startsWith("::add-mask::"))).toEqual([]);
  });

  test.each([
    ["replacements: { list: maybe }", /`replacements\.list` cannot be `maybe`/],
    ["replacements: { own: [{ package: a, instead: b }] }", /`replacements\.own\[0\]\.reason` is missing/],
    ["replacements: { own: [{ package: a, insted: b, reason: c }] }", /insted.*instead/],
    ["replacements: [moment]", /`replacements`/],
  ])("say where they cannot be read: %s", (config, message) => {
    expect(() => readPolicy(config, "rules.yml")).toThrow(message);
  });
});
