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

/** A Dependency while its file is read: sets, since one package may be there a hundred thousand times. */
interface Draft {
  readonly entry: Pinned;
  readonly purl: string;
  readonly needs: Set<string>;
  readonly ranges: Set<string>;
  scope: Scope;
  direct: boolean | undefined;
  installScript: boolean | undefined;
  bundled: boolean;
  line: number;
}

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
    const { scope = "runtime", source = "registry", resolved, integrity, direct, installScript, line } = entry;
    const id = `${purl}\0${resolved ?? ""}\0${integrity ?? ""}\0${source}`;
    const known = drafts.get(id);
    const draft = known ?? {
      entry,
      purl,
      scope,
      direct,
      installScript,
      line,
      bundled: entry.bundled === true,
      needs: new Set<string>(),
      ranges: new Set<string>(),
    };
    if (known === undefined) drafts.set(id, draft);
    draft.scope = stronger(draft.scope, scope);
    draft.direct = either(draft.direct, direct);
    draft.installScript = either(draft.installScript, installScript);
    draft.bundled &&= entry.bundled === true;
    draft.line = Math.min(draft.line, line);
    for (const range of entry.ranges ?? []) draft.ranges.add(ecosystem === "npm" ? plainRange(range) : range);
    for (const need of entry.needs ?? []) {
      const needed = purls.get(need.key);
      if (needed !== undefined) draft.needs.add(needed);
    }
  }
  const dependencies = [...drafts.values()].map((draft) => finished(draft, file, ecosystem));
  return { file, format, ecosystem, dependencies, notes };
}

function finished({ entry, ranges, needs, bundled, ...merged }: Draft, file: string, ecosystem: Ecosystem): Dependency {
  const { name, version, source = "registry", resolved, integrity, alias, claimed } = entry;
  return {
    ...merged,
    ecosystem: entry.ecosystem ?? ecosystem,
    name,
    version,
    source,
    resolved,
    integrity,
    file,
    needs: [...needs],
    ...(ranges.size === 0 ? {} : { ranges: [...ranges] }),
    ...(alias === undefined ? {} : { alias }),
    ...(claimed === undefined ? {} : { claimed }),
    ...(bundled ? { bundled } : {}),
  };
}
