import { type RunningStep, type StepEnd, startStep } from "../tools/step.ts";
import type { Scenario, World } from "./scenario.ts";

export interface Struck {
  readonly end: StepEnd;
  /** Requests of all emulators that arrived until the step ended. */
  readonly requests: number;
  /** False when the step ended before the request came: there are no more indices to try. */
  readonly struck: boolean;
  /** Milliseconds from the strike to the end of the process. */
  readonly lasted: number;
}

/** Runs a step and does something to it when its nth request (over all emulators) has been carried out, or arrives. */
export async function strikeAt(
  { action }: Scenario,
  world: World,
  nth: number,
  when: "before" | "after",
  strike: (step: RunningStep) => void,
): Promise<Struck> {
  let requests = 0;
  let struckAt: number | undefined;
  let step: RunningStep | undefined;
  const call = () => {
    if (requests++ !== nth || step === undefined) return;
    struckAt = performance.now();
    strike(step);
  };
  for (const emulator of world.emulators) emulator.fault({ action: { kind: "call", when, call } });
  step = startStep({ action, ...world.step });
  const end = await step.done;
  for (const emulator of world.emulators) emulator.clearFaults();
  if (end.stderr.includes("Cannot find module")) throw new Error(`dist/ is not there:\n${end.stderr}`);
  return { end, requests, struck: struckAt !== undefined, lasted: performance.now() - (struckAt ?? performance.now()) };
}

/** The step as it is, in each world: the state that it leaves, and how many requests it makes at the least. */
export async function fairWeather(
  scenario: Scenario,
  worlds: readonly World[],
): Promise<{ readonly state: unknown; readonly fewestRequests: number }> {
  const runs = await Promise.all(
    worlds.map(async (world) => {
      await world.reset();
      const { end, requests } = await strikeAt(scenario, world, -1, "after", () => {});
      if (end.code !== 0 || end.outputs["outcome"] !== scenario.outcome) {
        throw new Error(
          `${scenario.name} ends as ${end.outputs["outcome"]} (${end.code}) in fair weather:\n${end.stdout}`,
        );
      }
      await world.settled();
      return { state: await world.dump(), requests };
    }),
  );
  // Polling makes the number of requests vary; the strikes go on as long as there are requests.
  return { state: runs[0]?.state, fewestRequests: Math.floor(Math.min(...runs.map(({ requests }) => requests)) * 0.7) };
}
