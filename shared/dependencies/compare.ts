import { chains } from "./chains.ts";
import { mayAgree, originOf } from "./origin.ts";
import { canonicalName } from "./purl.ts";
import type { Added, Comparison, Dependency, Inventory } from "./types.ts";

const packageOf = ({ ecosystem, name }: Dependency): string => `${ecosystem}\0${canonicalName(ecosystem, name)}`;

const all = (inventories: readonly Inventory[]): Dependency[] =>
  inventories.flatMap(({ dependencies }) => dependencies);

/**
 * What changed between two commits, over the whole repository by package: which file pins a package, in what order and how often,
 * changes nothing.
 */
export function compare(base: readonly Inventory[], head: readonly Inventory[]): Comparison {
  const before = Map.groupBy(all(base), ({ purl }) => purl);
  const after = Map.groupBy(all(head), ({ purl }) => purl);
  const packages = Map.groupBy(all(base), packageOf);
  const versions = new Map<string, readonly Dependency[]>();
  const beforeOf = (dependency: Dependency): readonly Dependency[] => {
    const key = packageOf(dependency);
    const known = versions.get(key) ?? oncePerPurl(packages.get(key) ?? []);
    versions.set(key, known);
    return known;
  };
  const pathTo = chains(head);

  const added: Added[] = [];
  for (const [purl, places] of after) {
    const [dependency] = places;
    if (dependency === undefined || before.has(purl)) continue;
    added.push({
      dependency,
      places,
      before: beforeOf(dependency),
      path: pathTo(places),
    });
  }
  const removed = [...before].flatMap(([purl, [dependency]]) =>
    dependency === undefined || after.has(purl) ? [] : [dependency],
  );
  const altered = [...after].flatMap(([purl, places]) => alteredAt(before.get(purl) ?? [], places));
  return { added, removed, altered, base, head };
}

/** Places of one version from which it may come: more of them only cost time. */
const MOST_JUDGES = 200;

/**
 * Places in head whose origin no place in base had. An origin that merely went away, or a field that one of both does not have
 * because its format or its version does not write it, is no change.
 */
function alteredAt(
  before: readonly Dependency[],
  after: readonly Dependency[],
): { readonly before: Dependency; readonly after: Dependency }[] {
  if (before.length === 0) return [];
  const known = new Set(before.map(originOf));
  const byFile = Map.groupBy(before, ({ file }) => file);
  return after.flatMap((place) => {
    if (place.integrity !== undefined && known.has(originOf(place))) return [];
    // A file answers to itself: one that says little elsewhere must not vouch for it.
    const judges = (byFile.get(place.file) ?? before).slice(0, MOST_JUDGES);
    if (judges.some((one) => mayAgree(one, place))) return [];
    const [other] = judges;
    return other === undefined ? [] : [{ before: other, after: place }];
  });
}

function oncePerPurl(dependencies: readonly Dependency[]): Dependency[] {
  return [
    ...new Map(dependencies.toReversed().map((dependency) => [dependency.purl, dependency])).values(),
  ].toReversed();
}
