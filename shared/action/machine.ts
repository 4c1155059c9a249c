import type { Clock } from "../ports/clock.ts";
import { githubRunner } from "./github-runner.ts";
import type { Runner } from "./runner.ts";
import { systemClock } from "./system-clock.ts";

export type Env = Readonly<Record<string, string | undefined>>;

/** What `run` needs of the process that it runs in; tests give a fake one. */
export interface Machine {
  readonly runner: Runner;
  readonly env: Env;
  readonly clock: Clock;
  readonly random: () => number;
  /** Calls back on every SIGINT and SIGTERM. */
  readonly onSignal: (listener: (name: string) => void) => void;
  /** Calls back on what nobody caught. */
  readonly onCrash: (listener: (thrown: unknown) => void) => void;
  /** Everything is said: the process ends, if need be although something still keeps it alive. */
  readonly end: () => void;
  readonly fetch?: typeof globalThis.fetch;
}

/** Milliseconds for which a forgotten socket or timer may keep the process once all is said, and a reader that stalls. */
const LINGER = 250;
const STALL = 2_000;

export function githubMachine(): Machine {
  // A reader that went away must not turn the step's result into a crash; who cannot read needs no log.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  // A report would hold the whole environment, secrets included, in the workspace.
  Object.assign(process.report, { reportOnFatalError: false, reportOnSignal: false, reportOnUncaughtException: false });
  return {
    runner: githubRunner(process.env),
    env: process.env,
    clock: systemClock,
    random: Math.random,
    onSignal: (listener) => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => listener(name));
    },
    onCrash: (listener) => {
      process.on("uncaughtException", listener);
      process.on("unhandledRejection", listener);
    },
    end: () => {
      // Unreferenced: a process with nothing left to do ends at once, with its exit code and all of its output.
      process.stdout.write("", () => setTimeout(() => process.exit(), LINGER).unref());
      setTimeout(() => process.exit(), STALL).unref();
    },
  };
}
