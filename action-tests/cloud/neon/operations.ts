import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { Refusal } from "./refusal.ts";
import type { Operation, World } from "./world.ts";

/** One step of what a call sets going. `done` says what is true once it has finished. */
export interface Step {
  readonly action: string;
  readonly branch?: string;
  readonly endpoint?: string;
  readonly done?: () => void | Promise<void>;
}

const ended = new Set(["finished", "error", "cancelled", "skipped"]);

const busy = (operation: Operation): boolean => !ended.has(operation.status);

/**
 * Refuses with 423 while operations run that the new one would collide with. Otherwise the branches are the current
 * request's until it has been answered. To be called before a handler first waits.
 */
export const requireFree = (world: World, branches: readonly string[]): void => {
  const project = (world.options.locks ?? "project") === "project";
  const collides = (branch: string | undefined): boolean =>
    project || (branch !== undefined && branches.includes(branch));
  const running = world.operations.some((operation) => busy(operation) && collides(operation.branch));
  const taken = [...world.reserved.values()].some((ids) => project || ids.some(collides));
  if (running || taken)
    throw new Refusal(423, "project already has running conflicting operations, scheduling of new ones is prohibited");
  world.reserved.set(world.current, branches);
};

const mishap = (world: World, operation: Operation): "failed" | "error" | undefined => {
  const found = world.mishaps.find(
    ({ action, times }) => times > 0 && (action ?? operation.action) === operation.action,
  );
  if (found) found.times -= 1;
  return found?.as;
};

/** Puts steps on the project's list; they lock it from now on. `start` lets them run, one after the other. */
export const schedule = (
  world: World,
  steps: readonly Step[],
): { readonly operations: readonly Operation[]; readonly start: () => void } => {
  const pairs = steps.map((step, index) => {
    const now = world.now();
    const operation: Operation = {
      id: randomUUID(),
      action: step.action,
      branch: step.branch,
      endpoint: step.endpoint,
      status: index === 0 ? "running" : "scheduling",
      failures: 0,
      error: undefined,
      retryAt: undefined,
      createdAt: now,
      updatedAt: now,
      hidden: world.options.operationsListLag ?? 0,
    };
    return { step, operation };
  });
  const operations = pairs.map(({ operation }) => operation);
  world.operations.push(...operations);
  return {
    operations,
    start: () => {
      const running = carryOut(world, pairs).finally(() => world.background.delete(running));
      world.background.add(running);
    },
  };
};

const carryOut = async (
  world: World,
  pairs: readonly { readonly step: Step; readonly operation: Operation }[],
): Promise<void> => {
  const set = (operation: Operation, status: Operation["status"]): void => {
    operation.status = status;
    operation.updatedAt = world.now();
  };
  const pause = (times = 1): Promise<void> =>
    wait((world.options.operationMilliseconds ?? 20) * times, undefined, { signal: world.closing.signal });
  try {
    for (const { step, operation } of pairs) {
      if (pairs.some((other) => other.operation.status === "error")) {
        set(operation, "cancelled");
        continue;
      }
      await pause();
      set(operation, "running");
      for (let bad = mishap(world, operation); bad; bad = mishap(world, operation)) {
        operation.failures += 1;
        operation.error = "compute node is not reachable";
        operation.retryAt = world.now();
        set(operation, bad);
        if (bad === "error") break;
        await pause(2);
        set(operation, "running");
      }
      if (operation.status === "error") continue;
      await pause();
      await step.done?.();
      operation.error = undefined;
      operation.retryAt = undefined;
      set(operation, "finished");
    }
  } catch (error) {
    if (world.closing.signal.aborted) return;
    world.failures.push(`operation: ${String(error)}`);
    for (const { operation } of pairs) if (busy(operation)) set(operation, "error");
  }
};

/** Waits until nothing is going on. */
export const settled = async (world: World): Promise<void> => {
  while (world.background.size > 0) await Promise.all(world.background);
};
