import { describe, expect, test } from "@jest/globals";
import { lockfileFor } from "../../../../shared/dependencies/lockfiles/lockfile-for.ts";
import type { Dependency, Inventory } from "../../../../shared/dependencies/types.ts";

function read(
  path: string,
  text: string | readonly string[],
  beside: Readonly<Record<string, string>> = {},
): Inventory {
  const lockfile = lockfileFor(path);
  if (lockfile === undefined) throw new Error(`${path} is not known`);
  return lockfile.read(typeof text === "string" ? text : `${text.join("\n")}\n`, new Map(Object.entries(beside)));
}

const brief = ({ dependencies }: Inventory, ...fields: readonly (keyof Dependency)[]): unknown[][] =>
  dependencies.map((one) => [one.purl, ...fields.map((field) => one[field])]);

describe("requirements.txt", () => {
  test("by hand: pins and ranges, extras, markers, addresses, options", () => {
    const inventory = read("requirements.txt", [
      "# by hand",
      "--index-url https://pypi.example/simple",
      "-r base.txt",
      "-c constraints.txt",
      "Django==4.2.1  # the framework",
      "requests[socks]>=2.31,<3 ; python_version >= '3.9'",
      "zope.interface === 6.0",
      "six==1.*",
      "uvicorn",
      "-e git+https://github.com/acme/thing.git@0123abc#egg=thing",
      "acme-lib @ https://files.example/acme_lib-1.2.0-py3-none-any.whl",
      "https://files.example/other-2.0.tar.gz",
      "./local/package",
      "not a requirement at all!",
    ]);
    expect(brief(inventory, "version", "source", "line", "direct", "ranges")).toEqual([
      ["pkg:pypi/django@4.2.1", "4.2.1", "registry", 5, true, undefined],
      ["pkg:pypi/requests", undefined, "registry", 6, true, [">=2.31,<3"]],
      ["pkg:pypi/zope-interface@6.0", "6.0", "registry", 7, true, undefined],
      ["pkg:pypi/six", undefined, "registry", 8, true, ["==1.*"]],
      ["pkg:pypi/uvicorn", undefined, "registry", 9, true, undefined],
      ["pkg:pypi/thing", undefined, "git", 10, true, undefined],
      ["pkg:pypi/acme-lib@1.2.0", "1.2.0", "url", 11, true, undefined],
      ["pkg:pypi/other@2.0", "2.0", "url", 12, true, undefined],
    ]);
    expect(inventory.notes).toEqual([
      "Line 3 includes base.txt, which is read as a file of its own where the repository has it.",
      "Line 4 is constrained by constraints.txt, which is read as a file of its own where the repository has it.",
      "Line 14 is no requirement: not a requirement at all!",
    ]);
  });

  test("compiled: hashes over several lines, who needs what, and its name says what it is for", () => {
    const inventory = read("requirements-dev.txt", [
      "flask==3.0.0 \\",
      "    --hash=sha256:bbbb \\",
      "    --hash=sha256:aaaa",
      "    # via -r requirements.in",
      "jinja2==3.1.3 \\",
      "    --hash=sha256:cccc",
      "    # via",
      "    #   flask",
      "    #   sphinx",
      "click==8.1.7    # via flask, -r requirements.in",
    ]);
    expect(brief(inventory, "direct", "scope", "integrity", "needs", "line")).toEqual([
      [
        "pkg:pypi/flask@3.0.0",
        true,
        "development",
        "sha256:aaaa sha256:bbbb",
        ["pkg:pypi/jinja2@3.1.3", "pkg:pypi/click@8.1.7"],
        1,
      ],
      // Sphinx is not in the file, so it must be the project's own.
      ["pkg:pypi/jinja2@3.1.3", true, "development", "sha256:cccc", [], 5],
      ["pkg:pypi/click@8.1.7", true, "development", undefined, [], 10],
    ]);
  });
});

