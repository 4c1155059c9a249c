import { lockfileFor } from "../../../../shared/dependencies/lockfiles/lockfile-for.ts";
import { canonicalName } from "../../../../shared/dependencies/purl.ts";
import type { Dependency, Inventory } from "../../../../shared/dependencies/types.ts";

/** Files as a package manager wrote them for a project of ours, and what it, or its own library, says that they pin. */
export interface Recorded {
  readonly wroteBy: string;
  /** Undefined where it cannot be asked without installing. */
  readonly tool?: string;
  readonly lockfile: string;
  readonly files: Readonly<Record<string, string>>;
  readonly packages: readonly string[];
  /** Those of them that are needed to run the project, where the tool tells. */
  readonly runtime?: readonly string[];
  /** What the file has for other machines than the one that was asked. */
  readonly elsewhere?: readonly string[];
}

/** The lock file as the action reads it, with what it looks at beside. */
export function readRecorded({ lockfile, files }: Recorded, under = ""): Inventory {
  const found = lockfileFor(under + lockfile);
  if (found === undefined) throw new Error(`${lockfile} is not known`);
  const beside = Object.entries(files).map(([path, text]) => [under + path, text] as const);
  return found.read(files[lockfile] ?? "", new Map(beside.filter(([path]) => found.wants(path))));
}

/** Some tools name a package as the project does. */
const BY_ALIAS = /^(?:npm-\d|pnpm-9|pnpm-9-catalogs|yarn-1|bun)$/;

/** `name@version` of each, as the tool of that name writes it. */
export const shown = (name: string, dependencies: readonly Dependency[]): string[] => {
  const called = ({ ecosystem, name: own, alias }: Dependency): string =>
    BY_ALIAS.test(name) ? (alias ?? own) : canonicalName(ecosystem, own);
  return [...new Set(dependencies.map((one) => `${called(one)}@${one.version ?? ""}`))].toSorted();
};

/** What is needed to run the project. */
export const running = ({ dependencies }: Inventory): readonly Dependency[] =>
  dependencies.filter(({ scope }) => scope !== "development");

/** With what the tool left out, sorted. */
export const complete = (answer: readonly string[], elsewhere: readonly string[] = []): string[] =>
  [...new Set([...answer, ...elsewhere])].toSorted();
