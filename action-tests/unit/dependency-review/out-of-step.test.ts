import { describe, expect, test } from "@jest/globals";
import { type Files, review } from "./harness.ts";

const uv = (names: readonly string[]): string =>
  [
    "version = 1",
    '[[package]]\nname = "shop"\nversion = "0.1.0"\nsource = { editable = "." }',
    ...names.map(
      (name) => `[[package]]\nname = "${name}"\nversion = "2.0.0"\nsource = { registry = "https://pypi.org/simple" }`,
    ),
  ].join("\n");
const poetry = `[[package]]
name = "flask"
version = "2.0.0"

[[package]]
name = "tidy-up"
version = "1.0.0"

[metadata]
lock-version = "2.0"
`;
const cargo = `version = 3

[[package]]
name = "serde"
version = "1.0.200"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "${"a".repeat(64)}"

[[package]]
name = "shop"
version = "0.1.0"
dependencies = ["serde"]
`;
const gems = `GEM
  remote: https://rubygems.org/
  specs:
    rack (2.2.0)

DEPENDENCIES
  rack (~> 2.0)
`;
const composer = JSON.stringify({
  packages: [{ name: "monolog/monolog", version: "2.9.0", "notification-url": "https://packagist.org/downloads/" }],
  "packages-dev": [],
});
const sum = (version: string): string =>
  `golang.org/x/net ${version} h1:${"A".repeat(43)}=\ngolang.org/x/net ${version}/go.mod h1:${"B".repeat(43)}=\n`;

/** Rule, package and line of the manifest, when it becomes this beside a lock file that stays. */
async function changed(lock: Files, manifest: string, was: string, is: string): Promise<readonly string[]> {
  const told = await review({ base: { ...lock, [manifest]: was }, head: { ...lock, [manifest]: is } });
  return told.report.findings
    .filter(({ rule }) => rule === "out-of-step")
    .map(({ file, line, message }) => `${file}:${line} ${message}`);
}

const project = (...dependencies: readonly string[]): string =>
  `[project]\nname = "shop"\ndependencies = [\n${dependencies.map((one) => `  "${one}",`).join("\n")}\n]\n`;

describe("a manifest that says something else than its lock file", () => {
  test.each<readonly [string, Files, string, string, string, readonly string[]]>([
    [
      "uv",
      { "a/uv.lock": uv(["flask"]) },
      "a/pyproject.toml",
      project("flask>=1"),
      project("Flask>=3", "left_pad"),
      [
        "a/pyproject.toml:4 a/pyproject.toml asks for flask >=3, and a/uv.lock has 2.0.0.",
        "a/pyproject.toml:5 a/pyproject.toml names left-pad, and a/uv.lock does not have it.",
      ],
    ],
    [
      "uv, itself and what is in the workspace",
      { "uv.lock": uv(["flask"]) },
      "pyproject.toml",
      project("flask"),
      `${project("flask", "shop[extra]", "own")}[tool.uv.sources]\nown = { workspace = true }\n`,
      [],
    ],
    [
      "poetry",
      { "poetry.lock": poetry },
      "pyproject.toml",
      '[tool.poetry.dependencies]\npython = "^3.12"\nflask = "^2.0"\n',
      '[tool.poetry.dependencies]\npython = "^3.13"\nflask = "^3.0"\nTidy_Up = "^1"\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n',
      [
        "pyproject.toml:3 pyproject.toml asks for flask ^3.0, and poetry.lock has 2.0.0.",
        "pyproject.toml:6 pyproject.toml names pytest, and poetry.lock does not have it.",
      ],
    ],
    [
      "Cargo",
      { "Cargo.lock": cargo },
      "Cargo.toml",
      '[package]\nname = "shop"\n[dependencies]\nserde = "1"\n',
      '[package]\nname = "shop"\n[dependencies]\nserde = "2"\nrand = "0.9"\nours = { path = "ours" }\ntheirs = { workspace = true }\n',
      [
        "Cargo.toml:5 Cargo.toml names rand, and Cargo.lock does not have it.",
        "Cargo.toml:4 Cargo.toml asks for serde 2, and Cargo.lock has 1.0.200.",
      ],
    ],
    [
      "Bundler",
      { "Gemfile.lock": gems },
      "Gemfile",
      'gem "rack", "~> 2.0"\n',
      'gem "rack", "~> 3.0", ">= 3.0.1"\ngroup :test do\n  gem "rspec"\nend\nif ENV["X"]\n  gem "maybe"\nend\ngem "own", path: "own"\ngem "sometimes" if RUBY_VERSION > "3"\n',
      [
        "Gemfile:1 Gemfile asks for rack ~> 3.0, >= 3.0.1, and Gemfile.lock has 2.2.0.",
        "Gemfile:3 Gemfile names rspec, and Gemfile.lock does not have it.",
      ],
    ],
    [
      "Composer",
      { "composer.lock": composer },
      "composer.json",
      '{"require": {"monolog/monolog": "^2"}}',
      '{\n"require": {\n"php": ">=9",\n"ext-json": "*",\n"monolog/monolog": "^3"},\n"require-dev": {"acme/tool": "1.0"}}',
      [
        "composer.json:6 composer.json names acme/tool, and composer.lock does not have it.",
        "composer.json:5 composer.json asks for monolog/monolog ^3, and composer.lock has 2.9.0.",
      ],
    ],
    [
      "Go",
      { "go.sum": sum("v0.30.0") },
      "go.mod",
      "module acme.com/shop\n\ngo 1.24\n\nrequire golang.org/x/net v0.30.0\n",
      "module acme.com/shop\n\ngo 1.24\n\nrequire golang.org/x/net v0.31.0\nrequire golang.org/x/own v0.1.0\nreplace golang.org/x/own => ./own\n",
      ["go.mod:5 go.mod asks for golang.org/x/net v0.31.0, and go.sum has v0.30.0."],
    ],
  ])("%s", async (_, lock, manifest, was, is, expected) => {
    expect(await changed(lock, manifest, was, is)).toEqual(expected);
    // One that was so before is not this change's doing.
    expect(await changed(lock, manifest, is, is)).toEqual([]);
    expect(await changed(lock, manifest, is, was)).toEqual([]);
  });

  test("a manifest that cannot be read names nothing", async () => {
    expect(await changed({ "uv.lock": uv([]) }, "pyproject.toml", "", "[[[")).toEqual([]);
    expect(await changed({ "composer.lock": composer }, "composer.json", "{}", "{")).toEqual([]);
  });
});
