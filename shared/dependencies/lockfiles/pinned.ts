import { purlOf } from "../purl.ts";
import type { Dependency, Ecosystem, Inventory } from "../types.ts";
import { MOST_ENTRIES, refuse } from "./refuse.ts";

export type Scope = Dependency["scope"];

/** One package as its file has it; `needs` are keys of other entries of the same file. */
export interface Pinned {
  readonly name: string;
  readonly version: string | undefined;
  readonly line: number;
  readonly needs?: readonly Need[];
  readonly scope?: Scope;
  readonly direct?: boolean | undefined;
  readonly source?: Dependency["source"];
  readonly resolved?: string | undefined;
  readonly integrity?: string | undefined;
  readonly installScript?: boolean | undefined;
  readonly ranges?: readonly string[];
  readonly alias?: string | undefined;
  readonly claimed?: string | undefined;
  readonly bundled?: boolean;
  readonly purl?: string;
  /** Where it is not that of the file. */
  readonly ecosystem?: Ecosystem;
}

export interface Need {
  readonly key: string;
  readonly optional?: boolean;
}

/** The strongest first: what is needed at run time is, whatever else needs it too. */
const STRENGTH: readonly Scope[] = ["runtime", "optional", "development"];
const stronger = (one: Scope, other: Scope): Scope => STRENGTH.find((scope) => scope === one || scope === other) ?? one;

const either = (one: boolean | undefined, other: boolean | undefined): boolean | undefined =>
  one === true || other === true ? true : (one ?? other);

/** `^1` of `npm:^1` and of `npm:other@^1`. */
const plainRange = (range: string): string => range.replace(/^npm:(?:@?[^@]+@)?/, "");

/** A Dependency while its file is read. */
type Draft = { -readonly [K in keyof Dependency]: Dependency[K] } & { needs: string[] };

interface File {
  readonly file: string;
  readonly format: string;
  readonly ecosystem: Ecosystem;
  readonly notes?: readonly string[];
}

/**
 * What a file pins, from its own entries by its own keys. Entries that are the same package from the same place are one
 * Dependency: the strongest scope, and all that any of them needs.
 */
export function toInventory(
  { file, format, ecosystem, notes = [] }: File,
  pinned: ReadonlyMap<string, Pinned>,
): Inventory {
  const plain = (ranges: readonly string[]): string[] => [
    ...new Set(ecosystem === "npm" ? ranges.map(plainRange) : ranges),
  ];
  if (pinned.size > MOST_ENTRIES) {
    throw refuse(file, `it has ${pinned.size} entries, and at most ${MOST_ENTRIES} are read.`);
  }
  const purls = new Map<string, string>();
  for (const [key, entry] of pinned) {
    purls.set(key, entry.purl ?? purlOf(entry.ecosystem ?? ecosystem, entry.name, entry.version));
  }

  const drafts = new Map<string, Draft>();
  for (const [key, entry] of pinned) {
    const purl = purls.get(key) ?? "";
    const { scope = "runtime", source = "registry", resolved, integrity, direct, installScript } = entry;
    const needs = (entry.needs ?? []).flatMap((need) => purls.get(need.key) ?? []);
    const id = `${purl}\0${resolved ?? ""}\0${integrity ?? ""}\0${source}`;
    const known = drafts.get(id);
    if (known === undefined) {
      const { name, version, line, alias, claimed, ranges, bundled } = entry;
      drafts.set(id, {
        ecosystem: entry.ecosystem ?? ecosystem,
        name,
        version,
        purl,
        scope,
        direct,
        source,
        resolved,
        integrity,
        installScript,
        needs: [...new Set(needs)],
        file,
        line,
        ...(ranges === undefined || ranges.length === 0 ? {} : { ranges: plain(ranges) }),
        ...(alias === undefined ? {} : { alias }),
        ...(claimed === undefined ? {} : { claimed }),
        ...(bundled === true ? { bundled } : {}),
      });
      continue;
    }
    known.scope = stronger(known.scope, scope);
    known.direct = either(known.direct, direct);
    known.installScript = either(known.installScript, installScript);
    known.line = Math.min(known.line, entry.line);
    if (needs.length > 0) known.needs = [...new Set([...known.needs, ...needs])];
    if (entry.ranges !== undefined) known.ranges = plain([...(known.ranges ?? []), ...entry.ranges]);
  }
  return { file, format, ecosystem, dependencies: [...drafts.values()], notes };
}