describe("go.mod", () => {
  test("replacements, exclusions, comments, and hashes from go.sum", () => {
    const inventory = read(
      "go.mod",
      [
        "module example.com/shop // indirect",
        "go 1.22",
        "toolchain go1.22.5",
        'require "example.com/quoted" v1.0.0',
        "require (",
        "\texample.com/a v1.2.3 // pinned, not indirect",
        "\texample.com/b v0.0.0-20230905200255-921286631fa9 // indirect",
        "\texample.com/c v2.0.0+incompatible // indirect; why",
        "\texample.com/local v1.0.0",
        ")",
        "replace example.com/a v1.2.3 => example.com/fork v1.2.4",
        "replace (",
        "\texample.com/b v9.9.9 => example.com/never v1.0.0",
        "\texample.com/local => ./local",
        ")",
        "exclude example.com/c v1.9.0",
        "retract v1.0.0",
      ],
      { "go.sum": "example.com/fork v1.2.4 h1:abc=\nexample.com/fork v1.2.4/go.mod h1:def=\n" },
    );
    expect(brief(inventory, "direct", "line", "integrity", "alias")).toEqual([
      ["pkg:golang/example.com/quoted@v1.0.0", true, 4, undefined, undefined],
      ["pkg:golang/example.com/fork@v1.2.4", true, 11, "h1:abc=", "example.com/a"],
      ["pkg:golang/example.com/b@v0.0.0-20230905200255-921286631fa9", false, 7, undefined, undefined],
      ["pkg:golang/example.com/c@v2.0.0+incompatible", false, 8, undefined, undefined],
    ]);
    expect(inventory.notes).toEqual([
      "The toolchain is go1.22.5.",
      "example.com/local is replaced by a folder of the repository.",
    ]);
  });

  test("before Go 1.17 go.sum has what is needed by what is needed", () => {
    const sums =
      "example.com/a v1.0.0 h1:a=\nexample.com/b v1.0.0/go.mod h1:x=\nexample.com/c v1.0.0 h1:c=\nexample.com/c v1.5.0 h1:d=\n";
    const text = "module m\ngo 1.16\nrequire example.com/a v1.0.0\n";
    expect(brief(read("go.mod", text, { "go.sum": sums }), "direct")).toEqual([
      ["pkg:golang/example.com/a@v1.0.0", true],
      ["pkg:golang/example.com/c@v1.5.0", false],
    ]);
    expect(read("go.mod", text.replace("1.16", "1.17"), { "go.sum": sums }).dependencies).toHaveLength(1);
  });
});

test("go.work: what it replaces, for all modules", () => {
  const inventory = read(
    "go.work",
    [
      "go 1.24",
      "use (",
      "\t./api",
      ")",
      "replace example.com/a => example.com/fork v1.2.4",
      "replace (",
      "\texample.com/b v1.0.0 => example.com/b v1.0.1",
      "\texample.com/local => ../local",
      ")",
    ],
    { "go.work.sum": "example.com/b v1.0.1 h1:b=\n" },
  );
  expect(brief(inventory, "direct", "line", "integrity", "alias")).toEqual([
    ["pkg:golang/example.com/fork@v1.2.4", true, 5, undefined, "example.com/a"],
    ["pkg:golang/example.com/b@v1.0.1", true, 7, "h1:b=", undefined],
  ]);
  expect(inventory.notes).toEqual(["example.com/local is replaced by a folder of the repository."]);
});

describe("workflows and actions", () => {
  test("actions, reusable workflows, containers, services and images; not what is the repository's own", () => {
    const sha = "0123456789abcdef0123456789abcdef01234567";
    const inventory = read(".github/workflows/ci.yml", [
      "on: push",
      "jobs:",
      "  call:",
      "    uses: acme/flows/.github/workflows/build.yml@v1",
      "  test:",
      "    container: node:24@sha256:" + "a".repeat(64),
      "    services:",
      "      db: { image: ghcr.io/acme/postgres:17 }",
      "    steps:",
      `      - uses: Actions/Checkout@${sha} # v4.2.0`,
      "      - uses: 'github/codeql-action/init@v3'",
      "      - uses: ./.github/actions/setup",
      "      - uses: $/actions/deploy",
      "      - uses: docker://alpine:3.20",
      "      - run: |",
      "          uses: evil/in-a-script@v1",
      "      - with: { uses: not/an-action@v1 }",
      "      - uses: acme/${{ matrix.action }}@v1",
    ]);
    expect(brief(inventory, "version", "line", "claimed", "ecosystem")).toEqual([
      ["pkg:githubactions/acme/flows@v1#.github/workflows/build.yml", "v1", 4, undefined, "GitHub Actions"],
      [`pkg:githubactions/actions/checkout@${sha}`, sha, 10, "v4.2.0", "GitHub Actions"],
      ["pkg:githubactions/github/codeql-action@v3#init", "v3", 11, undefined, "GitHub Actions"],
      ["pkg:docker/alpine@3.20", "3.20", 14, undefined, "Docker"],
      [`pkg:docker/node@sha256:${"a".repeat(64)}?tag=24`, `sha256:${"a".repeat(64)}`, 6, undefined, "Docker"],
      ["pkg:docker/acme/postgres@17?repository_url=ghcr.io", "17", 8, undefined, "Docker"],
    ]);
    expect(inventory.notes).toEqual(["Which version of acme/${{ matrix.action }}@v1 is used, only the run knows."]);
  });

  test("a composite action, an action in a container, and a file that is no YAML to us", () => {
    expect(brief(read("action.yml", "runs:\n  using: composite\n  steps:\n    - uses: a/b@v1\n"))).toEqual([
      ["pkg:githubactions/a/b@v1"],
    ]);
    expect(brief(read("action.yml", "runs:\n  using: docker\n  image: docker://acme/tool:1\n"))).toEqual([
      ["pkg:docker/acme/tool@1"],
    ]);
    expect(read("action.yml", "runs:\n  using: docker\n  image: Dockerfile\n").dependencies).toEqual([]);
    const broken = read(".github/workflows/x.yml", 'jobs: {{\n    - uses: a/b@v1 # v1.2\n      uses: "c/d@main"\n');
    expect(brief(broken, "claimed")).toEqual([
      ["pkg:githubactions/a/b@v1", "v1.2"],
      ["pkg:githubactions/c/d@main", undefined],
    ]);
    expect(broken.notes).toHaveLength(1);
  });
});

