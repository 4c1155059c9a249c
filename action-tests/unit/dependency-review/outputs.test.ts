import { describe, expect, test } from "@jest/globals";
import { Failure } from "../../../shared/action/failure.ts";
import { advisory, pullRequest, review, type Story, type Told } from "./harness.ts";
import { npmLock } from "./npm-lock.ts";

const story = (more: Partial<Story> = {}): Story => ({
  base: { "package-lock.json": npmLock({ old: "1.0.0" }) },
  head: { "package-lock.json": npmLock({ old: "1.0.0", thing: "1.2.0", dull: "1.0.0" }) },
  advisories: { "thing@1.2.0": [advisory("GHSA-1", { severity: "critical" })] },
  releases: { "dull@1.0.0": { deprecated: "use thing" } },
  ...more,
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly rules: readonly { readonly id: string; readonly properties: object }[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region: { readonly startLine: number };
        };
      }[];
      readonly partialFingerprints: Readonly<Record<string, string>>;
    }[];
  }[];
}
const sarifOf = ({ sarif }: Told) => (JSON.parse(sarif) as Sarif).runs[0];

describe("SARIF", () => {
  test("is 2.1.0 with a rule, a line of the lock file and a fingerprint for each finding", async () => {
    const told = await review(story());
    const run = sarifOf(told);
    expect((JSON.parse(told.sarif) as Sarif).version).toBe("2.1.0");
    expect(run?.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ["vulnerability/GHSA-1", "error"],
      ["deprecated", "warning"],
    ]);
    const lines = npmLock({ old: "1.0.0", thing: "1.2.0", dull: "1.0.0" }).split("\n");
    for (const { ruleId, ruleIndex, locations, partialFingerprints } of run?.results ?? []) {
      expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
      const [place] = locations;
      expect(place?.physicalLocation.artifactLocation.uri).toBe("package-lock.json");
      const name = ruleId === "deprecated" ? "dull" : "thing";
      expect(lines[(place?.physicalLocation.region.startLine ?? 0) - 1]).toContain(`node_modules/${name}`);
      expect(partialFingerprints).toEqual({
        primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]{16}:1$/),
        "slipwayFinding/v1": expect.stringMatching(/^[0-9a-f]{40}$/),
      });
    }
    expect(run?.tool.driver.rules[0]?.properties).toMatchObject({ "security-severity": "9.5" });
  });

  test("fingerprints stay when lines move and the file does", async () => {
    const before = sarifOf(await review(story()))?.results.map(({ partialFingerprints }) => partialFingerprints);
    const moved = await review(
      story({
        head: { "apps/a/package-lock.json": npmLock({ aaa: "1.0.0", old: "1.0.0", thing: "1.2.0", dull: "1.0.0" }) },
      }),
    );
    expect(sarifOf(moved)?.results.map(({ partialFingerprints }) => partialFingerprints)).toEqual(before);
  });

  test("names in paths are encoded", async () => {
    const told = await review(story({ head: { "a b/ü%#?/package-lock.json": npmLock({ thing: "1.2.0" }) } }));
    const uri = sarifOf(told)?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri;
    expect(uri).toBe("a%20b/%C3%BC%25%23%3F/package-lock.json");
  });

  test.each([
    ["auto", "refs/pull/7/merge", 1],
    ["auto", "", 0],
    ["file", "refs/pull/7/merge", 0],
  ] as const)("%s, %s: %d uploads", async (sarif, ref, count) => {
    const told = await review(story({ inputs: { sarif }, ref }));
    expect(told.uploads.map((upload) => upload.ref)).toEqual(Array.from({ length: count }, () => ref));
    expect(told.outputs["sarif"]).toBe("temp/dependency-review.sarif");
  });

  test("never: no file either", async () => {
    const told = await review(story({ inputs: { sarif: "never" } }));
    expect([told.sarif, told.uploads]).toEqual(["", []]);
  });

  test.each(["unavailable", "failed", "pending"] as const)(
    "an upload that is %s changes no verdict, and is said",
    async (kind) => {
      const told = await review({ base: story().base, head: story().base, upload: { kind, why: "the reason" } });
      expect(told.outcome).toBe("clean");
      expect(told.summary).toContain("the reason");
    },
  );
});

