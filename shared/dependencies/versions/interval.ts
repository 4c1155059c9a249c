import { compareMaven } from "./maven.ts";
import { compareNuget } from "./nuget.ts";

type Compare = (one: string, other: string) => number | undefined;

const SET = /[[(][^[\]()]*[\])]/g;

/** `[1.0,2.0)`, several of them with commas, `[1.0]`; undefined for what is none of these, or cannot be compared. */
function isInSets(compare: Compare, version: string, range: string): boolean | undefined {
  const sets = range.match(SET) ?? [];
  if (sets.length === 0 || range.replaceAll(SET, "").replaceAll(/[\s,]/g, "") !== "") return undefined;
  const results = sets.map((set) => isWithin(compare, version, set));
  return results.includes(true) ? true : results.includes(undefined) ? undefined : false;
}

function isWithin(compare: Compare, version: string, set: string): boolean | undefined {
  const [low = "", high, more] = set
    .slice(1, -1)
    .split(",")
    .map((bound) => bound.trim());
  if (more !== undefined) return undefined;
  if (high === undefined) {
    const same = set.startsWith("[") && set.endsWith("]") ? compare(version, low) : undefined;
    return same === undefined ? undefined : same === 0;
  }
  const above = low === "" ? 1 : compare(version, low);
  const below = high === "" ? -1 : compare(version, high);
  if (above === undefined || below === undefined) return undefined;
  return (above > 0 || (above === 0 && set.startsWith("["))) && (below < 0 || (below === 0 && set.endsWith("]")));
}

const isBare = (range: string): boolean => /^[^[\](),]+$/.test(range);

/** A version alone is a wish and lets every other one in. */
export const satisfiesMaven = (version: string, range: string): boolean | undefined =>
  isBare(range.trim()) ? true : isInSets(compareMaven, version, range.trim());

/** A version alone is the lowest that will do; `1.*` is whatever is the newest, which nobody here knows. */
export function satisfiesNuget(version: string, range: string): boolean | undefined {
  const wanted = range.trim();
  if (!isBare(wanted)) return isInSets(compareNuget, version, wanted);
  const order = compareNuget(version, wanted);
  return order === undefined ? undefined : order >= 0;
}
