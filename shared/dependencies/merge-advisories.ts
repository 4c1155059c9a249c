import { worst } from "../domain/cvss/severity.ts";
import type { Advisory } from "./types.ts";

/** Whose name people know it by, and whose description is the best kept. */
const PREFERRED = ["MAL-", "GHSA-", "CVE-", "RUSTSEC-", "GO-", "PYSEC-"];

const rank = (id: string): number => {
  const found = PREFERRED.findIndex((prefix) => id.startsWith(prefix));
  return found === -1 ? PREFERRED.length : found;
};

const better = (one: Advisory, other: Advisory): number =>
  rank(one.id) - rank(other.id) || (one.id < other.id ? -1 : 1);

/** One entry for each problem: databases tell of the same one under names of their own, joined by what they call alias. */
export const mergeAdvisories = (advisories: readonly Advisory[]): readonly Advisory[] => {
  const groups: { readonly names: Set<string>; readonly members: Advisory[] }[] = [];
  for (const advisory of advisories) {
    const names = new Set([advisory.id, ...advisory.aliases]);
    const members = [advisory];
    // Two groups that had nothing in common may be joined by a third name.
    for (const group of groups.filter((candidate) => [...candidate.names].some((name) => names.has(name)))) {
      for (const name of group.names) names.add(name);
      members.push(...group.members);
      groups.splice(groups.indexOf(group), 1);
    }
    groups.push({ names, members });
  }
  return groups.map(({ names, members }) => merged(names, members)).toSorted(better);
};

const merged = (names: ReadonlySet<string>, members: readonly Advisory[]): Advisory => {
  const sorted = members.toSorted(better);
  const [first] = sorted;
  if (first === undefined) throw new RangeError("a group without members");
  return {
    ...first,
    aliases: [...names].filter((name) => name !== first.id).toSorted(),
    summary: sorted.map(({ summary }) => summary).find((summary) => summary !== "") ?? "",
    severity: worst(members.map(({ severity }) => severity)),
    malware: members.some(({ malware }) => malware),
    fixedIn: sorted.map(({ fixedIn }) => fixedIn).find((fixedIn) => fixedIn.length > 0) ?? [],
  };
};
