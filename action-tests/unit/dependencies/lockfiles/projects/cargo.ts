import { type Crate, registryOf } from "./cargo-registry.ts";
import type { Project } from "./project.ts";

interface Metadata {
  readonly packages: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: string;
    readonly source: string | null;
  }[];
  readonly workspace_members: readonly string[];
  readonly resolve: {
    readonly nodes: readonly {
      readonly id: string;
      readonly deps: readonly {
        readonly pkg: string;
        readonly dep_kinds: readonly { readonly kind: string | null }[];
      }[];
    }[];
  };
}

const commit = (folder: string): string =>
  `(cd ../${folder} && git init --quiet && git add --all && git commit --quiet --message=x)`;

function cargo(
  name: string,
  crates: readonly Crate[],
  {
    files,
    before = [],
    keep,
  }: {
    readonly files: (here: string) => Readonly<Record<string, string>>;
    readonly before?: readonly string[];
    readonly keep: readonly string[];
  },
): Project {
  const registry = registryOf(crates);
  return {
    name: `cargo-${name}`,
    programs: ["cargo", "git", "tar"],
    lockfile: "Cargo.lock",
    files: (here) => ({
      ...registry.files,
      ...files(here),
      "home/.cargo/config.toml": `[source.crates-io]\nreplace-with = "here"\n[source.here]\nlocal-registry = "${here}/crates"\n`,
    }),
    lock: [registry.pack, ...before, "CARGO_NET_OFFLINE=false cargo generate-lockfile --quiet"].join("\n"),
    ask: "CARGO_NET_OFFLINE=false cargo metadata --quiet --locked --all-features --format-version 1",
    parse: (out) => {
      const { packages, workspace_members: members, resolve } = JSON.parse(out) as Metadata;
      const nodes = new Map(resolve.nodes.map((node) => [node.id, node]));
      const running = new Set(members);
      for (const id of running) {
        for (const { pkg, dep_kinds: kinds } of nodes.get(id)?.deps ?? []) {
          if (kinds.some(({ kind }) => kind !== "dev")) running.add(pkg);
        }
      }
      const foreign = packages.filter(({ source }) => source !== null);
      const show = (all: typeof packages): string[] => all.map((one) => `${one.name}@${one.version}`);
      return { packages: show(foreign), runtime: show(foreign.filter(({ id }) => running.has(id))) };
    },
    keep: ["Cargo.toml", ...keep],
    version: "cargo --version",
  };
}

const CRATES: readonly Crate[] = [
  { name: "a", version: "1.0.0" },
  { name: "ab", version: "0.3.1", needs: [["a", "^1"]] },
  { name: "abc", version: "2.0.0-rc.1", needs: [["ab", "^0.3"]] },
  {
    name: "json",
    version: "1.4.0",
    needs: [
      ["json-derive", "=1.4.0", { optional: true }],
      ["a", "^1"],
    ],
    features: { derive: ["json-derive"] },
  },
  { name: "json-derive", version: "1.4.0", needs: [["syntax", "^2"]] },
  { name: "syntax", version: "2.0.1" },
  { name: "syntax", version: "1.0.9" },
  {
    name: "random",
    version: "0.7.3",
    needs: [
      ["random-core", "^0.5"],
      ["win-api", "^0.3", { target: "cfg(windows)" }],
    ],
  },
  { name: "random", version: "0.8.5", needs: [["random-core", "^0.6"]] },
  { name: "random-core", version: "0.5.1" },
  { name: "random-core", version: "0.6.4" },
  { name: "win-api", version: "0.3.9" },
  { name: "build-helper", version: "1.1.0", needs: [["syntax", "^1"]] },
  {
    name: "bench",
    version: "0.5.0",
    needs: [
      ["json", "^1"],
      ["plotter", "^0.3"],
    ],
  },
  { name: "plotter", version: "0.3.2+vendored" },
  { name: "patched", version: "1.0.0" },
  { name: "unused", version: "1.0.0" },
];

export const cargoProjects: readonly Project[] = [
  cargo("workspace", CRATES, {
    keep: ["members/*/Cargo.toml"],
    before: [commit("forks")],
    files: (here) => ({
      "app/Cargo.toml": [
        "[workspace]",
        'members = ["members/*"]',
        'resolver = "2"',
        "[workspace.package]",
        'version = "0.2.0"',
        "[workspace.dependencies]",
        'json = { version = "1", features = ["derive"] }',
        'random = "0.8"',
        'core = { path = "members/core" }',
        "[patch.crates-io]",
        `patched = { git = "file://${here}/forks" }`,
        'unused = { path = "unused" }',
        "",
      ].join("\n"),
      "app/unused/Cargo.toml": '[package]\nname = "unused"\nversion = "1.0.1"\n[workspace]\n',
      "app/unused/src/lib.rs": "",
      "app/members/core/Cargo.toml": [
        "[package]",
        'name = "core"',
        "version.workspace = true",
        "[dependencies]",
        "json.workspace = true",
        'old-random = { package = "random", version = "0.7" }',
        'abc = { version = "2.0.0-rc.1", optional = true }',
        'patched = "1"',
        "[build-dependencies]",
        'build-helper = "1"',
        "[dev-dependencies]",
        'bench = "0.5"',
        "[features]",
        'extra = ["abc"]',
        "",
      ].join("\n"),
      "app/members/core/src/lib.rs": "",
      "app/members/web/Cargo.toml": [
        "[package]",
        'name = "web"',
        'version = "0.1.0"',
        "[dependencies]",
        "core.workspace = true",
        `forked = { git = "file://${here}/forks" }`,
        "[target.'cfg(unix)'.dependencies]",
        "random.workspace = true",
        "[dev-dependencies]",
        'a = "1"',
        "",
      ].join("\n"),
      "app/members/web/src/main.rs": "fn main() {}\n",
      "forks/Cargo.toml": '[workspace]\nmembers = ["forked", "patched"]\n',
      "forks/forked/Cargo.toml":
        '[package]\nname = "forked"\nversion = "0.9.0"\n[dependencies]\nsyntax = "2"\nsibling = { path = "../sibling" }\n',
      "forks/forked/src/lib.rs": "",
      "forks/sibling/Cargo.toml": '[package]\nname = "sibling"\nversion = "0.0.3"\n',
      "forks/sibling/src/lib.rs": "",
      "forks/patched/Cargo.toml": '[package]\nname = "patched"\nversion = "1.0.5"\n',
      "forks/patched/src/lib.rs": "",
    }),
  }),
  // Older compilers read only older files, and Cargo writes what they read.
  ...(["1.38", "1.50", "1.70"] as const).map((rust) =>
    cargo(`for-${rust}`, CRATES, {
      keep: [],
      before: [commit("forks")],
      files: (here) => ({
        "app/Cargo.toml": [
          "[package]",
          'name = "shop"',
          'version = "1.0.0"',
          `rust-version = "${rust}"`,
          "[dependencies]",
          'random = "0.8"',
          'old-random = { package = "random", version = "0.7" }',
          `syntax = { git = "file://${here}/forks" }`,
          "[dev-dependencies]",
          'bench = "0.5"',
          'build-helper = "1"',
          "",
        ].join("\n"),
        "app/src/lib.rs": "",
        "forks/Cargo.toml": '[package]\nname = "syntax"\nversion = "2.0.1"\n',
        "forks/src/lib.rs": "",
      }),
    }),
  ),
];
