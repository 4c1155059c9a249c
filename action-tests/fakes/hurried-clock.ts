import { systemClock } from "../../shared/action/system-clock.ts";
import type { Clock } from "../../shared/ports/clock.ts";

/** The machine's clock for tests with real sockets: waits are the same, but hardly take time. */
export const hurriedClock: Clock = {
  ...systemClock,
  sleep: (milliseconds, signal) => systemClock.sleep(Math.min(milliseconds, 20), signal),
};
