import { waitUnlessCancelled, type CancelScope } from "./cancel-scope.ts";

export interface Semaphore {
  /** Waits for a place. Gives what frees it, or undefined when the scope was cancelled meanwhile. */
  readonly acquire: (scope: CancelScope) => Promise<(() => void) | undefined>;
}

export const createSemaphore = (places: number): Semaphore => {
  let free = places;
  let waiting: (() => void)[] = [];
  return {
    acquire: (scope) =>
      waitUnlessCancelled(scope, (settle) => {
        const enter = () => {
          free -= 1;
          let held = true;
          settle(() => {
            if (!held) return;
            held = false;
            free += 1;
            waiting.shift()?.();
          });
        };
        if (free > 0) {
          enter();
          return undefined;
        }
        waiting.push(enter);
        return () => {
          waiting = waiting.filter((other) => other !== enter);
        };
      }),
  };
};
