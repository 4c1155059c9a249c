import type { ActionFacts } from "../../../ports/registries.ts";
import type { Added, Advisory, Dependency, ReleaseFacts } from "../../types.ts";
import type { RegistryHosts } from "../registry-hosts.ts";
import type { Rule } from "../rules.ts";
import type { Policy } from "../types.ts";
import type { CompareVersions } from "../version-range.ts";

/** One version with what its registry tells; undefined: nobody could tell. */
export interface Known {
  readonly dependency: Dependency;
  readonly facts: ReleaseFacts | undefined;
}

/** A package version that the change brings in, with all that is known about it. */
export interface Subject extends Known {
  readonly added: Added;
  /** `runtime` when one place at least installs it for more than development. */
  readonly scope: "runtime" | "development";
  /** Versions of the same package that the change replaces or keeps. */
  readonly before: readonly Known[];
  /** Further versions that were published before this one, for the rules that go by time. */
  readonly earlier: readonly Known[];
  /** What of the earlier versions' known problems this one no longer has. */
  readonly fixes: readonly Advisory[];
  readonly action: ActionFacts | undefined;
  /** Full commit that the tag in the comment beside a pinned action leads to; undefined when nobody can tell. */
  readonly claimedCommit: string | undefined;
}

/** What rules go by beside the package itself. */
export interface Surroundings {
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly compare: CompareVersions;
  readonly hosts: RegistryHosts;
  /** `owner` of the repository that is judged, lower case. */
  readonly owner: string;
  /** Names by ecosystem that the repository names itself: a new name close to one of them is suspicious. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a rule found, before exceptions and levels. */
export interface Draft {
  readonly rule: Rule;
  readonly dependency: Dependency;
  readonly message: string;
  /** What makes it this very finding beside rule and package; the version when absent. */
  readonly key?: string;
  /** Told, but no reason to block, although the rule usually is. */
  readonly mild?: boolean;
  readonly advice?: string;
  readonly advisory?: Advisory;
  readonly license?: string | undefined;
  /** Where more about it stands. */
  readonly address?: string | undefined;
  readonly path?: readonly string[];
}

export type Gate = (subject: Subject, surroundings: Surroundings) => readonly Draft[];

const HOUR = 3_600_000;

/** Milliseconds since a moment in RFC 3339; undefined when there is none, or none that can be read. */
export function ageOf(moment: string | undefined, now: number): number | undefined {
  const age = now - Date.parse(moment ?? "");
  return Number.isNaN(age) ? undefined : age;
}

/** `40 min`, `5 h`, `3 d`: rounded down. */
export function span(milliseconds: number): string {
  if (milliseconds < HOUR) return `${Math.max(0, Math.floor(milliseconds / 60_000))} min`;
  const hours = Math.floor(milliseconds / HOUR);
  return hours < 72 ? `${hours} h` : `${Math.floor(hours / 24)} d`;
}
