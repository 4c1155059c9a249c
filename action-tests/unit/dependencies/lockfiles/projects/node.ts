import { TOOLS } from "../tools.ts";
import { archiveOf, type NodePackage, registryOf, whileServed } from "./node-registry.ts";
import type { Answer, Project } from "./project.ts";

const PACKAGES: readonly NodePackage[] = [
  { name: "a", version: "1.0.0" },
  { name: "a", version: "1.2.0" },
  { name: "a", version: "2.0.0" },
  { name: "b", version: "1.0.0", dependencies: { a: "^1.0.0" } },
  { name: "c", version: "1.0.0", dependencies: { a: "^2.0.0" }, peerDependencies: { b: "^1.0.0" } },
  { name: "platform", version: "1.0.0", optionalDependencies: { "platform-linux": "1.0.0", "platform-win": "1.0.0" } },
  { name: "platform-linux", version: "1.0.0", os: ["linux"] },
  { name: "platform-win", version: "1.0.0", os: ["win32"] },
  { name: "@acme/scoped", version: "1.0.0-beta.1", dependencies: { b: "1.0.0" } },
  { name: "dev-tool", version: "3.0.0", dependencies: { "@acme/scoped": "^1.0.0-beta.0", pinned: "^1.0.0" } },
  { name: "pinned", version: "1.0.0" },
  { name: "pinned", version: "1.1.0" },
  {
    name: "guest",
    version: "1.0.0",
    peerDependencies: { nobody: "*" },
    peerDependenciesMeta: { nobody: { optional: true } },
  },
  { name: "full", version: "1.0.0", dependencies: { inside: "1.0.0" }, bundleDependencies: ["inside"] },
  { name: "inside", version: "1.0.0" },
  { name: "script", version: "1.0.0", scripts: { install: "true" } },
];

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** The same project for every package manager: two versions of a package, peers, platforms, aliases, folders, archives, git. */
const filesOf = (
  here: string,
  more: Readonly<Record<string, unknown>>,
  withoutGit: boolean,
): Readonly<Record<string, string | Buffer>> => ({
  ...registryOf(PACKAGES, { full: [{ name: "inside", version: "1.0.0" }] }),
  "forked/package.json": json({ name: "forked", version: "0.4.0", dependencies: { b: "^1.0.0" } }),
  "app/local.tgz": archiveOf({ name: "local", version: "0.2.0", dependencies: { pinned: "1.0.0" } }),
  "app/package.json": json({
    name: "shop",
    version: "1.0.0",
    private: true,
    workspaces: ["packages/*"],
    dependencies: {
      a: "1.0.0",
      again: "npm:a@^1.1.0",
      c: "^1.0.0",
      full: "1.0.0",
      guest: "*",
      local: "file:./local.tgz",
      platform: "~1.0.0",
      script: "latest",
      ...(withoutGit ? {} : { forked: `git+file://${here}/forked#main` }),
    },
    devDependencies: { "dev-tool": ">=3" },
    ...more,
  }),
  "app/packages/one/package.json": json({
    name: "@shop/one",
    version: "0.0.1",
    dependencies: { b: "^1.0.0", a: "^2.0.0" },
  }),
  "app/packages/two/package.json": json({ name: "two", version: "0.0.2", devDependencies: { pinned: "1.1.0" } }),
});

const GIT = "(cd ../forked && git init --quiet && git add --all && git commit --quiet --message=x)";

interface Manager {
  readonly name: string;
  readonly lockfile: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly lock: string;
  /** It takes no repository of git that is a folder. */
  readonly withoutGit?: boolean;
  readonly elsewhere?: readonly string[];
  /** What it says of all; what it says of what the project runs with. */
  readonly ask: readonly [all: string, runtime?: string];
  readonly parse: (stdout: string) => readonly string[];
}

const project = ({ name, more, files, withoutGit, lock, ask, parse, ...rest }: Manager): Project => {
  const program = name.replace(/-\d$/, "");
  // Packages by their own names, whatever the project calls them.
  const read = (out: string): string[] => parse(out).map((line) => line.replace(/^again@/, "a@"));
  return {
    ...rest,
    name: `${name}-sources`,
    programs: [program, "git"],
    files: (here) => ({ ...filesOf(here, more ?? {}, withoutGit === true), ...files }),
    lock: whileServed([GIT, 'echo "registry=$URL/" > .npmrc', lock].join("\n")),
    ask: ask.join("\necho ----\n"),
    parse: (out): Answer => {
      const [all = "", runtime] = out.split("\n----\n");
      return { packages: read(all), ...(runtime === undefined ? {} : { runtime: read(runtime) }) };
    },
    keep: ["package.json", "packages/*/package.json"],
    version: `printf "${program} "; ${program} --version`,
  };
};

const parseAs = (tool: string): ((stdout: string) => readonly string[]) => TOOLS[tool]?.parse ?? (() => []);

const NPM = "npm ls --all --json --package-lock-only --offline";

export const nodeProjects: readonly Project[] = [
  project({
    name: "npm",
    lockfile: "package-lock.json",
    more: { overrides: { "dev-tool": { pinned: "1.0.0" } } },
    lock: "npm install --package-lock-only --ignore-scripts --no-audit --no-fund --no-update-notifier --silent",
    ask: [NPM, `${NPM} --omit=dev`],
    parse: parseAs("npm"),
    // An archive in a folder of the project: npm has it in its tree, and `TOOLS` leaves out what the project's folders hold.
    elsewhere: ["local@0.2.0"],
  }),
  project({
    name: "pnpm-9",
    lockfile: "pnpm-lock.yaml",
    files: {
      "app/pnpm-workspace.yaml":
        'packages: ["packages/*"]\noverrides:\n  "dev-tool>pinned": 1.0.0\nminimumReleaseAge: 0\n',
    },
    lock: "pnpm install --lockfile-only --ignore-scripts --silent",
    ask: [`pnpm ${(TOOLS["pnpm"]?.args ?? []).join(" ")}`],
    parse: parseAs("pnpm"),
    elsewhere: ["local@0.2.0"],
  }),
  project({
    name: "yarn-4",
    lockfile: "yarn.lock",
    withoutGit: true,
    more: { resolutions: { "dev-tool/pinned": "1.0.0" } },
    lock: [
      'printf "npmRegistryServer: %s\\nunsafeHttpWhitelist: [127.0.0.1]\\nenableTelemetry: false\\nenableGlobalCache: false\\nnpmMinimalAgeGate: 0\\n" "$URL" > .yarnrc.yml',
      "yarn install --mode=update-lockfile > ../yarn.log || { cat ../yarn.log >&2; exit 1; }",
    ].join("\n"),
    ask: ["yarn info -A -R --json"],
    parse: (out) =>
      out.split("\n").flatMap((line) => {
        if (line === "") return [];
        const { value, children } = JSON.parse(line) as { value: string; children: { Version: string } };
        return /@workspace:/.test(value) ? [] : [`${value.slice(0, value.indexOf("@", 1))}@${children.Version}`];
      }),
  }),
  project({
    name: "bun",
    lockfile: "bun.lock",
    lock: "bun install --lockfile-only --ignore-scripts --silent --registry $URL",
    ask: ["bun pm ls --all"],
    // It shows where the others come from, and not their versions.
    parse: (out) => parseAs("bun")(out).map((line) => line.replace(/(?<=.)@(?!\d).*$/, "@")),
  }),
];
