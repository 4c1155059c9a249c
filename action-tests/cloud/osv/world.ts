interface Range {
  readonly type: "SEMVER" | "ECOSYSTEM" | "GIT";
  readonly repo?: string;
  readonly events: readonly Readonly<Record<string, string>>[];
}

/** One record as OSV keeps it; only what tests need of it is named. */
export interface RecordOptions {
  readonly id: string;
  readonly modified?: string;
  readonly published?: string;
  readonly withdrawn?: string;
  readonly summary?: string;
  readonly details?: string;
  readonly aliases?: readonly string[];
  readonly severity?: readonly { readonly type: string; readonly score: string }[];
  readonly affected?: readonly {
    readonly package?: { readonly ecosystem: string; readonly name: string };
    readonly ranges?: readonly Range[];
    readonly versions?: readonly string[];
    readonly database_specific?: Readonly<Record<string, unknown>>;
  }[];
  readonly database_specific?: Readonly<Record<string, unknown>>;
}

export interface OsvQuery {
  readonly package?: { readonly ecosystem?: string; readonly name?: string };
  readonly version?: string;
  readonly commit?: string;
  readonly page_token?: string;
}

const numbers = (version: string): readonly number[] => version.split(/[-+]/)[0]?.split(".").map(Number) ?? [];

const compare = (one: string, other: string): number => {
  const [left, right] = [numbers(one), numbers(other)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

const isWithin = (version: string, { type, events }: Range): boolean => {
  if (type === "GIT") return false;
  let inside = false;
  for (const event of events) {
    const { introduced, fixed, last_affected: last } = event;
    if (introduced !== undefined && compare(version, introduced) >= 0) inside = true;
    if (fixed !== undefined && compare(version, fixed) >= 0) inside = false;
    if (last !== undefined && compare(version, last) > 0) inside = false;
  }
  return inside;
};

const holdsCommit = (commit: string, { type, events }: Range): boolean =>
  type === "GIT" && events.some((event) => Object.values(event).includes(commit));

/** Whether a record answers a query. Tags of actions are no versions to OSV: only lists of versions match there. */
export const matches = (
  { affected = [], withdrawn }: RecordOptions,
  { package: of, version, commit }: OsvQuery,
): boolean =>
  withdrawn === undefined &&
  affected.some(({ package: about, ranges = [], versions = [] }) => {
    if (commit !== undefined) return ranges.some((range) => holdsCommit(commit, range));
    if (about?.ecosystem !== of?.ecosystem || about?.name !== of?.name) return false;
    if (version === undefined || versions.includes(version)) return true;
    return about?.ecosystem !== "GitHub Actions" && ranges.some((range) => isWithin(version, range));
  });
