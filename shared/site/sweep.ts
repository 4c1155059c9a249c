/** A preview that may be swept. */
export interface SweepCandidate {
  readonly path: string;
  readonly number: number;
  /** When it was last published, milliseconds since 1970; undefined where nothing is on record. */
  readonly at: number | undefined;
  /** Bytes; undefined as above. */
  readonly size: number | undefined;
  /** Undefined: nobody could tell. */
  readonly open: boolean | undefined;
}

export interface SweepLimits {
  /** Seconds. */
  readonly maxAge: number | undefined;
  readonly maxCount: number | undefined;
  /** Bytes. */
  readonly maxTotalSize: number | undefined;
}

export interface Swept {
  readonly path: string;
  readonly number: number;
  readonly size: number | undefined;
  /** In our words: "the pull request is closed". */
  readonly reason: string;
}

/** The previews to remove: those of closed pull requests, then those past a limit, the oldest first. */
export function sweep(candidates: readonly SweepCandidate[], limits: SweepLimits, now: number): readonly Swept[] {
  const { maxAge = Infinity, maxCount = Infinity, maxTotalSize = Infinity } = limits;
  // What nobody knows the age of is taken for the oldest.
  const newestFirst = candidates.toSorted((one, other) => (other.at ?? 0) - (one.at ?? 0) || other.number - one.number);
  let [count, total] = [0, 0];
  return newestFirst.flatMap(({ path, number, at, size, open }) => {
    const swept = (reason: string): Swept[] => [{ path, number, size, reason }];
    if (open === false) return swept("the pull request is closed");
    if (at !== undefined && now - at > maxAge * 1000) return swept("it is older than `max-age`");
    if (count + 1 > maxCount) return swept("there are more than `max-count`");
    if (total + (size ?? 0) > maxTotalSize) return swept("together they are larger than `max-total-size`");
    count += 1;
    total += size ?? 0;
    return [];
  });
}
