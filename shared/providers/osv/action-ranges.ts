import type { Affected, OsvRecord, Range } from "./schemas.ts";

/** Numbers of a tag such as `v4.1.2`; a moving tag such as `v4` stands for the newest of its line. */
const numbersOf = (version: string, rest: number): readonly number[] | undefined => {
  const found = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+].*)?$/.exec(version.trim());
  if (found === null) return undefined;
  return [found[1], found[2], found[3]].map((part) => (part === undefined ? rest : Number(part)));
};

const compareNumbers = (one: readonly number[], other: readonly number[]): number => {
  for (const [index, number] of one.entries()) {
    // Not subtracted: two infinities are the same.
    const against = other[index] ?? 0;
    if (number !== against) return number < against ? -1 : 1;
  }
  return 0;
};

/** Order of two tags; what is no version comes last. */
export const compareTags = (one: string, other: string): number => {
  const end = [Number.POSITIVE_INFINITY];
  return compareNumbers(
    numbersOf(one, Number.POSITIVE_INFINITY) ?? end,
    numbersOf(other, Number.POSITIVE_INFINITY) ?? end,
  );
};

const isWithin = (version: readonly number[], { type, events }: Range): boolean => {
  if (type === "GIT") return false;
  let inside = false;
  for (const { introduced, fixed, last_affected: last } of events ?? []) {
    const at = (text: string) => compareNumbers(version, numbersOf(text, 0) ?? [Number.POSITIVE_INFINITY]);
    if (introduced && (introduced === "0" || at(introduced) >= 0)) inside = true;
    if (fixed && at(fixed) >= 0) inside = false;
    if (last && at(last) > 0) inside = false;
  }
  return inside;
};

const isAffected = (tag: string, { ranges, versions }: Affected): boolean => {
  if ((versions ?? []).some((version) => version.replace(/^v/, "") === tag.replace(/^v/, ""))) return true;
  const version = numbersOf(tag, Number.POSITIVE_INFINITY);
  return version !== undefined && (ranges ?? []).some((range) => isWithin(version, range));
};

/**
 * Whether any of the tags of an action is one that a record speaks of. `unknown`: none of them is a version, so that
 * nobody can say.
 */
export const affectsTags = (record: OsvRecord, name: string, tags: readonly string[]): boolean | "unknown" => {
  const entries = (record.affected ?? []).filter(
    ({ package: of }) => of?.ecosystem === "GitHub Actions" && of.name?.toLowerCase() === name.toLowerCase(),
  );
  if (tags.some((tag) => entries.some((entry) => isAffected(tag, entry)))) return true;
  return entries.length === 0 || tags.some((tag) => numbersOf(tag, 0) !== undefined) ? false : "unknown";
};
