/** Milliseconds, by nearest rank: each figure is one that was really measured. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** `undefined` when nothing was measured: no figure is better than a zero. */
export const latencyOf = (milliseconds: readonly number[]): Latency | undefined => {
  const sorted = milliseconds.toSorted((a, b) => a - b);
  const rank = (share: number): number | undefined => sorted[Math.ceil(share * sorted.length) - 1];
  const [p50, p95, p99] = [rank(0.5), rank(0.95), rank(0.99)];
  return p50 === undefined || p95 === undefined || p99 === undefined ? undefined : { p50, p95, p99 };
};
