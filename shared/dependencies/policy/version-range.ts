import type { Ecosystem } from "../types.ts";
import type { Comparator, VersionRange } from "./types.ts";

/** Negative, zero or positive; undefined where one of the two is no version of that ecosystem. */
export type CompareVersions = (ecosystem: Ecosystem, one: string, other: string) => number | undefined;

const COMPARATOR = /^(<=|>=|<|>|=)?\s*v?(\d[^\s<>=|,*]{0,99}|[a-f0-9]{40}|sha256:[a-f0-9]{64})$/;

/** Reads `<1.2.3`, `>=2 <3 || 4.0.1` or `1.2.3`; undefined for anything else. `*` is every version. */
export function parseRange(text: string): VersionRange | undefined {
  const trimmed = text.trim();
  if (trimmed === "*") return { text: trimmed, alternatives: [[]] };
  const alternatives: Comparator[][] = [];
  for (const alternative of trimmed.split("||")) {
    const parts = alternative
      .replaceAll(/([<>=]+)\s+/g, "$1")
      .split(/[\s,]+/)
      .filter((part) => part !== "");
    if (parts.length === 0) return undefined;
    const comparators: Comparator[] = [];
    for (const part of parts) {
      const [, operator = "=", version] = COMPARATOR.exec(part) ?? [];
      if (version === undefined) return undefined;
      // The pattern lets only these through.
      comparators.push({ operator: operator as Comparator["operator"], version });
    }
    alternatives.push(comparators);
  }
  return { text: trimmed, alternatives };
}

/** False also where the two cannot be compared: nothing is accepted by accident. */
export const isInRange = (
  range: VersionRange | undefined,
  of: { readonly ecosystem: Ecosystem; readonly version: string | undefined },
  compare: CompareVersions,
): boolean => range === undefined || standsIn(range, of, compare) === true;

/** Undefined where that hangs on a version that cannot be compared with this one. */
export function standsIn(
  range: VersionRange,
  { ecosystem, version }: { readonly ecosystem: Ecosystem; readonly version: string | undefined },
  compare: CompareVersions,
): boolean | undefined {
  const verdicts = range.alternatives.map((comparators) => {
    const held = comparators.map((one) =>
      version !== undefined ? holds(one, ecosystem, version, compare) : undefined,
    );
    return held.includes(false) ? false : held.includes(undefined) ? undefined : true;
  });
  return verdicts.includes(true) || (verdicts.includes(undefined) ? undefined : false);
}

const padded = (bound: string): string =>
  /^\d+(?:\.\d+)?$/.test(bound) ? `${bound}${".0".repeat(3 - bound.split(".").length)}` : bound;

function holds(
  { operator, version: bound }: Comparator,
  ecosystem: Ecosystem,
  version: string,
  compare: CompareVersions,
): boolean | undefined {
  if (operator === "=" && version === bound) return true;
  // People write `<1.3` also where versions have three numbers.
  const order = compare(ecosystem, version, bound) ?? compare(ecosystem, version, padded(bound));
  if (order === undefined || Number.isNaN(order)) return undefined;
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "=":
      return order === 0;
  }
}
