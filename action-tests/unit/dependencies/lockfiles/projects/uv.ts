import { TOOLS } from "../tools.ts";
import { WHEELS } from "./pip.ts";
import type { Project } from "./project.ts";

const pinsOf = TOOLS["uv"]?.parse ?? (() => []);

const EXPORT = "uv export --quiet --frozen --offline --all-packages --no-hashes --no-annotate --no-emit-workspace";

/** A workspace with extras, groups, markers that exclude each other, a folder, a repository of git and an archive. */
export const uvProjects: readonly Project[] = [
  {
    name: "uv-workspace",
    programs: ["uv", "git"],
    lockfile: "uv.lock",
    files: (here) => ({
      ...WHEELS,
      "app/pyproject.toml": [
        "[project]",
        'name = "shop"',
        'version = "1.0.0"',
        'requires-python = ">=3.9"',
        "dependencies = [",
        '  "Web.Frame[dotenv]>=3",',
        `  "mark-up<3; sys_platform == 'win32'",`,
        `  "mark-up>=3; sys_platform != 'win32'",`,
        '  "member",',
        '  "forked",',
        '  "own",',
        "]",
        "[project.optional-dependencies]",
        'cpu = ["local-build"]',
        "[dependency-groups]",
        'test = ["tester==8.2.0rc1"]',
        'dev = [{ include-group = "test" }, "post"]',
        "[tool.uv.sources]",
        "member = { workspace = true }",
        `forked = { git = "file://${here}/forked", branch = "main" }`,
        'own = { path = "../own" }',
        "[tool.uv.workspace]",
        'members = ["member"]',
        "[tool.uv]",
        "no-index = true",
        'find-links = ["../wheels"]',
        "",
      ].join("\n"),
      "app/member/pyproject.toml":
        '[project]\nname = "member"\nversion = "0.1.0"\nrequires-python = ">=3.9"\ndependencies = ["epoch"]\n',
      "own/pyproject.toml":
        '[project]\nname = "own"\nversion = "0.2.0"\nrequires-python = ">=3.9"\ndependencies = ["plug"]\n',
      "forked/pyproject.toml":
        '[project]\nname = "forked"\nversion = "0.4.0"\nrequires-python = ">=3.9"\ndependencies = ["werk<4"]\n',
    }),
    lock: [
      "(cd ../forked && git init --quiet && git add --all && git commit --quiet --message=x)",
      "uv lock --quiet --offline",
    ].join("\n"),
    ask: `${EXPORT} --all-extras --all-groups; echo ----; ${EXPORT} --all-extras --no-default-groups`,
    parse: (out) => {
      const [all = "", runtime = ""] = out.split("----");
      return { packages: pinsOf(all), runtime: pinsOf(runtime) };
    },
    // What comes from a repository is written by its address. A folder is the project's own.
    elsewhere: ["forked@0.4.0"],
    keep: ["pyproject.toml", "member/pyproject.toml"],
    version: "uv --version | cut -d ' ' -f 1,2",
  },
];
