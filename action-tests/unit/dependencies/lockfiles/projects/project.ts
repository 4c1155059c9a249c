import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { installed } from "../../../../tools/installed.ts";

/** A project as a person would write it, whose own tool locks it and says what is locked; all that it depends on is made here too. */
export interface Project {
  readonly name: string;
  /** Every one of them must be installed. */
  readonly programs: readonly string[];
  /** Succeeds, run by `sh`, where their versions can do what the project needs. */
  readonly works?: string;
  readonly lockfile: string;
  /** Texts by path, from `here`: a folder of its own, of which `app/` is the project. */
  readonly files: (here: string) => Readonly<Record<string, string | Buffer>>;
  /** Run by `sh` in `app/`: makes what the project depends on, if files are not enough, and locks. */
  readonly lock: string;
  /** Run by `sh` in `app/`: prints what `parse` reads. */
  readonly ask: string;
  readonly parse: (stdout: string) => Answer;
  /** What of `app/`, beside the lock file, the reader may look at. */
  readonly keep: readonly string[];
  /** Prints the tool's version. */
  readonly version: string;
  /** Packages that the file has for machines other than this one, which the tool does not list. */
  readonly elsewhere?: readonly string[];
}

/** What the tool says: `name@version` of all, and of those that are needed to run it, where the tool tells. */
export interface Answer {
  readonly packages: readonly string[];
  readonly runtime?: readonly string[];
}

export interface Made extends Answer {
  readonly wroteBy: string;
  readonly lockfile: string;
  readonly files: Readonly<Record<string, string>>;
  readonly elsewhere?: readonly string[];
}

/** Stands in the recorded files where the folder of the machine was. */
const SOMEWHERE = "/srv/shop";
const SERVED = /http(:\/\/|%3A%2F%2F)127\.0\.0\.1(?::|%3A)\d+/g;
const SHOWN = "https$1packages.example";

/** Nothing of whoever runs the tests, and no network. */
const environmentOf = (here: string): NodeJS.ProcessEnv => ({
  PATH: process.env["PATH"],
  // Where rustup and pyenv keep what their stand-ins in PATH call.
  ...(process.env["HOME"] === undefined
    ? {}
    : {
        RUSTUP_HOME: process.env["RUSTUP_HOME"] ?? join(process.env["HOME"], ".rustup"),
        PYENV_ROOT: process.env["PYENV_ROOT"] ?? join(process.env["HOME"], ".pyenv"),
      }),
  HOME: join(here, "home"),
  LC_ALL: "C.UTF-8",
  TZ: "UTC",
  HERE: here,
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_COUNT: "2",
  GIT_CONFIG_KEY_0: "init.defaultBranch",
  GIT_CONFIG_VALUE_0: "main",
  GIT_CONFIG_KEY_1: "protocol.file.allow",
  GIT_CONFIG_VALUE_1: "always",
  GIT_AUTHOR_NAME: "Ada",
  GIT_AUTHOR_EMAIL: "ada@example.com",
  GIT_AUTHOR_DATE: "2026-01-01T00:00:00Z",
  GIT_COMMITTER_NAME: "Ada",
  GIT_COMMITTER_EMAIL: "ada@example.com",
  GIT_COMMITTER_DATE: "2026-01-01T00:00:00Z",
  SOURCE_DATE_EPOCH: "1767225600",
  BUNDLE_SILENCE_ROOT_WARNING: "1",
  COMPOSER_ALLOW_SUPERUSER: "1",
  COMPOSER_DISABLE_NETWORK: "1",
  CARGO_NET_OFFLINE: "true",
  CARGO_TERM_QUIET: "true",
  GOFLAGS: "-modcacherw",
  GOPROXY: `file://${here}/proxy`,
  GONOSUMDB: "*",
  GOTOOLCHAIN: "local",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  PIP_ROOT_USER_ACTION: "ignore",
});

/** Why the project cannot be made on this machine; undefined when it can. */
export function whyNot({ programs, works }: Project): string | undefined {
  const missing = programs.filter((one) => installed(one) === undefined);
  if (missing.length > 0) return `no ${missing.join(", ")}`;
  if (works === undefined) return undefined;
  try {
    execFileSync("sh", ["-euc", works], { stdio: "ignore", timeout: 30_000 });
    return undefined;
  } catch {
    return `what is installed of ${programs.join(", ")} cannot do it`;
  }
}

/** Makes the project in the empty folder `here`, locks it and asks. Throws with what the tool said. */
export function make(project: Project, here: string): Made {
  const app = join(here, "app");
  for (const folder of [app, join(here, "home")]) mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(project.files(here))) {
    mkdirSync(dirname(join(here, path)), { recursive: true });
    writeFileSync(join(here, path), content);
  }
  const sh = (script: string): string =>
    execFileSync("sh", ["-euc", script], {
      cwd: app,
      env: environmentOf(here),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      timeout: 120_000,
      maxBuffer: 64 * 1024 * 1024,
    });
  sh(project.lock);
  const { packages, runtime } = project.parse(sh(project.ask));
  const kept = [project.lockfile, ...project.keep].flatMap((path) => filesAt(app, path));
  return {
    wroteBy: sh(project.version).trim(),
    lockfile: project.lockfile,
    files: Object.fromEntries(
      kept.map((path) => [
        path,
        readFileSync(join(app, path), "utf8").replaceAll(here, SOMEWHERE).replace(SERVED, SHOWN),
      ]),
    ),
    packages: sorted(packages),
    ...(runtime === undefined ? {} : { runtime: sorted(runtime) }),
    ...(project.elsewhere === undefined ? {} : { elsewhere: project.elsewhere }),
  };
}

const sorted = (all: readonly string[]): string[] => [...new Set(all)].toSorted();

/** The file, or with a `*` all that have some name in its place. */
function filesAt(app: string, path: string): string[] {
  const star = path.indexOf("*");
  if (star < 0) return existsSync(join(app, path)) ? [path] : [];
  const folder = path.slice(0, star);
  return readdirSync(join(app, folder)).flatMap((name) => filesAt(app, folder + name + path.slice(star + 1)));
}
