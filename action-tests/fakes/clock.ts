import type { Clock } from "../../shared/ports/clock.ts";

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

export interface VirtualClock extends Clock {
  /** Every sleep that was asked for, in milliseconds. */
  readonly slept: readonly number[];
  /** Lets time pass: wakes every sleeper that is due, in order, with all that follows from each. */
  readonly advance: (milliseconds: number) => Promise<void>;
}

/** Some turns of the event loop: what is under way goes on, and what that sets going. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 6; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/**
 * A clock on which waiting takes no time. Once everything that could go on has gone on, time jumps to the next sleeper.
 * `auto: false` stands still until `advance`: for tests in which real sockets are involved, whose waits it cannot see.
 */
export function virtualClock({ auto = true, start = Date.UTC(2026, 10, 20) } = {}): VirtualClock {
  let now = 0;
  const sleepers: Sleeper[] = [];
  const slept: number[] = [];

  const wakeNext = (until: number): boolean => {
    const next = sleepers.reduce<Sleeper | undefined>(
      (first, sleeper) => (first === undefined || sleeper.at < first.at ? sleeper : first),
      undefined,
    );
    if (next === undefined || next.at > until) return false;
    sleepers.splice(sleepers.indexOf(next), 1);
    now = Math.max(now, next.at);
    next.wake();
    return true;
  };

  let moving = false;
  const move = async (): Promise<void> => {
    if (moving || !auto) return;
    moving = true;
    do {
      await idle();
    } while (wakeNext(Number.POSITIVE_INFINITY));
    moving = false;
  };

  return {
    slept,
    now: () => now,
    date: () => new Date(start + now),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) {
          reject(signal.reason as Error);
          return;
        }
        slept.push(milliseconds);
        const sleeper: Sleeper = {
          at: now + Math.max(0, milliseconds),
          wake: () => {
            signal?.removeEventListener("abort", abort);
            resolve();
          },
        };
        const abort = (): void => {
          sleepers.splice(sleepers.indexOf(sleeper), 1);
          reject(signal?.reason as Error);
        };
        signal?.addEventListener("abort", abort, { once: true });
        sleepers.push(sleeper);
        void move();
      }),
    advance: async (milliseconds) => {
      const until = now + milliseconds;
      do {
        await idle();
      } while (wakeNext(until));
      now = until;
    },
  };
}
