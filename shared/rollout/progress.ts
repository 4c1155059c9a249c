import type { Clock } from "../ports/clock.ts";

/** Lines about services that are being deployed. */
export interface Progress {
  /** Prints a line when the status is a new one, and now and then that things are still going on. */
  readonly report: (service: string, status: string) => void;
}

const HEARTBEAT = 30_000;

/** What all services of a step are doing; the heartbeat is one line for all of them. */
export function progress(clock: Clock, info: (line: string) => void): Progress {
  const start = clock.now();
  const statuses = new Map<string, string>();
  let printed = start;
  const elapsed = () => `${Math.round((clock.now() - start) / 1000)} s`;
  return {
    report(service, status) {
      const before = statuses.get(service);
      if (before === status) {
        if (clock.now() - printed < HEARTBEAT) return;
        info(`Still waiting after ${elapsed()}: ${[...statuses].map((pair) => pair.join(" ")).join(", ")}`);
      } else {
        statuses.set(service, status);
        info(`${service}: ${before === undefined ? "" : `${before} → `}${status} (${elapsed()})`);
      }
      printed = clock.now();
    },
  };
}
