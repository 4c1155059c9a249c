import type { Ecosystem } from "../types.ts";
import { compareVersions } from "./compare-versions.ts";

/** One event of a range of OSV's: exactly one of these is there. `introduced: "0"` is before everything. */
interface RangeEvent {
  readonly introduced?: string | undefined;
  readonly fixed?: string | undefined;
  readonly last_affected?: string | undefined;
  readonly limit?: string | undefined;
}

/** What one record of OSV's says about the versions of one package. */
export interface Affected {
  readonly versions: readonly string[];
  readonly ranges: readonly { readonly type: string; readonly events: readonly RangeEvent[] }[];
}

/**
 * Whether one of these says that the version is affected; undefined when none says so and one cannot be decided, as a range of
 * commits cannot without their repository.
 */
export function isAffected(ecosystem: Ecosystem, version: string, all: readonly Affected[]): boolean | undefined {
  let known = true;
  for (const { versions, ranges } of all) {
    if (versions.includes(version)) return true;
    if (versions.some((other) => compareVersions(ecosystem, version, other) === 0)) return true;
    for (const { type, events } of ranges) {
      // Beside a range of versions or a list of them, one of commits says the same again.
      if (type === "GIT" && (versions.length > 0 || ranges.length > 1)) continue;
      const inside = type === "GIT" ? undefined : isInside(ecosystem, version, events);
      if (inside === true) return true;
      if (inside === undefined) known = false;
    }
  }
  return known ? false : undefined;
}

/** By the last event at or below the version; undefined when it has no order with one of them. */
function isInside(ecosystem: Ecosystem, version: string, events: readonly RangeEvent[]): boolean | undefined {
  const compare = (one: string, other: string): number | undefined =>
    one === other ? 0 : one === "0" ? -1 : other === "0" ? 1 : compareVersions(ecosystem, one, other);
  const passed: { readonly at: string; readonly isInside: boolean; readonly isLast: boolean }[] = [];
  const limits: number[] = [];
  for (const { introduced, fixed, last_affected: last, limit } of events) {
    const at = introduced ?? fixed ?? last ?? limit;
    if (at === undefined) continue;
    const above = limit === "*" ? -1 : compare(version, at);
    if (above === undefined) return undefined;
    if (limit !== undefined) limits.push(above);
    else if (above > 0 || (above === 0 && last === undefined)) {
      passed.push({ at, isInside: introduced !== undefined, isLast: last !== undefined });
    }
  }
  // At one version, what it introduces comes before what ends with it.
  const sorted = passed.toSorted((a, b) => (compare(a.at, b.at) ?? 0) || Number(a.isLast) - Number(b.isLast));
  return (sorted.at(-1)?.isInside ?? false) && (limits.length === 0 || limits.some((above) => above < 0));
}
