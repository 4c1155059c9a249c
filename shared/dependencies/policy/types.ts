import type { Advisory, Dependency, Ecosystem } from "../types.ts";
import type { Rule } from "./rules.ts";

/** What a finding does: `block` makes the step fail, `warn` is told, `off` is not looked for. */
export type Level = "block" | "warn" | "off";

export type Severity = Exclude<Advisory["severity"], "unknown">;

/** From which severity on a known vulnerability blocks; `never`: it is only told. */
export type Threshold = Severity | "never";

/** Licences by SPDX expressions; a list that is empty says nothing. */
export interface LicensePolicy {
  readonly allow: readonly string[];
  readonly deny: readonly string[];
}

/** `pkg:npm/@acme/*`, or a bare name of any ecosystem, perhaps with a version range after the last `@`. */
export interface PackagePattern {
  readonly text: string;
  /** Undefined: of any. */
  readonly ecosystem: Ecosystem | undefined;
  /** Spelled as the ecosystem compares names. `*` stays within a part of the name, `**` does not. */
  readonly name: RegExp;
  readonly versions: VersionRange | undefined;
}

/** `<1.2.3`, `>=2 <3 || 4.0.1`, `1.2.3`; compared by the rules of the package's own ecosystem. */
export interface VersionRange {
  readonly text: string;
  /** One of these alternatives has to hold, each of them whole. */
  readonly alternatives: readonly (readonly Comparator[])[];
}

export interface Comparator {
  readonly operator: "<" | "<=" | ">" | ">=" | "=";
  readonly version: string;
}

/** Why something that a rule refuses is accepted, by whom, and until when. */
export interface Exception {
  /** Undefined only where advisories are named. */
  readonly package: PackagePattern | undefined;
  /** Ids or aliases of advisories, upper case; it is about nothing else when there are any. */
  readonly advisories: readonly string[];
  /** The rules that it lifts; all but `malware` when it names none. */
  readonly rules: readonly Rule[];
  readonly versions: VersionRange | undefined;
  /** The licence that it accepts: another one needs another exception. */
  readonly license: string | undefined;
  readonly reason: string;
  readonly owner: string;
  /** `2026-12-31`: the last day on which it counts, in UTC. */
  readonly until: string;
  /** One-based line in the file. */
  readonly line: number;
}

/** What the team itself takes in place of a package. */
export interface OwnReplacement {
  readonly package: PackagePattern;
  readonly instead: string;
  readonly reason: string;
}

/** The rules of one repository: what the file says, overlaid by the step's inputs. */
export interface Policy {
  readonly levels: Readonly<Record<Rule, Level>>;
  readonly severity: { readonly runtime: Threshold; readonly development: Threshold };
  readonly licenses: LicensePolicy;
  readonly denied: readonly PackagePattern[];
  /** Names that belong to the team itself: they must never come from a public registry. */
  readonly private: readonly PackagePattern[];
  /** Hosts beyond the configured registries that packages may come from, lower case. */
  readonly hosts: readonly string[];
  /** Seconds that a release has to be public before it is taken. */
  readonly minAge: number;
  /** Seconds that a package's name has to be known before a release of it is taken. */
  readonly minNameAge: number;
  /** Seconds after which lost provenance is no longer held against a release: who would have noticed has. */
  readonly trustFor: number;
  /** Bytes that a change may add in all, and that one package may have; undefined: as many as it likes. */
  readonly most: { readonly growth: number | undefined; readonly package: number | undefined };
  /** `list`: whether the list that comes with the action counts too. */
  readonly replacements: { readonly list: boolean; readonly own: readonly OwnReplacement[] };
  readonly exceptions: readonly Exception[];
  /** What an exception does that has expired or that nothing needs any more. */
  readonly stale: Level;
}

/** One thing that a rule found, about one package in one place. All of its texts are hostile. */
export interface Finding {
  readonly rule: Rule;
  readonly level: Exclude<Level, "off">;
  readonly dependency: Dependency;
  /** One sentence: what was found. */
  readonly message: string;
  /** What to do about it, when that is known. */
  readonly advice: string | undefined;
  /** A command that does it. */
  readonly command: string | undefined;
  readonly advisory: Advisory | undefined;
  readonly license: string | undefined;
  /** Where more about it stands. */
  readonly address: string | undefined;
  /** What lifted it; then it neither blocks nor warns. */
  readonly exception: Exception | undefined;
  /** From a direct dependency down to this one, itself last; empty when unknown. */
  readonly path: readonly string[];
  /** The same for the same thing in the next run, wherever its line has moved to. */
  readonly fingerprint: string;
}
