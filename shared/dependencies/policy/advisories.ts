import { canonicalName } from "../purl.ts";
import type { Added, Advisory, Comparison, Dependency, Inventory } from "../types.ts";

/** One known problem of one package, whatever versions of it have it and wherever they are pinned. */
export interface Affected {
  readonly advisory: Advisory;
  /** A version that has it; one that is installed for more than development where there is one. */
  readonly dependency: Dependency;
  /** All versions that have it. */
  readonly versions: readonly string[];
  readonly scope: "runtime" | "development";
  readonly path: readonly string[];
}

/** By package and advisory over the whole repository: moving a lock file and partial upgrades are what they are. */
export interface AdvisoryChange {
  readonly introduced: readonly Affected[];
  /** Also there before, in packages that the change touches. */
  readonly existing: readonly Affected[];
  readonly fixed: readonly Affected[];
}

export const packageKey = ({ ecosystem, name }: Pick<Dependency, "ecosystem" | "name">): string =>
  `${ecosystem}\0${canonicalName(ecosystem, name)}`;

export const isDevelopment = ({ scope }: Pick<Dependency, "scope">): boolean => scope === "development";

const all = (inventories: readonly Inventory[]): readonly Dependency[] =>
  inventories.flatMap(({ dependencies }) => dependencies);

/** Packages of which versions came or went, or that are now installed for more than development; every version of them. */
export function touched({ base, head }: Pick<Comparison, "base" | "head">): readonly Dependency[] {
  const [before, after] = [base, head].map((inventories) => signatures(all(inventories)));
  const keys = new Set<string>();
  for (const [one, other] of [
    [before, after],
    [after, before],
  ]) {
    for (const [signature, key] of one ?? []) if (other?.has(signature) !== true) keys.add(key);
  }
  const found = new Map<string, Dependency>();
  for (const dependency of [...all(head), ...all(base)]) {
    if (keys.has(packageKey(dependency)) && !found.has(dependency.purl)) found.set(dependency.purl, dependency);
  }
  return [...found.values()];
}

/**
 * Packages that are as they were before, each version once: those that reach users first, and of them those that the project
 * names itself.
 */
export function untouched(
  { base, head }: Pick<Comparison, "base" | "head">,
  changed: readonly Dependency[],
): readonly Dependency[] {
  const keys = new Set(changed.map(packageKey));
  const before = new Set(all(base).map(({ purl }) => purl));
  const found = new Map<string, Dependency>();
  for (const dependency of all(head)) {
    if (keys.has(packageKey(dependency)) || !before.has(dependency.purl)) continue;
    const former = found.get(dependency.purl);
    if (former === undefined || closeness(dependency) > closeness(former)) found.set(dependency.purl, dependency);
  }
  return [...found.values()].toSorted((one, other) => closeness(other) - closeness(one));
}

const closeness = (dependency: Dependency): number =>
  (isDevelopment(dependency) ? 0 : 2) + (dependency.direct === true ? 1 : 0);

/** What is known against packages, one entry for each problem of each package. */
export const standing = (
  dependencies: readonly Dependency[],
  known: ReadonlyMap<string, readonly Advisory[]>,
): readonly Affected[] => affectedIn(dependencies, known, new Map());

const signatures = (dependencies: readonly Dependency[]): ReadonlyMap<string, string> =>
  new Map(dependencies.map((one) => [`${one.purl}\0${String(isDevelopment(one))}`, packageKey(one)]));

export function compareAdvisories(
  comparison: Comparison,
  known: ReadonlyMap<string, readonly Advisory[]>,
): AdvisoryChange {
  const before = affectedIn(all(comparison.base), known, new Map());
  const paths = new Map(comparison.added.map((added): [string, Added] => [added.dependency.purl, added]));
  const after = affectedIn(all(comparison.head), known, paths);
  const isSame = (one: Affected, other: Affected): boolean =>
    packageKey(one.dependency) === packageKey(other.dependency) && areSame(one.advisory, other.advisory);
  const beforeByPackage = Map.groupBy(before, ({ dependency }) => packageKey(dependency));
  const afterByPackage = Map.groupBy(after, ({ dependency }) => packageKey(dependency));
  const was = (affected: Affected): Affected | undefined =>
    beforeByPackage.get(packageKey(affected.dependency))?.find((other) => isSame(affected, other));
  // What only a development dependency had, and users get now, is new to them.
  const isExisting = (affected: Affected): boolean => {
    const former = was(affected);
    return former !== undefined && (former.scope === "runtime" || affected.scope === "development");
  };
  return {
    introduced: after.filter((affected) => !isExisting(affected)),
    existing: after.filter(isExisting),
    fixed: before.filter(
      (affected) =>
        !(afterByPackage.get(packageKey(affected.dependency)) ?? []).some((other) => isSame(affected, other)),
    ),
  };
}

/** One problem has an id in each database, and databases differ in which of them is theirs. */
export function areSame(one: Advisory, other: Advisory): boolean {
  const ids = new Set([one.id, ...one.aliases]);
  return [other.id, ...other.aliases].some((id) => ids.has(id));
}

function affectedIn(
  dependencies: readonly Dependency[],
  known: ReadonlyMap<string, readonly Advisory[]>,
  paths: ReadonlyMap<string, Added>,
): readonly Affected[] {
  const found = new Map<string, Affected[]>();
  for (const dependency of dependencies) {
    for (const advisory of known.get(dependency.purl) ?? []) {
      if (advisory.withdrawnAt !== undefined) continue;
      const key = packageKey(dependency);
      const others = found.get(key) ?? [];
      found.set(key, others);
      const index = others.findIndex((other) => areSame(other.advisory, advisory));
      const former = others[index];
      const scope = isDevelopment(dependency) ? "development" : "runtime";
      const path = paths.get(dependency.purl)?.path ?? [];
      const versions = [dependency.version ?? "?"];
      if (former === undefined) {
        others.push({ advisory, dependency, versions, scope, path });
        continue;
      }
      const isWider = former.scope === "development" && scope === "runtime";
      others[index] = {
        ...(isWider ? { advisory, dependency, scope, path } : former),
        versions: [...new Set([...former.versions, ...versions])],
      };
    }
  }
  return [...found.values()].flat();
}
