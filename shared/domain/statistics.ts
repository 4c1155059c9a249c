/** Half, 95 % and 99 % of the samples are at or below these. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** By nearest rank, so each is a sample that was really measured, in the samples' own unit; undefined without samples. */
export const percentiles = (samples: readonly number[]): Percentiles | undefined => {
  const sorted = samples.toSorted((a, b) => a - b);
  const rank = (share: number): number | undefined => sorted[Math.ceil(share * sorted.length) - 1];
  const [p50, p95, p99] = [rank(0.5), rank(0.95), rank(0.99)];
  return p50 === undefined || p95 === undefined || p99 === undefined ? undefined : { p50, p95, p99 };
};
