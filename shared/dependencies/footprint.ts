import { type Duplicate, newDuplicates } from "./duplicates.ts";
import { canonicalName } from "./purl.ts";
import type { Comparison, Dependency, ReleaseFacts } from "./types.ts";

/** Bytes of so many packages, as far as registries tell. */
export interface Weight {
  readonly bytes: number;
  /** Packages whose size is known, of how many. */
  readonly known: number;
  readonly of: number;
}

export interface Newcomer {
  readonly dependency: Dependency;
  readonly bytes: number;
  /** Bytes of the largest version that was there before; undefined where there was none, or its size is not known. */
  readonly formerly: number | undefined;
}

/** What a change costs in room. */
export interface Footprint {
  readonly added: Weight;
  readonly removed: Weight;
  /** Bytes by which all grows, of those packages only of which both sides are known. */
  readonly growth: number;
  /** Largest first. */
  readonly newcomers: readonly Newcomer[];
  readonly duplicates: readonly Duplicate[];
}

type Facts = ReadonlyMap<string, Pick<ReleaseFacts, "size">>;

export function footprintOf({ added, removed, base, head }: Comparison, facts: Facts): Footprint {
  const sizeOf = ({ purl }: Dependency): number | undefined => facts.get(purl)?.size;
  const present = added.map(({ dependency }) => dependency).filter(hasSize);
  const gone = removed.filter(hasSize);
  const goneByName = Map.groupBy(gone, keyOf);
  // An update whose former size nobody tells would count as if all of it were new.
  const isUnclear = (dependency: Dependency): boolean =>
    (goneByName.get(keyOf(dependency)) ?? []).some((one) => sizeOf(one) === undefined);
  const unclear = new Set(present.filter((one) => sizeOf(one) === undefined || isUnclear(one)).map(keyOf));
  const sum = (list: readonly Dependency[]): number => list.reduce((total, one) => total + (sizeOf(one) ?? 0), 0);
  const clear = (one: Dependency): boolean => !unclear.has(keyOf(one));
  const newcomers = added.flatMap(({ dependency, before }): Newcomer[] => {
    const bytes = sizeOf(dependency);
    if (bytes === undefined) return [];
    const former = before.flatMap((one) => sizeOf(one) ?? []);
    return [{ dependency, bytes, formerly: former.length === 0 ? undefined : Math.max(...former) }];
  });
  const weigh = (list: readonly Dependency[]): Weight => ({
    bytes: sum(list),
    known: list.filter((one) => sizeOf(one) !== undefined).length,
    of: list.length,
  });
  return {
    added: weigh(present),
    removed: weigh(gone),
    growth: sum(present.filter(clear)) - sum(gone.filter(clear)),
    newcomers: newcomers.toSorted((one, other) => other.bytes - one.bytes),
    duplicates: newDuplicates(base, head),
  };
}

/** Packages of registries; actions and images are not installed. */
const hasSize = ({ ecosystem, source }: Dependency): boolean =>
  source === "registry" && ecosystem !== "GitHub Actions" && ecosystem !== "Docker";

const keyOf = ({ ecosystem, name }: Dependency): string => `${ecosystem}\0${canonicalName(ecosystem, name)}`;
