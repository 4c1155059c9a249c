import type { Footprint } from "../../shared/dependencies/footprint.ts";
import { type AdvisoryChange, type Affected, packageKey } from "../../shared/dependencies/policy/advisories.ts";
import type { StaleException } from "../../shared/dependencies/policy/exceptions.ts";
import type { Finding, Level } from "../../shared/dependencies/policy/types.ts";
import type { Replaceable } from "../../shared/dependencies/replacements/find.ts";
import type { Comparison, NotChecked } from "../../shared/dependencies/types.ts";
import type { Source } from "../../shared/ports/advisories.ts";
import type { Occasion } from "./event.ts";
import type { Range } from "./range.ts";

/** All that a review found out: what every report is made from. */
export interface Review {
  readonly occasion: Occasion;
  readonly range: Range;
  readonly comparison: Comparison;
  readonly advisories: AdvisoryChange;
  /** Known in packages that the change leaves as they are. It is told, and decides nothing. */
  readonly elsewhere: readonly Affected[];
  readonly footprint: Footprint;
  /** What others bring in and something else could take the place of. It is told, and decides nothing. */
  readonly spared: readonly Replaceable[];
  /** Most important first, those that an exception lifts at the end. */
  readonly findings: readonly Finding[];
  readonly stale: readonly StaleException[];
  readonly staleLevel: Level;
  readonly unchecked: readonly NotChecked[];
  /** What cannot be asked about at all: reasons with how many. */
  readonly unasked: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
  /** Whose advisories were asked for, and how many of them answered. */
  readonly sources: readonly Source[];
  /** Path of the configuration, for people. */
  readonly config: string;
}

export const blocking = ({ findings }: Pick<Review, "findings">): readonly Finding[] =>
  findings.filter(({ exception, level }) => exception === undefined && level === "block");

export const warning = ({ findings }: Pick<Review, "findings">): readonly Finding[] =>
  findings.filter(({ exception, level }) => exception === undefined && level === "warn");

export const accepted = ({ findings }: Pick<Review, "findings">): readonly Finding[] =>
  findings.filter(({ exception }) => exception !== undefined);

/** Packages about which something could not be found out. */
export const uncheckedPackages = ({ unchecked }: Pick<Review, "unchecked">): number =>
  new Set(unchecked.map(({ purl }) => purl)).size;

/** What an exception is about, for people. */
export const aboutOf = ({ package: pattern, advisories }: StaleException["exception"]): string =>
  pattern?.text ?? advisories.join(", ");

/** `1 package`, `12 packages` */
export const packages = (count: number): string => `${count} ${count === 1 ? "package" : "packages"}`;

/** Reasons with how many packages each concerns, the most frequent first. A host that refuses each of them is one. */
export const reasons = ({ unchecked }: Pick<Review, "unchecked">): readonly (readonly [string, number])[] =>
  [...Map.groupBy(unchecked, ({ what, why }) => `${what}: ${why.replaceAll(/(https?:\/\/[^/\s]+)\/\S*/g, "$1/…")}`)]
    .map(([kind, all]): readonly [string, number] => {
      const [first, ...others] = new Set(all.map(({ what, why }) => `${what}: ${why}`));
      return [others.length === 0 ? (first ?? kind) : kind, new Set(all.map(({ purl }) => purl)).size];
    })
    .toSorted((one, other) => other[1] - one[1]);

export type Verdict = "blocked" | "not-checked" | "warned" | "clean";

/** One word for all of it; what is refused comes before what is unknown. */
export function verdictOf(review: Review): Verdict {
  const staleBlocks = review.staleLevel === "block" && review.stale.length > 0;
  if (blocking(review).length > 0 || staleBlocks) return "blocked";
  if (review.unchecked.length > 0) return "not-checked";
  if (warning(review).length > 0 || (review.staleLevel === "warn" && review.stale.length > 0)) return "warned";
  return "clean";
}

/** `OSV, all 12; GitHub's advisories, 3 of 12 (…)`; undefined when nobody was asked. */
export const answeredBy = ({ sources }: Pick<Review, "sources">): string | undefined =>
  sources
    .map(({ name, asked, answered, why }) => {
      const part = answered === asked ? `all ${asked}` : `${answered} of ${asked}`;
      return `${name}, ${part}${why === undefined ? "" : ` (${why})`}`;
    })
    .join("; ") || undefined;

const SEVERITIES = ["critical", "high", "moderate", "low", "unknown"] as const;

/** `1 critical, 2 low`; `0` for none. */
function counted(affected: AdvisoryChange["introduced"]): string {
  const words = SEVERITIES.map(
    (severity) => [severity, affected.filter(({ advisory }) => advisory.severity === severity).length] as const,
  )
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity === "unknown" ? "unrated" : severity}`);
  return words.length === 0 ? "0" : words.join(", ");
}

/** The line that tells most: `fixes 1 critical, introduces 0`. */
export const balance = ({ advisories }: Pick<Review, "advisories">): string =>
  `fixes ${counted(advisories.fixed)}, introduces ${counted(advisories.introduced)}`;

/** What was there before, in all of the repository. */
export const before = ({ advisories, elsewhere }: Pick<Review, "advisories" | "elsewhere">): readonly Affected[] => [
  ...advisories.existing,
  ...elsewhere,
];

/** `3 known vulnerabilities were there before, in 2 packages.`; undefined for none. */
export function standingOf(review: Pick<Review, "advisories" | "elsewhere">): string | undefined {
  const all = before(review);
  const concerned = new Set(all.map(({ dependency }) => packageKey(dependency))).size;
  if (concerned === 0) return undefined;
  const [what, are] = all.length === 1 ? ["vulnerability", "was"] : ["vulnerabilities", "were"];
  return `${all.length} known ${what} ${are} there before, in ${packages(concerned)}.`;
}

/** `lodash 4.17.15 → 4.17.19 fixes 1, 1 remains`: one line for each package whose known problems changed. */
export function progress({ advisories: { fixed, existing, introduced }, comparison }: Review): readonly string[] {
  const names = new Set(fixed.map(({ dependency }) => dependency.name));
  const versions = (inventories: Comparison["base"], name: string): string =>
    [
      ...new Set(
        inventories
          .flatMap(({ dependencies }) => dependencies)
          .filter((one) => one.name === name)
          .map(({ version }) => version ?? "?"),
      ),
    ]
      .slice(0, 4)
      .join(", ");
  return [...names].map((name) => {
    const of = (list: AdvisoryChange["fixed"]): number =>
      list.filter(({ dependency }) => dependency.name === name).length;
    const after = versions(comparison.head, name);
    const rest = [
      of(existing) > 0 && `${of(existing)} ${of(existing) === 1 ? "remains" : "remain"}`,
      of(introduced) > 0 && `introduces ${of(introduced)}`,
    ];
    return [
      `${name} ${versions(comparison.base, name)} → ${after === "" ? "removed" : after} fixes ${of(fixed)}`,
      ...rest.filter((part) => part !== false),
    ].join(", ");
  });
}
