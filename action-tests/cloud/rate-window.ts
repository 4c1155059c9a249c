/** Counts what happened in the last stretch of time. `take` is false when it would be more than allowed. */
export const rateWindow = (
  allowed: number,
  milliseconds: number,
  now: () => number = performance.now.bind(performance),
) => {
  let times: number[] = [];
  const recent = (): number[] => {
    const since = now() - milliseconds;
    times = times.filter((time) => time > since);
    return times;
  };
  return {
    take: (): boolean => {
      if (recent().length >= allowed) return false;
      times.push(now());
      return true;
    },
    used: (): number => recent().length,
    /** Milliseconds until one more is allowed. */
    wait: (): number => Math.max(0, (recent()[0] ?? now()) + milliseconds - now()),
  };
};
