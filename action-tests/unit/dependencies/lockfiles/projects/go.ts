import type { Project } from "./project.ts";
import { zipOf } from "./zip.ts";

interface Module {
  readonly path: string;
  readonly version: string;
  /** `path version`, with ` // indirect` where it is. */
  readonly needs?: readonly string[];
  /** Packages that its own package imports. */
  readonly imports?: readonly string[];
  readonly go?: string;
}

/** Big letters, as the proxy's paths have them. */
const escaped = (path: string): string => path.replace(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);

const source = (name: string, imports: readonly string[] = []): string =>
  `package ${name}\n${imports.map((one) => `import _ "${one}"\n`).join("")}`;

const nameOf = (path: string): string => (/([a-z]+)(?:\/v\d+)?$/i.exec(path)?.[1] ?? "x").toLowerCase();

const goMod = ({ path, needs = [], go = "1.17" }: Module): string =>
  `module ${path}\n\ngo ${go}\n${needs.map((need) => `require ${need}\n`).join("")}`;

/** Files of a module proxy that is a folder. */
function proxyOf(modules: readonly Module[]): Readonly<Record<string, string | Buffer>> {
  const lists = Map.groupBy(modules, ({ path }) => path);
  const files = modules.flatMap((module): [string, string | Buffer][] => {
    const { path, version, imports } = module;
    const at = `proxy/${escaped(path)}/@v/${version}`;
    const text = goMod(module);
    const hasNone = version.endsWith("+incompatible");
    const zip = zipOf({
      ...(hasNone ? {} : { [`${path}@${version}/go.mod`]: text }),
      [`${path}@${version}/x.go`]: source(nameOf(path), imports),
    });
    return [
      [`${at}.info`, JSON.stringify({ Version: version, Time: "2026-01-01T00:00:00Z" })],
      [`${at}.mod`, hasNone ? `module ${path}\n` : text],
      [`${at}.zip`, zip],
    ];
  });
  const listed = [...lists].map(([path, all]): [string, string] => [
    `proxy/${escaped(path)}/@v/list`,
    all.map(({ version }) => `${version}\n`).join(""),
  ]);
  return Object.fromEntries([...files, ...listed]);
}

/** `path@version` of every module, of other repositories, that the packages of the project and their tests are built of. */
const ASK = [
  "ask() { go list -deps \"$@\" -f '{{with .Module}}{{if not .Main}}{{with or .Replace .}}{{if .Version}}{{.Path}}@{{.Version}}{{end}}{{end}}{{end}}{{end}}' ./...; }",
  "for os in linux windows; do GOOS=$os ask -test; done",
  "echo ---",
  "for os in linux windows; do GOOS=$os ask; done",
].join("\n");

const go = (name: string, modules: readonly Module[], project: Partial<Project> & Pick<Project, "files">): Project => ({
  name: `go-${name}`,
  programs: ["go"],
  works: "go version | grep -qE 'go1\\.(2[4-9]|[3-9][0-9])'",
  lockfile: "go.mod",
  lock: "go mod tidy",
  ask: ASK,
  parse: (out) => {
    const [all = ""] = out.split("---");
    return { packages: all.split("\n").filter((line) => line !== "") };
  },
  keep: ["go.sum"],
  version: "go version",
  ...project,
  files: (here) => ({ ...proxyOf(modules), ...project.files(here) }),
});

const MODULES: readonly Module[] = [
  {
    path: "example.com/Web",
    version: "v1.9.0",
    needs: ["example.com/net v0.7.0", "example.com/yaml/v3 v3.0.1"],
    imports: ["example.com/net", "example.com/yaml/v3"],
  },
  { path: "example.com/net", version: "v0.7.0", needs: ["example.com/text v0.3.0"], imports: ["example.com/text"] },
  { path: "example.com/net", version: "v0.8.0", needs: ["example.com/text v0.4.0"], imports: ["example.com/text"] },
  { path: "example.com/text", version: "v0.3.0" },
  { path: "example.com/text", version: "v0.3.1" },
  { path: "example.com/text", version: "v0.4.0" },
  { path: "example.com/yaml/v3", version: "v3.0.1", needs: ["example.com/check v1.0.0"] },
  { path: "example.com/check", version: "v1.0.0" },
  { path: "example.com/old", version: "v24.0.0+incompatible" },
  {
    path: "example.com/tool/v2",
    version: "v2.1.0",
    needs: ["example.com/flags v1.0.0"],
    imports: ["example.com/flags"],
  },
  { path: "example.com/flags", version: "v1.0.0" },
  { path: "example.com/win", version: "v0.1.0" },
  {
    path: "example.com/assert",
    version: "v1.8.4",
    needs: ["example.com/diff v0.0.0-20230101000000-0123456789ab"],
    imports: ["example.com/diff"],
  },
  { path: "example.com/diff", version: "v0.0.0-20230101000000-0123456789ab" },
  { path: "example.com/broken", version: "v1.0.0" },
  { path: "example.com/fork", version: "v1.0.1", needs: ["example.com/flags v1.0.0"], imports: ["example.com/flags"] },
  { path: "example.com/local", version: "v1.0.0" },
  { path: "example.com/never", version: "v1.0.0" },
];

const MAIN = {
  "app/main.go": `${source("main", ["example.com/Web", "example.com/broken", "example.com/local", "example.com/old", "example.com/tool/v2"])}\nfunc main() {}\n`,
  "app/main_test.go": source("main", ["example.com/assert"]),
  "app/main_windows.go": source("main", ["example.com/win"]),
  "app/local/go.mod": "module example.com/local\n\ngo 1.17\n\nrequire example.com/text v0.3.1\n",
  "app/local/x.go": source("local", ["example.com/text"]),
};

const REQUIRED = [
  "require (",
  "\texample.com/Web v1.9.0",
  "\texample.com/broken v1.0.0",
  '\t"example.com/local" v1.0.0',
  "\texample.com/old v24.0.0+incompatible",
  "\texample.com/tool/v2 v2.1.0",
  "\texample.com/win v0.1.0",
  "\texample.com/assert v1.8.4",
  ")",
  "exclude example.com/text v0.3.0",
  "replace (",
  "\texample.com/broken v1.0.0 => example.com/fork v1.0.1",
  "\texample.com/broken v0.9.0 => example.com/never v1.0.0",
  "\texample.com/local => ./local",
  "\texample.com/net => example.com/net v0.8.0",
  ")",
  "retract v0.1.0 // by mistake",
  "",
];

export const goProjects: readonly Project[] = [
  go("replaced", MODULES, {
    files: () => ({ ...MAIN, "app/go.mod": ["module example.com/shop", "go 1.22", ...REQUIRED].join("\n") }),
  }),
  // The last that names only what the project itself does.
  go("1.16", MODULES, {
    files: () => ({ ...MAIN, "app/go.mod": ["module example.com/shop", "go 1.16", ...REQUIRED].join("\n") }),
  }),
  go("tools", MODULES, {
    files: () => ({
      "app/x.go": source("shop", ["example.com/net"]),
      "app/go.mod": [
        "module example.com/shop",
        "go 1.24.0",
        "godebug default=go1.21",
        "tool example.com/tool/v2",
        "require example.com/net v0.7.0",
        "require example.com/tool/v2 v2.1.0",
        "",
      ].join("\n"),
    }),
    ask: `${ASK.replace(/\.\/\.\.\.; }/, "./... tool; }")}`,
  }),
];
