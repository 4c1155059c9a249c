import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { defaultBuiltins } from "./builtins/defaults.ts";
import { createSource } from "./git/source.ts";
import { startWatchdog } from "./process/watchdog.ts";
import { createConcurrencyGroups } from "./schedule/concurrency.ts";
import type { RunMemory, Server } from "./schedule/run-context.ts";
import { createSemaphore } from "./schedule/semaphore.ts";
import { startRun, type StartedRun } from "./schedule/start-run.ts";
import type { LocalRunner, RunnerOptions, Timings } from "./types.ts";

const realTimings: Timings = { minute: 60_000, interrupt: 7_500, terminate: 2_500, output: 5_000 };
const defaultParallel = Math.max(4, availableParallelism());

const lowerKeys = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));

/** A runner of workflows on this machine, with its own concurrency groups, artifacts and caches. */
export const createRunner = (options: RunnerOptions): LocalRunner => {
  const folder = resolve(options.folder);
  const closing = new AbortController();
  const mark = `RUNNER_TRACKING_ID=local-${randomUUID()}-`;
  const watchdog = startWatchdog(mark);
  const memory = new Map<string, RunMemory>();
  const running = new Set<StartedRun>();
  let runs = 0;

  const server: Server = {
    host: options.host,
    services: {
      source: createSource(options.repositories, join(folder, "sources")),
      builtins: lowerKeys({ ...defaultBuiltins, ...lowerKeys(options.builtins ?? {}) }),
      folder,
      node: options.node ?? process.execPath,
      environment: options.environment ?? {},
      timings: { ...realTimings, ...options.timings },
      mark,
      closing: closing.signal,
      keepWorkspaces: options.keepWorkspaces ?? false,
      debug: options.debug ?? false,
    },
    groups: createConcurrencyGroups(),
    places: createSemaphore(options.maxParallel ?? defaultParallel),
    enterprise: options.enterprise ?? [],
    memory,
  };

  const start: LocalRunner["start"] = (trigger) => {
    runs += 1;
    const id = trigger.runId ?? String(1_000_000 + runs);
    const known = memory.get(id) ?? { number: runs, attempt: 0, legs: new Map() };
    known.attempt = trigger.attempt ?? known.attempt + 1;
    memory.set(id, known);
    const run = startRun(server, trigger, { id, number: known.number, attempt: known.attempt }, known);
    running.add(run);
    void run.done.then(() => running.delete(run));
    return run;
  };

  const close = async () => {
    closing.abort();
    for (const { scope } of running) scope.cancel("The runner is closing");
    await Promise.all([...running].map(({ done }) => done));
    watchdog.close();
  };

  return { start, close };
};