describe("the comment", () => {
  test("says what the summary says", async () => {
    const told = await review(story());
    expect(told.comments).toHaveLength(1);
    expect(told.comments[0]).toContain("Dependency review: blocked");
    expect(told.comments[0]).toContain("introduces 1 critical");
  });

  test.each<[string, Partial<Story>, RegExp]>([
    ["a fork", { payload: pullRequest({ fork: true }) }, /from a fork may only read/],
    ["Dependabot", { actor: "dependabot[bot]" }, /of Dependabot may only read/],
    ["no token", { comments: undefined }, /has no `?github-token/],
  ])("%s: none, said, and red all the same", async (_, more, said) => {
    const told = await review(story(more));
    expect(told.comments).toEqual([]);
    expect(told.outcome).toBe("blocked");
    expect(told.log.join("\n")).toMatch(said);
    expect(told.summary).toContain("There is no comment on the pull request");
  });

  test("one that is refused is a warning, and changes no verdict", async () => {
    const refuse = async () => {
      throw new Failure("SLIP-HTTP-AUTH", "Resource not accessible by integration", {
        blame: "user",
        next: "Give it.",
      });
    };
    const told = await review({
      base: story().base,
      head: story().base,
      inputs: { comment: "always" },
      comments: { put: refuse, remove: refuse },
    });
    expect(told.outcome).toBe("clean");
    expect(told.log.join("\n")).toContain("warning: No comment on the pull request: Resource not accessible");
  });

  test.each([
    ["auto", []],
    ["never", []],
  ] as const)("%s, with nothing to say: %j", async (comment, comments) => {
    const told = await review({ base: story().base, head: story().base, inputs: { comment } });
    expect(told.comments).toEqual(comments);
  });

  test.each(["dry-run", "push"])("%s: none", async (what) => {
    const told = await review(
      story(what === "push" ? { event: "push", payload: { before: "b".repeat(40) } } : { inputs: { dryRun: true } }),
    );
    expect([told.comments, told.outcome]).toEqual([[], "blocked"]);
  });
});

describe("text from the pull request is hostile", () => {
  const EVIL =
    "x\n::error file=a::pwned\r##[set-output name=outcome]clean\u202e</details><img src=//evil.example/x> @everyone | [a](//e) \u001b[2K";
  const told = review({
    base: { "package-lock.json": npmLock({}) },
    head: {
      [`${EVIL}/package-lock.json`]: npmLock({ [EVIL]: "1.0.0" }),
      "plain/package-lock.json": npmLock({ plain: EVIL }),
    },
    advisories: { [`${EVIL}@1.0.0`]: [advisory("GHSA-1", { summary: EVIL, url: `javascript:${EVIL}` })] },
    releases: { [`${EVIL}@1.0.0`]: { license: EVIL, deprecated: EVIL, installScripts: [EVIL], repository: EVIL } },
  });

  test("no command of the runner comes out of it", async () => {
    const { log } = await told;
    const lines = log.flatMap((line) => line.split("\n"));
    expect(lines.filter((line) => line.startsWith("::") || line.includes("##["))).toEqual([]);
    // oxlint-disable-next-line no-control-regex -- the very characters
    expect(lines.filter((line) => /[\r\u001b\u202e]/.test(line))).toEqual([]);
  });

  test("no markup, no mention, no image in summary and comment", async () => {
    const { summary, comments } = await told;
    for (const markdown of [summary, ...comments]) {
      expect(markdown).not.toMatch(/<img|\]\(\/\/e\)|javascript:|\u202e|\r/);
      // In code nobody is mentioned.
      expect(markdown.replaceAll(/<code>.*?<\/code>/g, "")).not.toContain("@everyone");
      expect(markdown.match(/<details>/g)?.length ?? 0).toBe(markdown.match(/<\/details>/g)?.length ?? 0);
      const rows = markdown.split("\n").filter((line) => line.startsWith("| <code>"));
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.every((row) => row.split(" | ").length === 5)).toBe(true);
    }
  });

  test("SARIF and JSON can be parsed, and give no address that is none", async () => {
    const { sarif, report } = await told;
    expect(JSON.stringify(JSON.parse(sarif))).not.toMatch(/javascript:/);
    expect(report.findings.length).toBeGreaterThan(0);
  });

  test("no command to copy", async () => {
    const { report } = await told;
    expect(report.findings.map(({ command }) => command).filter((command) => command !== undefined)).toEqual([]);
  });
});

test("a summary of 10,000 findings stays far below GitHub's limit", async () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `bad-${index}`);
  const told = await review({
    base: { "package-lock.json": npmLock({}) },
    head: { "package-lock.json": npmLock(Object.fromEntries(names.map((name) => [name, "1.0.0"]))) },
    advisories: Object.fromEntries(
      names.map((name) => [`${name}@1.0.0`, [advisory(`GHSA-${name}`, { summary: "w ".repeat(400) })]]),
    ),
  });
  expect(Buffer.byteLength(told.summary)).toBeLessThan(1_000_000);
  expect(sarifOf(told)?.results).toHaveLength(5_000);
  expect(told.report.findings).toHaveLength(10_000);
  expect(JSON.stringify(told.outputs["findings"]).length).toBeLessThan(100_000);
});

describe("GitHub's dependency graph", () => {
  const graph = (more: object): NonNullable<Story["graph"]> => ({
    kind: "complete",
    note: "",
    changes: [
      {
        kind: "added",
        file: "package-lock.json",
        purl: "pkg:npm/dull@1.0.0",
        license: undefined,
        advisories: ["GHSA-new"],
        ...more,
      },
    ],
  });

  test("what it knows sooner counts", async () => {
    const told = await review(story({ advisories: {}, releases: {}, graph: graph({}) }));
    expect(told.report.introduced).toEqual([expect.objectContaining({ package: "dull", advisory: "GHSA-new" })]);
  });

  test("what it sees in files that are not read here is not checked", async () => {
    const told = await review(
      story({ advisories: {}, releases: {}, graph: graph({ file: "pom.xml", purl: "pkg:maven/a/b@1" }) }),
    );
    expect(told.outcome).toBe("not-checked");
    expect(told.report.notChecked[0]?.why).toContain("pom.xml is not read here");
  });

  test("an incomplete answer is not used, and said", async () => {
    const told = await review(
      story({
        advisories: {},
        releases: {},
        graph: { kind: "incomplete", changes: [], note: "snapshots are missing" },
      }),
    );
    expect(told.outcome).toBe("clean");
    expect(told.report.notes.join()).toContain("snapshots are missing");
  });
});
