import type { Clock } from "../../ports/clock.ts";

/** What waiting takes. */
export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** From 0 up to 1. */
  readonly random: () => number;
}
