import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { oneLine } from "../../../../shared/action/text.ts";
import { compare } from "../../../../shared/dependencies/compare.ts";
import type { Dependency } from "../../../../shared/dependencies/types.ts";
import { installed } from "../../../tools/installed.ts";
import { PROJECTS } from "./projects/projects.ts";
import { type Recorded, complete, readRecorded as read, running, shown } from "./reading.ts";
import { type Asking, ask, TOOLS } from "./tools.ts";

const REAL = join(import.meta.dirname, "real");
const recorded = readdirSync(REAL)
  .map((file): readonly [string, Recorded] => [
    file.replace(/\.json$/, ""),
    JSON.parse(readFileSync(join(REAL, file), "utf8")) as Recorded,
  ])
  .toSorted(([one], [other]) => (one < other ? -1 : 1));

const temp = mkdtempSync(join(tmpdir(), "slipway-lockfiles-"));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

/** One known package of each recorded project: needed by whom, for what. */
const KNOWN: Readonly<Record<string, Readonly<Record<string, Partial<Dependency>>>>> = {
  js: {
    "pkg:npm/chalk@2.4.2": { scope: "runtime", direct: true, ranges: ["2.4.2"] },
    "pkg:npm/lodash@4.18.1": { scope: "runtime", direct: true, alias: "lodash-alias", ranges: ["^4.17.20"] },
    "pkg:npm/color-name@1.1.3": { scope: "runtime", direct: false },
    "pkg:npm/semver@5.7.3": { scope: "development", direct: true },
    "pkg:npm/%40sindresorhus/is@4.6.0": { scope: "development", direct: true, ranges: ["^4.0.0"] },
    "pkg:npm/fsevents@2.3.3": { scope: "optional", direct: true },
    "pkg:npm/%40esbuild/win32-x64@0.21.5": { scope: "optional", direct: false },
    "pkg:npm/is-number@6.0.0": { scope: "runtime", direct: false },
  },
  "js-sources": {
    "pkg:npm/a@1.2.0": { direct: true, scope: "runtime" },
    "pkg:npm/dev-tool@3.0.0": { direct: true, scope: "development", ranges: [">=3"] },
    "pkg:npm/%40acme/scoped@1.0.0-beta.1": { direct: false, scope: "development" },
    "pkg:npm/platform-win@1.0.0": { direct: false, scope: "optional" },
    "pkg:npm/local": { direct: true, source: "path" },
    "pkg:npm/c@1.0.0": { direct: true, scope: "runtime" },
  },
  python: {
    "pkg:pypi/httpx@0.27.2": { direct: true, scope: "runtime" },
    "pkg:pypi/ruamel-yaml@0.19.1": { direct: true, scope: "runtime" },
    "pkg:pypi/certifi@2026.10.18": { scope: "runtime" },
  },
  go: {
    "pkg:golang/github.com/gin-gonic/gin@v1.9.0": { direct: true },
    "pkg:golang/github.com/BurntSushi/toml@v1.3.2": { direct: true },
    "pkg:golang/golang.org/x/net@v0.7.0": { direct: false },
  },
  cargo: {
    "pkg:cargo/rand@0.7.3": { direct: true, alias: "old-rand", ranges: ["0.7"], scope: "runtime" },
    "pkg:cargo/tempfile": { direct: true, scope: "development" },
    "pkg:cargo/serde_derive": { direct: false, scope: "runtime" },
  },
  bundler: {
    "pkg:gem/nokogiri@1.16.4": { direct: true, scope: "runtime", line: 20 },
    "pkg:gem/minitest@5.22.3": { direct: true, scope: "development", ranges: [">= 5"] },
    // A gem in a folder of the repository needs it.
    "pkg:gem/racc@1.7.3": { direct: true, scope: "runtime" },
    "pkg:gem/mini_portile2@2.8.6": { direct: false, scope: "runtime" },
    "pkg:gem/forked@0.4.0": { source: "git", direct: true },
  },
  "bundler-sources": {
    "pkg:gem/secret@1.0.0": { direct: true, resolved: "file:///srv/shop/private/", line: 33 },
    "pkg:gem/two@0.4.1": { source: "git", direct: true, scope: "development" },
    "pkg:gem/rake@13.0.6": { direct: true, scope: "development" },
    // Two folders of the repository need them.
    "pkg:gem/helper@3.1.4": { direct: true, scope: "runtime" },
    "pkg:gem/base@1.0.0": { direct: true, scope: "runtime" },
  },
  "composer-replaced": {
    "pkg:composer/acme/core@v2.1.0": {
      direct: true,
      ranges: ["^2.0"],
      integrity: `sha1:${"2".repeat(40)} git:${"1".repeat(40)}`,
      // One provides what it needs, the other is there instead of it.
      needs: ["pkg:composer/acme/fork@1.9.0", "pkg:composer/acme/logger@1.0.3"],
    },
    "pkg:composer/acme/hooks@0.3.0": { installScript: true },
    "pkg:composer/acme/assert@3.0.0": { scope: "development", direct: false },
  },
  "composer-sources": {
    "pkg:composer/acme/forked@dev-next": { source: "git", direct: true, ranges: ["dev-next as 1.5.0"] },
    "pkg:composer/acme/own@1.0.0": { source: "path", direct: true },
    "pkg:composer/acme/archived@1.0.0": { source: "registry", direct: false, scope: "runtime" },
  },
  "uv-workspace": {
    "pkg:pypi/forked@0.4.0": { direct: true, source: "git", scope: "runtime" },
    "pkg:pypi/mark-up@2.1.5": { direct: true, scope: "runtime" },
    "pkg:pypi/local-build@1.0+cpu": { direct: true, scope: "optional" },
    "pkg:pypi/tester@8.2.0rc1": { direct: true, scope: "development" },
    "pkg:pypi/epoch@1!2.0": { direct: true, scope: "runtime" },
    // A folder of the repository needs it.
    "pkg:pypi/plug@1.5.0": { direct: true, scope: "runtime" },
    "pkg:pypi/dotenv@1.0.1": { direct: false, scope: "runtime" },
  },
  "go-tools": {
    "pkg:golang/example.com/tool/v2@v2.1.0": { direct: true },
    "pkg:golang/example.com/net@v0.7.0": { direct: true },
    "pkg:golang/example.com/flags@v1.0.0": { direct: false },
  },
  "go-1.16": {
    "pkg:golang/example.com/fork@v1.0.1": { direct: true, alias: "example.com/broken", line: 19 },
    "pkg:golang/example.com/net@v0.8.0": { direct: false, line: 21 },
    "pkg:golang/example.com/text@v0.4.0": { direct: false },
  },
  "cargo-workspace": {
    "pkg:cargo/random@0.7.3": { direct: true, alias: "old-random", ranges: ["0.7"] },
    "pkg:cargo/patched@1.0.5": { direct: true, source: "git" },
    "pkg:cargo/abc@2.0.0-rc.1": { direct: true, scope: "optional" },
    "pkg:cargo/bench@0.5.0": { direct: true, scope: "development" },
    // One member needs it for development only; something else needs it to run.
    "pkg:cargo/a@1.0.0": { direct: true, scope: "runtime" },
    "pkg:cargo/syntax@2.0.1": { direct: false, scope: "runtime" },
  },
  composer: {
    "pkg:composer/monolog/monolog@3.5.0": { direct: true, scope: "runtime", source: "registry", line: 5 },
    "pkg:composer/psr/log@3.0.0": { direct: false, line: 14 },
    "pkg:composer/acme/plugin@v1.2.0": { direct: true, scope: "development", installScript: true, source: "git" },
  },
};

