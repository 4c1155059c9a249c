import { chains } from "./chains.ts";
import { canonicalName } from "./purl.ts";
import type { Added, Comparison, Dependency, Inventory } from "./types.ts";

const packageOf = ({ ecosystem, name }: Dependency): string => `${ecosystem}\0${canonicalName(ecosystem, name)}`;

const all = (inventories: readonly Inventory[]): Dependency[] =>
  inventories.flatMap(({ dependencies }) => dependencies);

/** All that makes the bytes of one version: where they come from, and their hash. */
const origin = ({ resolved, integrity, source }: Dependency): string =>
  `${source}\0${resolved ?? ""}\0${integrity ?? ""}`;

/**
 * What changed between two commits, over the whole repository by package: which file pins a package, in what order and how often,
 * changes nothing.
 */
export function compare(base: readonly Inventory[], head: readonly Inventory[]): Comparison {
  const before = Map.groupBy(all(base), ({ purl }) => purl);
  const after = Map.groupBy(all(head), ({ purl }) => purl);
  const packages = Map.groupBy(all(base), packageOf);
  const pathTo = chains(head);

  const added: Added[] = [];
  for (const [purl, places] of after) {
    const [dependency] = places;
    if (dependency === undefined || before.has(purl)) continue;
    added.push({
      dependency,
      places,
      before: oncePerPurl(packages.get(packageOf(dependency)) ?? []),
      path: pathTo(places),
    });
  }
  const removed = [...before].flatMap(([purl, [dependency]]) =>
    dependency === undefined || after.has(purl) ? [] : [dependency],
  );
  const altered = [...after].flatMap(([purl, places]) => alteredAt(before.get(purl) ?? [], places));
  return { added, removed, altered, base, head };
}

/**
 * Places in head whose origin no place in base had. An origin that merely went away, or a field that one of both does not have
 * because its format or its version does not write it, is no change.
 */
function alteredAt(
  before: readonly Dependency[],
  after: readonly Dependency[],
): { readonly before: Dependency; readonly after: Dependency }[] {
  if (before.length === 0) return [];
  const known = new Set(before.map(origin));
  return after.flatMap((place) => {
    if (known.has(origin(place)) || before.some((other) => agree(other, place))) return [];
    const other = before.find(({ file }) => file === place.file) ?? before[0];
    return other === undefined ? [] : [{ before: other, after: place }];
  });
}

function agree(one: Dependency, other: Dependency): boolean {
  const same = (a: string | undefined, b: string | undefined): boolean => a === undefined || b === undefined || a === b;
  return (
    one.source === other.source &&
    same(one.resolved, other.resolved) &&
    (same(one.integrity, other.integrity) || algorithm(one.integrity) !== algorithm(other.integrity)) &&
    // An integrity that went away is a protection that went away.
    (one.integrity === undefined || other.integrity !== undefined || one.file !== other.file)
  );
}

/** Hashes of two algorithms cannot be compared: yarn's checksum of its own archive is none of the registry's either. */
const algorithm = (integrity: string | undefined): string => /^[a-z0-9]+(?=[-:/])/i.exec(integrity ?? "")?.[0] ?? "";

function oncePerPurl(dependencies: readonly Dependency[]): Dependency[] {
  return [
    ...new Map(dependencies.toReversed().map((dependency) => [dependency.purl, dependency])).values(),
  ].toReversed();
}
