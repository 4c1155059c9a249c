import { globSync, readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { renderDialect } from "./peers/pinned.ts";
import { audit, zizmor } from "./peers/zizmor.ts";

const CONFIG = join(".github", "zizmor.yml");
const CLEAN = { code: 0, report: expect.stringMatching(/^No findings to report/) as unknown };

const audited = zizmor === undefined ? describe.skip : describe;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "slipway-zizmor-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A folder that zizmor takes for the workflows of a repository. */
const workflows = async (name: string): Promise<string> => {
  const path = join(folder, name, ".github", "workflows");
  await mkdir(path, { recursive: true });
  return path;
};

audited("zizmor, at its strictest for projects", () => {
  test("finds nothing in our workflows, actions and examples", async () => {
    const actions = globSync("actions/*/action.yml");
    const examples = globSync("examples/*/.github/workflows/*.yml");

    const result = await audit(["--config", CONFIG], [".github", "examples", ...actions]);

    expect(result).toMatchObject(CLEAN);
    expect(actions).not.toEqual([]);
    expect(examples).not.toEqual([]);
    const expected = [...globSync(".github/workflows/*.yml"), ".github/dependabot.yml", ...examples, ...actions];
    expect(result.audited).toEqual(expect.arrayContaining(expected));
  });

  // Without our configuration, which lets callers name a release: in these, everything has to be a commit.
  test.each(["self", "vendored", "pinned"] as const)("finds nothing in the %s dialect", async (dialect) => {
    const path = await workflows(dialect);
    await renderDialect(dialect, "0f".repeat(20), path);

    const result = await audit(["--no-config"], [join(folder, dialect)]);

    expect(result).toMatchObject(CLEAN);
    const rendered = (await readdir(path)).map((name) => join(path, name)).toSorted();
    expect(rendered).toHaveLength(globSync("workflows/*.yml", { exclude: ["workflows/pins.yml"] }).length);
    expect(result.audited).toEqual(rendered);
  });

  test("finds nothing in the workflows that the documents tell people to copy", async () => {
    const path = await workflows("documents");
    const documents = ["README.md", ...globSync("docs/**/*.md"), ...globSync("{actions,examples}/*/README.md")];
    const snippets = documents.flatMap((name) => wholeWorkflows(readFileSync(name, "utf8")));
    for (const [index, snippet] of snippets.entries()) await writeFile(join(path, `${index}.yml`), snippet);

    const result = await audit(["--config", CONFIG], [join(folder, "documents")]);

    expect(result).toMatchObject(CLEAN);
    expect(result.audited.length).toBeGreaterThan(0);
  });

  test("would find something", async () => {
    const path = await workflows("bad");
    await writeFile(join(path, "bad.yml"), BAD);

    const { code, report } = await audit(["--config", CONFIG], [join(folder, "bad")]);

    expect(code).toBeGreaterThan(10);
    expect(report).toContain("template-injection");
    expect(report).toContain("unpinned-uses");
  });
});

test("nothing is let pass without a reason beside it", () => {
  const files = globSync([
    "workflows/*.yml",
    ".github/**/*.yml",
    "examples/*/.github/**/*.yml",
    "actions/*/action.yml",
  ]);
  const lines = files.flatMap((path) => readFileSync(path, "utf8").split("\n"));
  expect(lines.filter((line) => withoutReason(line))).toEqual([]);

  const rules = /^rules:\n(?<body>(?:[ #].*\n?|\n)*)/m.exec(readFileSync(CONFIG, "utf8"))?.groups?.["body"] ?? "";
  const silent = rules.split(/^(?= {2}[\w-]+:)/m).filter((rule) => rule.trim() !== "" && !/^ +#.* \w+/m.test(rule));
  expect(silent).toEqual([]);
});

test.each([
  ["uses: a/b@v1 # zizmor: ignore[unpinned-uses]", true],
  ["uses: a/b@v1 # zizmor: ignore[unpinned-uses,artipacked]  ", true],
  ["uses: a/b@v1 # zizmor: ignore[unpinned-uses] its releases are immutable", false],
  ["uses: a/b@v1", false],
])("%s", (line, expected) => {
  expect(withoutReason(line)).toBe(expected);
});

const withoutReason = (line: string): boolean => /zizmor: ignore\[[^\]]*\]\s*$/.test(line);

const wholeWorkflows = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^(?<indent> *)```ya?ml\n(?<body>[^]*?)^\k<indent>```/gm)]
    .map(({ groups: { indent = "", body = "" } = {} }) => body.replaceAll(new RegExp(`^${indent}`, "gm"), ""))
    .filter((body) => {
      const content: unknown = parse(body, { logLevel: "silent" });
      return typeof content === "object" && content !== null && "on" in content && "jobs" in content;
    });

const BAD = `name: Greet
on:
  issues:
permissions: {}
jobs:
  greet:
    name: Greet
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
        with:
          persist-credentials: false
      - name: Greet
        run: echo "\${{ github.event.issue.title }}"
`;
