import type { Sample, SampleVerdict } from "./evidence.ts";

const FIRST = 50;
const LAST = 150;

/** Counts every sample of a check, keeps the first and the last of them, however long it goes on. */
export const tally = () => {
  const head: Sample[] = [];
  const tail: Sample[] = [];
  const latencies: number[] = [];
  const counts: Record<SampleVerdict, number> = { healthy: 0, unhealthy: 0, "other-version": 0, unmeasured: 0 };
  let total = 0;
  let streak = 0;
  let unhealthy = 0;
  let observed: string | undefined;

  return {
    add(sample: Sample): void {
      total += 1;
      counts[sample.verdict] += 1;
      if (head.length < FIRST) head.push(sample);
      else tail.push(sample);
      if (tail.length > LAST) tail.shift();
      // Bounded as well: the percentiles of the newest ten thousand are as good.
      if (sample.latency !== undefined) latencies.push(sample.latency);
      if (latencies.length > 10_000) latencies.shift();
      observed = sample.version ?? observed;
      if (sample.verdict === "unmeasured") return;
      streak = sample.verdict === "healthy" ? streak + 1 : 0;
      unhealthy = sample.verdict === "unhealthy" ? unhealthy + 1 : 0;
    },
    /** Healthy answers in a row; tries that could not be measured neither extend nor break it. */
    streak: () => streak,
    /** Unhealthy answers in a row. */
    unhealthy: () => unhealthy,
    counts: () => ({ ...counts }),
    total: () => total,
    observed: () => observed,
    latencies: (): readonly number[] => latencies,
    kept: (): readonly Sample[] => [...head, ...tail],
    omitted: () => total - head.length - tail.length,
    last: (count: number): readonly Sample[] => [...head, ...tail].slice(-count),
  };
};

export type Tally = ReturnType<typeof tally>;