describe("images", () => {
  test("of a Dockerfile: stages, defaults of arguments, platforms, digests, copies, mounts, its syntax", () => {
    const inventory = read("Dockerfile", [
      "# syntax=docker/dockerfile:1.7",
      "ARG NODE=24",
      "ARG REGISTRY",
      "FROM --platform=$BUILDPLATFORM node:${NODE}-slim AS build",
      "COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin/",
      "RUN --mount=type=bind,from=busybox:1.36,target=/x true",
      "FROM ${REGISTRY}/base:1",
      "FROM scratch",
      "FROM build AS next",
      "COPY --from=build /a /b",
      "COPY --from=0 /a /b",
      `from registry.example:5000/acme/run:2@sha256:${"b".repeat(64)}`,
    ]);
    expect(brief(inventory, "name", "version", "line")).toEqual([
      ["pkg:docker/docker/dockerfile@1.7", "docker/dockerfile", "1.7", 1],
      ["pkg:docker/node@24-slim", "node", "24-slim", 4],
      ["pkg:docker/astral-sh/uv@0.5?repository_url=ghcr.io", "ghcr.io/astral-sh/uv", "0.5", 5],
      ["pkg:docker/busybox@1.36", "busybox", "1.36", 6],
      [
        `pkg:docker/acme/run@sha256:${"b".repeat(64)}?repository_url=registry.example:5000&tag=2`,
        "registry.example:5000/acme/run",
        `sha256:${"b".repeat(64)}`,
        12,
      ],
    ]);
    expect(inventory.notes).toEqual(["Line 7: which image ${REGISTRY}/base:1 is, only the build knows."]);
  });

  test("of a compose file, with the defaults of its variables; not what is built here", () => {
    const inventory = read("compose.yaml", [
      "services:",
      "  db:",
      "    image: postgres:${PG:-17}",
      "  app:",
      "    build: .",
      "    image: acme/app",
      "  x:",
      "    image: ${NOWHERE}",
      "  plain:",
      "    image: docker.io/library/redis",
    ]);
    expect(brief(inventory, "line")).toEqual([
      ["pkg:docker/postgres@17", 3],
      ["pkg:docker/redis@latest", 10],
    ]);
    expect(inventory.notes).toEqual(["Service x: which image it is, only its environment knows."]);
  });
});

