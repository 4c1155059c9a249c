import { argvOf } from "../tools/step-files.ts";
import { type RunningStep, type StepEnd, startStep } from "../tools/step.ts";
import type { Fair, Scenario, World } from "./scenario.ts";

export interface Struck {
  readonly end: StepEnd;
  /** Requests of all emulators that arrived until the step ended. */
  readonly requests: number;
  /** False when the step ended before the request came: there are no more indices to try. */
  readonly struck: boolean;
  /** Milliseconds from the strike to the end of the process. */
  readonly lasted: number;
  /** Command lines of the step and its children, as seen at each request. */
  readonly argv: string;
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
  const seen = new Set<string>();
  const call = () => {
    for (const line of argvOf(step?.child.pid)) seen.add(line);
    if (requests++ !== nth || step === undefined) return;
    struckAt = performance.now();
    strike(step);
  };
  for (const emulator of world.emulators) emulator.fault({ action: { kind: "call", when, call } });
  step = startStep({ action, ...world.step });
  const end = await step.done;
  const lasted = performance.now() - (struckAt ?? performance.now());
  for (const emulator of world.emulators) emulator.clearFaults();
  if (end.stderr.includes("Cannot find module")) throw new Error(`dist/ is not there:\n${end.stderr}`);
  return { end, requests, struck: struckAt !== undefined, lasted, argv: [...seen].join("\n") };
}

/** The step as it is. */
export const undisturbed = (scenario: Scenario, world: World): Promise<Struck> =>
  strikeAt(scenario, world, -1, "after", () => {});

/** Polling makes the number of requests vary a little; the strikes go on as long as there are requests. */
const SURE = 0.7;

/** Fair weather in a world that was just opened. */
export async function fairWeather(scenario: Scenario, world: World): Promise<Fair> {
  const { end, requests, argv } = await undisturbed(scenario, world);
  if (end.code !== 0 || end.outputs["outcome"] !== scenario.outcome) {
    throw new Error(`${scenario.name} ends as ${end.outputs["outcome"]} (${end.code}) in fair weather:\n${end.stdout}`);
  }
  if (process.platform === "linux" && !argv.includes(scenario.action))
    throw new Error(`the command line of ${scenario.action} was not seen: ${argv}`);
  await world.settled();
  return { state: await world.dump(), effects: world.effects(), fewestRequests: Math.floor(requests * SURE) };
}
