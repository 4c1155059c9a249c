import type { Advisory, Dependency, Inventory } from "./types.ts";
import { compareVersions, isPrerelease } from "./versions/compare-versions.ts";
import { satisfies } from "./versions/satisfies.ts";

/** Versions that may be clean, smallest first; `inRange` are those that everybody who names the package accepts. */
export interface Candidates {
  readonly inRange: readonly string[];
  readonly any: readonly string[];
}

/** So many are worth asking about: a package whose next dozen releases are all bad has other problems. */
const MOST = 6;

/** Releases after the present one that end each of its known problems; `versions`: all that the registry has, if it tells. */
export function candidatesFor(
  dependency: Dependency,
  ranges: readonly string[],
  advisories: readonly Advisory[],
  versions: readonly string[] | undefined,
): Candidates {
  const { ecosystem, version } = dependency;
  if (version === undefined || advisories.some(({ fixedIn }) => fixedIn.length === 0)) return { inRange: [], any: [] };
  const compare = (one: string, other: string): number => compareVersions(ecosystem, one, other) ?? Number.NaN;
  const isFinished = !isPrerelease(ecosystem, version);
  const all = (versions ?? advisories.flatMap(({ fixedIn }) => fixedIn))
    .filter((candidate) => compare(candidate, version) > 0 && !(isFinished && isPrerelease(ecosystem, candidate)))
    .filter((candidate) => advisories.every(({ fixedIn }) => fixedIn.some((fix) => compare(candidate, fix) >= 0)))
    .toSorted(compare);
  const any = [...new Set(all)];
  const inRange = any.filter((candidate) => ranges.every((range) => satisfies(ecosystem, candidate, range) !== false));
  return { inRange: inRange.slice(0, MOST), any: any.slice(0, MOST) };
}

/** What goes into a command that somebody copies into a shell; other names get no command. */
const PLAIN_NAME = /^@?[\w][\w.~+-]*(?:[/:][\w.~+-]+)*$/;
const PLAIN_VERSION = /^v?\d[\w.+!-]*$/;
const PLAIN_FOLDER = /^[\w.@-]+(?:\/[\w.@-]+)*\/$/;

export interface Wish {
  readonly name: string;
  readonly version: string;
  /** The project names it itself. */
  readonly direct: boolean;
  readonly development: boolean;
}

/** The command of the file's own package manager that brings a package to a version; undefined when there is none, or no safe one. */
export function commandFor({ file, format }: Pick<Inventory, "file" | "format">, wish: Wish): string | undefined {
  if (!PLAIN_NAME.test(wish.name) || wish.name.includes("..") || !PLAIN_VERSION.test(wish.version)) return undefined;
  const folder = file.slice(0, file.lastIndexOf("/") + 1);
  if (folder !== "" && (!PLAIN_FOLDER.test(folder) || folder.startsWith("-") || folder.includes("..")))
    return undefined;
  const command = commandOf(format, wish);
  return command === undefined || folder === "" ? command : `cd ${folder.slice(0, -1)} && ${command}`;
}

function commandOf(format: string, { name, version, direct, development }: Wish): string | undefined {
  const [tool = "", line = ""] = format.split("-");
  switch (tool) {
    case "package":
    case "npm":
      return direct ? `npm install ${development ? "--save-dev " : ""}${name}@${version}` : `npm update ${name}`;
    case "pnpm":
      return direct
        ? `pnpm add ${development ? "--save-dev " : ""}${name}@${version}`
        : `pnpm update --depth Infinity ${name}`;
    case "yarn":
      if (line === "1") return direct ? `yarn upgrade ${name}@${version}` : undefined;
      return direct ? `yarn up ${name}@${version}` : `yarn up --recursive ${name}`;
    case "bun":
      return direct ? `bun add ${development ? "--dev " : ""}${name}@${version}` : `bun update ${name}`;
    case "requirements":
      return `pip install ${name}==${version}`;
    case "uv":
      return `uv lock --upgrade-package ${name}==${version}`;
    case "poetry":
      return direct ? `poetry add ${development ? "--group dev " : ""}${name}@${version}` : `poetry update ${name}`;
    case "pdm":
      return `pdm update ${direct ? "--unconstrained " : ""}${name}`;
    case "pipfile":
      return `pipenv upgrade ${name}==${version}`;
    case "cargo":
      return `cargo update --package ${name} --precise ${version}`;
    case "go.mod":
      return `go get ${name}@${version.startsWith("v") ? version : `v${version}`}`;
    case "gemfile":
      return `bundle update --conservative ${name}`;
    case "composer":
      return direct
        ? `composer require ${development ? "--dev " : ""}${name}:${version} --with-dependencies`
        : `composer update ${name} --with-dependencies`;
    case "maven":
      // It writes into the parent, the property or the dependencyManagement that the version comes from.
      return direct && line === ""
        ? `mvn versions:use-dep-version -Dincludes=${name} -DdepVersion=${version} -DgenerateBackupPoms=false`
        : undefined;
    case "nuget":
      return direct ? `dotnet add package ${name} --version ${version}` : undefined;
    case "gradle":
      // A version in a catalog is changed where it stands.
      return line === "catalog" ? undefined : `./gradlew dependencies --update-locks ${name}`;
    default:
      return undefined;
  }
}
