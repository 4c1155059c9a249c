import type { Clock } from "../../ports/clock.ts";

interface PaceOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Milliseconds between one start and the next. */
  readonly interval: number;
}

/** Resolves for one caller after another, so far apart; rejects with the signal's reason. */
export const createPace = ({ clock, signal, interval }: PaceOptions): (() => Promise<void>) => {
  let next = 0;
  return async () => {
    const now = clock.now();
    const at = Math.max(now, next);
    next = at + interval;
    if (at > now) await clock.sleep(at - now, signal);
  };
};