const kindOf = (name: string): string =>
  name.endsWith("-sources")
    ? name.replace(/^(?:npm|pnpm-9|yarn-4|bun)-/, "js-")
    : /^(?:npm|pnpm|yarn|bun)(?:-|$)/.test(name)
      ? "js"
      : /^(?:uv|pdm|poetry|pipenv|pip)$/.test(name)
        ? "python"
        : name;

test("every format is there, and every project that can be made anew", () => {
  expect(recorded.map(([name]) => name)).toEqual(
    [
      "bun bundler cargo composer go npm-1 npm-2 npm-3 pdm pip pipenv pnpm-5 pnpm-6 pnpm-9 pnpm-9-catalogs poetry uv yarn-1 yarn-4".split(
        " ",
      ),
      PROJECTS.map(({ name }) => name),
    ]
      .flat()
      .toSorted(),
  );
});

// oxlint-disable jest/no-standalone-expect -- they are in tests, where there is something to expect
describe.each(recorded)("%s", (name, project) => {
  const inventory = read(project);
  const { packages, lockfile, tool = "" } = project;

  test("pins what its own tool says", () => {
    const ours = shown(name, inventory.dependencies);
    const theirs = complete(packages, project.elsewhere);
    expect(theirs.filter((one) => !ours.includes(one))).toEqual([]);
    // Poetry does not show what other platforms need, though the file pins it.
    expect(TOOLS[tool]?.isPartial === true ? theirs : ours).toEqual(theirs);
  });

  const { runtime } = project;
  if (runtime !== undefined) {
    test("knows what the project runs with, as its own tool does", () => {
      expect(shown(name, running(inventory))).toEqual(complete(runtime, project.elsewhere));
    });
  }

  const known = Object.entries(KNOWN[kindOf(name)] ?? {});
  if (known.length > 0) {
    test("tells what is direct, and what it is for", () => {
      expect(known.length).toBeGreaterThan(2);
      for (const [purl, expected] of known) {
        const found = inventory.dependencies.find((one) => one.purl === purl || one.purl.startsWith(`${purl}@`));
        // npm's first version knows no workspaces, and pipenv no tree.
        expect([purl, found]).toEqual([purl, expect.objectContaining(expected)]);
      }
    });
  }

  test("says the line of each", () => {
    const lines = (project.files[lockfile] ?? "").split("\n");
    const wrong = inventory.dependencies.filter(({ line, name: own, alias, version }) => {
      const near = lines
        .slice(line - 1, line + 2)
        .join("\n")
        .toLowerCase();
      const names = [own, alias ?? own].map((one) => one.toLowerCase());
      return (
        line < 1 ||
        !names.some((one) => near.includes(one)) ||
        (!kindOf(name).startsWith("js") && !near.includes((version ?? "?").toLowerCase()))
      );
    });
    // Pipfile.lock has the version behind all hashes, and Go before 1.17 what is indirect in another file.
    expect(name === "pipenv" || name === "go-1.16" ? [] : wrong.map(({ purl, line }) => `${purl} ${line}`)).toEqual([]);
  });

  test("what is needed is there, and everything that is not direct has somebody who needs it", () => {
    const purls = new Set(inventory.dependencies.map(({ purl }) => purl));
    const needed = new Set(inventory.dependencies.flatMap(({ needs }) => needs));
    expect([...needed].filter((purl) => !purls.has(purl))).toEqual([]);
    const alone = inventory.dependencies.filter(({ purl, direct }) => direct === false && !needed.has(purl));
    // go.mod and Pipfile.lock have no tree; a version 1 of npm has those of the workspaces' folders without them.
    const hasTree = !/^(?:go|go-.*|pipenv|npm-1)$/.test(name);
    expect(hasTree ? alone.map(({ purl }) => purl) : []).toEqual([]);
  });

  test("compared with itself, wherever it lies, nothing changed", () => {
    const moved = read(project, "apps/api/");
    for (const head of [[inventory], [moved], [moved, inventory]]) {
      expect(compare([inventory], head)).toMatchObject({ added: [], removed: [], altered: [] });
    }
  });

  // Those are made anew by the tool, in a test of their own.
  if (PROJECTS.some((one) => one.name === name)) return;
  const asked = answerOf(name, project);
  (typeof asked === "string" ? test.skip : test)(
    `says the same as the tool that is installed here${typeof asked === "string" ? `: ${asked}` : ""}`,
    () => {
      const ours = shown(name, inventory.dependencies);
      expect((asked as readonly string[]).filter((one) => !ours.includes(one))).toEqual([]);
      expect(TOOLS[tool]?.isPartial === true ? asked : ours).toEqual(asked);
    },
  );
});

/** The packages, or why there is no answer: Cargo must have seen them once, others may be of a version that cannot read the file. */
function answerOf(name: string, { tool = "", files }: Recorded): readonly string[] | string {
  const asking: Asking | undefined = TOOLS[tool];
  if (asking === undefined) return "it cannot be asked";
  const program = installed(...asking.programs);
  if (program === undefined) return `no ${asking.programs.join(" or ")}`;
  const folder = join(temp, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  try {
    return ask(asking, program, folder);
  } catch (thrown) {
    return `it does not answer: ${oneLine(String(thrown), 80)}`;
  }
}
