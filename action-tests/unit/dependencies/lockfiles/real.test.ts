import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "@jest/globals";
import { compare } from "../../../../shared/dependencies/compare.ts";
import { lockfileFor } from "../../../../shared/dependencies/lockfiles/lockfile-for.ts";
import { canonicalName } from "../../../../shared/dependencies/purl.ts";
import type { Dependency, Inventory } from "../../../../shared/dependencies/types.ts";
import { installed } from "../../../tools/installed.ts";
import { type Asking, ask, TOOLS } from "./tools.ts";

/** Files as a package manager wrote them for a project of ours, and what it, or its own library, says that they pin. */
interface Recorded {
  readonly wroteBy: string;
  /** Undefined where it cannot be asked without installing. */
  readonly tool?: string;
  readonly lockfile: string;
  readonly files: Readonly<Record<string, string>>;
  readonly packages: readonly string[];
}

const REAL = join(import.meta.dirname, "real");
const recorded = readdirSync(REAL)
  .map((file): readonly [string, Recorded] => [
    file.replace(/\.json$/, ""),
    JSON.parse(readFileSync(join(REAL, file), "utf8")) as Recorded,
  ])
  .toSorted(([one], [other]) => (one < other ? -1 : 1));

const temp = mkdtempSync(join(tmpdir(), "slipway-lockfiles-"));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

function read({ lockfile, files }: Recorded, under = ""): Inventory {
  const found = lockfileFor(under + lockfile);
  if (found === undefined) throw new Error(`${lockfile} is not known`);
  const beside = Object.entries(files).map(([path, text]) => [under + path, text] as const);
  return found.read(files[lockfile] ?? "", new Map(beside.filter(([path]) => found.wants(path))));
}

/** Some tools name a package as the project does. */
const BY_ALIAS = /^(?:npm|pnpm-9|yarn-1|bun)/;

const seen = (name: string, { dependencies }: Inventory): string[] => {
  const called = ({ ecosystem, name: own, alias }: Dependency): string =>
    BY_ALIAS.test(name) ? (alias ?? own) : canonicalName(ecosystem, own);
  return [...new Set(dependencies.map((one) => `${called(one)}@${one.version ?? ""}`))].toSorted();
};

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
  composer: {
    "pkg:composer/monolog/monolog@3.5.0": { direct: true, scope: "runtime", source: "registry", line: 5 },
    "pkg:composer/psr/log@3.0.0": { direct: false, line: 14 },
    "pkg:composer/acme/plugin@v1.2.0": { direct: true, scope: "development", installScript: true, source: "git" },
  },
};

const kindOf = (name: string): string =>
  /^(?:npm|pnpm|yarn|bun)(?:-|$)/.test(name) ? "js" : /^(?:uv|pdm|poetry|pipenv|pip)$/.test(name) ? "python" : name;

test("every format is there", () => {
  expect(recorded.map(([name]) => name)).toEqual([
    "bun",
    "bundler",
    "cargo",
    "composer",
    "go",
    "npm-1",
    "npm-2",
    "npm-3",
    "pdm",
    "pip",
    "pipenv",
    "pnpm-5",
    "pnpm-6",
    "pnpm-9",
    "pnpm-9-catalogs",
    "poetry",
    "uv",
    "yarn-1",
    "yarn-4",
  ]);
});

describe.each(recorded)("%s", (name, project) => {
  const inventory = read(project);
  const { packages, lockfile, tool = "" } = project;

  test("pins what its own tool says", () => {
    const ours = seen(name, inventory);
    const missing = packages.filter((one) => !ours.includes(one));
    expect(missing).toEqual([]);
    // Poetry does not show what other platforms need, though the file pins it.
    expect(TOOLS[tool]?.isPartial === true ? packages : ours).toEqual(packages);
  });

  test("tells what is direct, and what it is for", () => {
    const known = Object.entries(KNOWN[kindOf(name)] ?? {});
    expect(known.length).toBeGreaterThan(2);
    for (const [purl, expected] of known) {
      const found = inventory.dependencies.find((one) => one.purl === purl || one.purl.startsWith(`${purl}@`));
      // npm's first version knows no workspaces, and pipenv no tree.
      expect([purl, found]).toEqual([purl, expect.objectContaining(expected)]);
    }
  });

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
        (kindOf(name) !== "js" && !near.includes(version ?? "?"))
      );
    });
    // Pipfile.lock has the version behind all hashes.
    expect(name === "pipenv" ? [] : wrong.map(({ purl, line }) => `${purl} ${line}`)).toEqual([]);
  });

  test("what is needed is there, and everything that is not direct has somebody who needs it", () => {
    const purls = new Set(inventory.dependencies.map(({ purl }) => purl));
    const needed = new Set(inventory.dependencies.flatMap(({ needs }) => needs));
    expect([...needed].filter((purl) => !purls.has(purl))).toEqual([]);
    const alone = inventory.dependencies.filter(({ purl, direct }) => direct === false && !needed.has(purl));
    // go.mod and Pipfile.lock have no tree; a version 1 of npm has those of the workspaces' folders without them.
    const hasTree = !/^(?:go|pipenv|npm-1)$/.test(name);
    expect(hasTree ? alone.map(({ purl }) => purl) : []).toEqual([]);
  });

  test("compared with itself, wherever it lies, nothing changed", () => {
    const moved = read(project, "apps/api/");
    for (const head of [[inventory], [moved], [moved, inventory]]) {
      expect(compare([inventory], head)).toMatchObject({ added: [], removed: [], altered: [] });
    }
  });

  const asking: Asking | undefined = TOOLS[tool];
  const program = asking === undefined ? undefined : installed(...asking.programs);
  const live = program === undefined ? test.skip : test;
  // oxlint-disable jest/no-standalone-expect -- it is in a test, where there is a tool
  live("says the same as the tool that is installed here", () => {
    const folder = join(temp, name);
    for (const [path, text] of Object.entries(project.files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    let answer: readonly string[];
    try {
      answer = ask(asking as Asking, program as string, folder);
    } catch (thrown) {
      // Cargo must have seen the packages once; others may be of a version that cannot read the file, or cannot go without network.
      process.stderr.write(
        `${name}: ${program} does not answer here, so its recorded answer has to do: ${String(thrown).slice(0, 120)}\n`,
      );
      return;
    }
    const ours = seen(name, inventory);
    expect(answer.filter((one) => !ours.includes(one))).toEqual([]);
    expect(asking?.isPartial === true ? answer : ours).toEqual(answer);
  });
});