test("pnpm: peers, patches, git, archives, folders, and what pnpm itself needs, in a document of its own", () => {
  const inventory = read("pnpm-lock.yaml", [
    "lockfileVersion: '9.0'",
    "importers:",
    "  .:",
    "    packageManagerDependencies:",
    "      pnpm: { specifier: 11.0.0, version: 11.0.0 }",
    "packages:",
    "  pnpm@11.0.0:",
    "    resolution: {integrity: sha512-p}",
    "snapshots:",
    "  pnpm@11.0.0: {}",
    "---",
    "lockfileVersion: '9.0'",
    "importers:",
    "  .:",
    "    dependencies:",
    "      a: { specifier: ^1.0.0, version: 1.0.0(peer@2.0.0) }",
    "      g: { specifier: acme/g, version: https://codeload.github.com/acme/g/tar.gz/0123abc }",
    "      w: { specifier: workspace:*, version: link:packages/w }",
    "packages:",
    "  a@1.0.0:",
    "    resolution: {integrity: sha512-a}",
    "  peer@2.0.0:",
    "    resolution: {integrity: sha512-b}",
    "  local@file:local:",
    "    resolution: {directory: local, type: directory}",
    "  g@https://codeload.github.com/acme/g/tar.gz/0123abc:",
    "    resolution: {tarball: https://codeload.github.com/acme/g/tar.gz/0123abc}",
    "    version: 3.0.0",
    "snapshots:",
    "  a@1.0.0(patch_hash=abc)(peer@2.0.0):",
    "    dependencies:",
    "      peer: 2.0.0",
    "  a@1.0.0(peer@2.0.0):",
    "    optionalDependencies:",
    "      peer: 2.0.0",
    "  peer@2.0.0: {}",
    "  g@https://codeload.github.com/acme/g/tar.gz/0123abc: {}",
  ]);
  expect(brief(inventory, "scope", "direct", "source", "needs", "line")).toEqual([
    ["pkg:npm/pnpm@11.0.0", "development", true, "registry", [], 7],
    ["pkg:npm/a@1.0.0", "runtime", true, "registry", ["pkg:npm/peer@2.0.0"], 20],
    ["pkg:npm/peer@2.0.0", "optional", false, "registry", [], 22],
    ["pkg:npm/g@3.0.0", "runtime", true, "git", [], 26],
  ]);
});

test("yarn: the old hash beside an address, aliases and git", () => {
  const inventory = read(
    "yarn.lock",
    [
      '"a@^1.0.0", a@^1.1.0:',
      '  version "1.2.0"',
      '  resolved "https://registry.yarnpkg.com/a/-/a-1.2.0.tgz#' + "0".repeat(40) + '"',
      "  dependencies:",
      '    "@s/b" "2 || 3"',
      '"@s/b@2 || 3":',
      '  version "3.0.0"',
      '  resolved "https://codeload.github.com/s/b/tar.gz/0123"',
      '"c@npm:d@^4.0.0":',
      '  version "4.0.0"',
      '"e@git+https://github.com/acme/e.git":',
      '  version "5.0.0"',
      '  resolved "git+https://github.com/acme/e.git#0123"',
    ],
    {
      "package.json": '{"dependencies":{"a":"^1.1.0"},"devDependencies":{"c":"npm:d@^4.0.0"}}',
      "sub/package.json": "{ broken",
    },
  );
  expect(brief(inventory, "scope", "direct", "source", "integrity", "alias", "ranges")).toEqual([
    ["pkg:npm/a@1.2.0", "runtime", true, "registry", "sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=", undefined, ["^1.1.0"]],
    ["pkg:npm/%40s/b@3.0.0", "runtime", false, "registry", undefined, undefined, undefined],
    ["pkg:npm/d@4.0.0", "development", true, "registry", undefined, "c", ["^4.0.0"]],
    ["pkg:npm/e@5.0.0", "runtime", false, "git", undefined, undefined, undefined],
  ]);
});

test("Cargo.lock of the first version: checksums at its end, git and other registries", () => {
  const inventory = read("Cargo.lock", [
    "[[package]]",
    'name = "a"',
    'version = "1.0.0"',
    'source = "registry+https://github.com/rust-lang/crates.io-index"',
    "[[package]]",
    'name = "g"',
    'version = "0.1.0"',
    'source = "git+https://github.com/acme/g?branch=main#0123"',
    "[[package]]",
    'name = "shop"',
    'version = "1.0.0"',
    "dependencies = [",
    ' "a 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)",',
    ' "g 0.1.0 (git+https://github.com/acme/g?branch=main)",',
    "]",
    "[metadata]",
    '"checksum a 1.0.0 (registry+https://github.com/rust-lang/crates.io-index)" = "abc"',
  ]);
  expect(inventory.format).toBe("cargo-1");
  expect(brief(inventory, "source", "integrity", "direct", "line")).toEqual([
    ["pkg:cargo/a@1.0.0", "registry", "sha256:abc", true, 1],
    ["pkg:cargo/g@0.1.0", "git", undefined, true, 5],
  ]);
});
