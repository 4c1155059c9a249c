import { areSame } from "../../shared/dependencies/policy/advisories.ts";
import type { Advisory, Comparison, NotChecked } from "../../shared/dependencies/types.ts";
import type { GraphAnswer } from "../../shared/ports/registries.ts";

type KnownAdvisories = ReadonlyMap<string, readonly Advisory[]>;

/** What GitHub's dependency graph adds to what the databases said. */
export interface FromGraph {
  readonly known: KnownAdvisories;
  readonly unchecked: readonly NotChecked[];
  readonly notes: readonly string[];
}

/**
 * The graph may know an advisory sooner, and it reads files that are not read here. It is never the reason to call something
 * clean, and an incomplete answer is not used.
 */
export function fromGraph(graph: GraphAnswer | undefined, comparison: Comparison, known: KnownAdvisories): FromGraph {
  if (graph === undefined || graph.kind === "unavailable") return { known, unchecked: [], notes: [] };
  if (graph.kind === "incomplete") {
    return { known, unchecked: [], notes: [`GitHub's dependency graph is incomplete and was not used: ${graph.note}`] };
  }
  const more = new Map(known);
  const own = new Map(comparison.added.map(({ dependency: { purl } }) => [plain(purl), purl]));
  // A file that leaves open what its packages need in turn is not read as far as the graph may know it.
  const all = [...comparison.base, ...comparison.head];
  const open = new Set(all.filter(({ gaps }) => gaps !== undefined).map(({ file }) => file));
  const files = new Set(all.map(({ file }) => file).filter((file) => !open.has(file)));
  const before = new Map(
    graph.changes
      .filter(({ kind }) => kind === "removed")
      .map(({ purl, advisories }) => [withoutVersion(purl), new Set(advisories)]),
  );
  const unchecked: NotChecked[] = [];
  const foreign = new Map<string, number>();
  for (const { kind, purl, file, advisories } of graph.changes) {
    if (kind !== "added") continue;
    const ours = own.get(plain(purl));
    if (ours !== undefined) {
      const there = more.get(ours) ?? [];
      const fresh = advisories.map(reported).filter((advisory) => !there.some((one) => areSame(one, advisory)));
      if (fresh.length > 0) more.set(ours, [...there, ...fresh]);
      continue;
    }
    if (files.has(file)) continue;
    foreign.set(file, (foreign.get(file) ?? 0) + 1);
    const introduced = advisories.filter((id) => before.get(withoutVersion(purl))?.has(id) !== true);
    if (introduced.length === 0) continue;
    const why = `${file} is not read here as far as that, and GitHub's dependency graph names ${introduced.slice(0, 5).join(", ")}`;
    unchecked.push({ purl, what: "advisories", why });
  }
  const notes = [...foreign].map(
    ([file, count]) =>
      `${file} is not read here as far as that; GitHub's dependency graph sees ${count} new package versions in it.`,
  );
  return { known: more, unchecked, notes };
}

const plain = (purl: string): string => {
  const bare = purl.replace(/[?#].*$/, "");
  try {
    return decodeURIComponent(bare).toLowerCase();
  } catch {
    return bare.toLowerCase();
  }
};

const withoutVersion = (purl: string): string => plain(purl).replace(/(?<=[^/])@[^@/]*$/, "");

const reported = (id: string): Advisory => ({
  id,
  aliases: [],
  summary: "Reported by GitHub's dependency graph",
  severity: "unknown",
  malware: false,
  fixedIn: [],
  url: `https://github.com/advisories/${encodeURIComponent(id)}`,
  withdrawnAt: undefined,
});
