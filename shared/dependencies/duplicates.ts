import { canonicalName } from "./purl.ts";
import type { Dependency, Ecosystem, Inventory } from "./types.ts";

/** One package that one lock file installs several times. */
export interface Duplicate {
  /** The version that is new. */
  readonly dependency: Dependency;
  /** All that are installed, in the order of the file. */
  readonly versions: readonly string[];
}

/** Where a program really gets all of them: elsewhere several versions of a name are alternatives of which one is installed. */
const SEVERAL: ReadonlySet<Ecosystem> = new Set(["npm", "crates.io"]);

/** Packages of which a lock file has more versions than any one had before, one of them new. */
export function newDuplicates(base: readonly Inventory[], head: readonly Inventory[]): readonly Duplicate[] {
  const former = new Map<string, number>();
  for (const inventory of base) {
    for (const [key, places] of byPackage(inventory)) {
      former.set(key, Math.max(former.get(key) ?? 0, versionsOf(places).length));
    }
  }
  const known = new Set(base.flatMap(({ dependencies }) => dependencies).map(({ purl }) => purl));
  return head.flatMap((inventory) =>
    [...byPackage(inventory)].flatMap(([key, places]): Duplicate[] => {
      const versions = versionsOf(places);
      const dependency = places.find(({ purl }) => !known.has(purl));
      if (dependency === undefined || versions.length < 2 || versions.length <= (former.get(key) ?? 0)) return [];
      return [{ dependency, versions }];
    }),
  );
}

const byPackage = ({ ecosystem, dependencies }: Inventory): ReadonlyMap<string, readonly Dependency[]> =>
  SEVERAL.has(ecosystem)
    ? Map.groupBy(dependencies, ({ name }) => `${ecosystem}\0${canonicalName(ecosystem, name)}`)
    : new Map();

const versionsOf = (places: readonly Dependency[]): readonly string[] => [
  ...new Set(places.flatMap(({ version }) => version ?? [])),
];
