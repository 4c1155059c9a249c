export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

const rank = (sorted: readonly number[], share: number): number | undefined =>
  sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];

/** By nearest rank, so each is a sample that was really measured, in the samples' own unit; undefined without samples. */
export const percentiles = (samples: readonly number[]): Percentiles | undefined => {
  const sorted = samples.toSorted((a, b) => a - b);
  const [p50, p95, p99] = [rank(sorted, 0.5), rank(sorted, 0.95), rank(sorted, 0.99)];
  return p50 === undefined || p95 === undefined || p99 === undefined ? undefined : { p50, p95, p99 };
};
