import type { Env, Machine } from "../../shared/action/machine.ts";
import { type VirtualClock, virtualClock } from "./clock.ts";
import { type FakeRunner, fakeRunner } from "./runner.ts";

export interface FakeMachine extends Machine {
  readonly runner: FakeRunner;
  readonly clock: VirtualClock;
  readonly signal: (name: "SIGINT" | "SIGTERM") => void;
  readonly crash: (thrown: unknown) => void;
  readonly ended: () => boolean;
}

/** A whole machine for `run` itself: signals, crashes and time are the test's. */
export function fakeMachine(
  inputs: Readonly<Record<string, string>> = {},
  { env = {}, clock = virtualClock(), fetch }: { env?: Env; clock?: VirtualClock; fetch?: Machine["fetch"] } = {},
): FakeMachine {
  const signals: ((name: string) => void)[] = [];
  const crashes: ((thrown: unknown) => void)[] = [];
  let ended = false;
  return {
    runner: fakeRunner(inputs),
    env,
    clock,
    random: () => 0.5,
    onSignal: (listener) => void signals.push(listener),
    onCrash: (listener) => void crashes.push(listener),
    end: () => {
      ended = true;
    },
    signal: (name) => signals.forEach((listener) => listener(name)),
    crash: (thrown) => crashes.forEach((listener) => listener(thrown)),
    ended: () => ended,
    ...(fetch === undefined ? {} : { fetch }),
  };
}
