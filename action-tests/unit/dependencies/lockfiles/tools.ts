import { execFileSync } from "node:child_process";

/** How the tool that a lock file belongs to is asked, without network and without installing anything, what the file pins. */
export interface Asking {
  /** Names of the program, as PATH may have it. */
  readonly programs: readonly string[];
  readonly args: readonly string[];
  readonly parse: (stdout: string) => readonly string[];
  /** It leaves out what other platforms need. */
  readonly isPartial?: boolean;
}

type Nested = Readonly<Record<string, unknown>>;

const nested = (value: unknown): Nested => (typeof value === "object" && value !== null ? (value as Nested) : {});

/** `name@version` of every node of a tree of `dependencies`; what is a folder of the project is left out. */
function fromTree(value: unknown): string[] {
  return ["dependencies", "devDependencies", "optionalDependencies"].flatMap((group) =>
    Object.entries(nested(nested(value)[group])).flatMap(([name, child]) => {
      const { version, resolved } = nested(child);
      // An optional peer that nobody brought.
      if (typeof version !== "string") return [];
      const isOwn = /^(?:file|link):/.test(`${String(resolved)}`) || /^(?:file|link):/.test(version);
      return [...(isOwn ? [] : [`${name}@${version}`]), ...fromTree(child)];
    }),
  );
}

const lines = (stdout: string): string[] => stdout.split("\n").filter((line) => line.trim() !== "");
const jsonLines = (stdout: string): string[] => lines(stdout).map((line) => String(JSON.parse(line)));

/** `name==version ; marker` */
const pins = (stdout: string): string[] =>
  lines(stdout).flatMap((line) => {
    const [, name, version] = /^([A-Za-z0-9][\w.-]*)(?:\[[^\]]*\])?==([^\s;\\]+)/.exec(line) ?? [];
    return name === undefined || version === undefined
      ? []
      : [`${name.toLowerCase().replace(/[-_.]+/g, "-")}@${version}`];
  });

const GO_REPLACED = (edit: unknown): string[] => {
  const replaced = new Map(
    (Array.isArray(nested(edit)["Replace"]) ? (nested(edit)["Replace"] as unknown[]) : []).map((one) => [
      String(nested(nested(one)["Old"])["Path"]),
      nested(nested(one)["New"]),
    ]),
  );
  return (nested(edit)["Require"] as unknown[]).map((one) => {
    const { Path: path, Version: version } = nested(one);
    const other = replaced.get(String(path));
    return other === undefined
      ? `${String(path)}@${String(version)}`
      : `${String(other["Path"])}@${String(other["Version"])}`;
  });
};

const PIP = [
  "from pip._internal.req.req_file import parse_requirements",
  "from pip._internal.network.session import PipSession",
  "for one in parse_requirements('requirements.txt', session=PipSession()): print(one.requirement)",
].join("\n");

const BUNDLER = [
  "parsed = Bundler::LockfileParser.new(File.read('Gemfile.lock'))",
  'parsed.specs.reject { |one| one.source.instance_of?(Bundler::Source::Path) }.each { |one| puts "#{one.name}@#{one.version}" }',
].join("; ");

/** By the name of the recorded file in `real/`. */
export const TOOLS: Readonly<Record<string, Asking>> = {
  npm: {
    programs: ["npm"],
    args: ["ls", "--all", "--json", "--package-lock-only"],
    parse: (out) => fromTree(JSON.parse(out)),
  },
  pnpm: {
    programs: ["pnpm"],
    args: ["ls", "-r", "--depth", "Infinity", "--json", "--lockfile-only"],
    parse: (out) => (JSON.parse(out) as unknown[]).flatMap(fromTree),
  },
  yarn: {
    programs: ["yarn"],
    args: ["info", "-A", "-R", "--json", "--name-only"],
    parse: (out) =>
      jsonLines(out).flatMap((locator) => {
        if (/@(?:workspace|patch):/.test(locator)) return [];
        return locator.replace(/@npm:/, "@").replace(/^"|"$/g, "");
      }),
  },
  bun: {
    programs: ["bun"],
    args: ["pm", "ls", "--all"],
    parse: (out) =>
      lines(out)
        .slice(1)
        .map((line) => line.replace(/^[\s│├└─]+/, ""))
        .filter((line) => !/@workspace:/.test(line)),
  },
  poetry: {
    programs: ["poetry"],
    args: ["show", "--no-ansi", "--no-interaction"],
    isPartial: true,
    parse: (out) => lines(out).flatMap((line) => line.replace(/^(\S+)\s+(?:\(!\)\s+)?(\S+).*$/, "$1@$2")),
  },
  uv: {
    programs: ["uv"],
    args: [
      "export",
      "--quiet",
      "--frozen",
      "--offline",
      "--all-extras",
      "--all-groups",
      "--no-hashes",
      "--no-emit-project",
      "--no-annotate",
    ],
    parse: pins,
  },
  pdm: {
    programs: ["pdm"],
    args: ["export", "--format", "requirements", "--without-hashes", "--group", ":all"],
    parse: pins,
  },
  pipenv: { programs: ["pipenv"], args: ["requirements", "--dev"], parse: pins },
  pip: { programs: ["python3"], args: ["-c", PIP], parse: pins },
  go: { programs: ["go"], args: ["mod", "edit", "-json"], parse: (out) => GO_REPLACED(JSON.parse(out)) },
  cargo: {
    programs: ["cargo"],
    args: ["metadata", "--locked", "--offline", "--format-version", "1"],
    parse: (out) =>
      (JSON.parse(out) as { packages: { name: string; version: string; source: string | null }[] }).packages.flatMap(
        ({ name, version, source }) => (source === null ? [] : [`${name}@${version}`]),
      ),
  },
  bundler: { programs: ["ruby"], args: ["-rbundler", "-e", BUNDLER], parse: lines },
  composer: {
    programs: ["composer"],
    args: ["show", "--locked", "--format=json", "--no-interaction"],
    parse: (out) =>
      (JSON.parse(out) as { locked: { name: string; version: string }[] }).locked.map(
        ({ name, version }) => `${name}@${version}`,
      ),
  },
};

/** Packages as the tool sees them, sorted, each once. Rejects when it does not work here. */
export function ask({ args, parse }: Asking, program: string, folder: string): readonly string[] {
  const env = {
    ...process.env,
    GOFLAGS: "-mod=mod",
    GOPROXY: "off",
    COMPOSER_ALLOW_SUPERUSER: "1",
    YARN_ENABLE_TELEMETRY: "0",
    YARN_ENABLE_NETWORK: "0",
    npm_config_offline: "true",
    npm_config_update_notifier: "false",
  };
  const stdout = execFileSync(program, [...args], {
    cwd: folder,
    env,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(parse(stdout))].toSorted();
}
