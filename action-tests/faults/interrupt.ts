import { expect } from "@jest/globals";
import type { StepEnd } from "../tools/step.ts";
import { differences } from "./differences.ts";
import type { Everywhere } from "./scenario.ts";
import { strikeAt, undisturbed } from "./strike.ts";
import { everyTry } from "./tries.ts";

const GRACE_MILLISECONDS = 5000;

/** SIGINT at each request: the step ends within 5 s as `cancelled`, leaves no child, and the next run makes it good. */
export const interruptEverywhere: Everywhere = async (scenario, worlds, fair) => {
  const { complaints, tries } = await everyTry(worlds, scenario.stride, async (world, index, complain) => {
    const { end, lasted, struck } = await strikeAt(scenario, world, index, "before", (step) => step.kill("SIGINT"));
    if (!struck) return "no such try";
    const faults = faultsOf(end, lasted);
    if (faults.length > 0) complain(`${faults.join(", ")}\n${end.stdout.slice(-1500)}`);
    await world.settled();
    const again = await undisturbed(scenario, world);
    await world.settled();
    if (again.end.code !== 0) complain(`run again: ${again.end.outputs["outcome"]}\n${again.end.stdout.slice(-1500)}`);
    for (const difference of differences(scenario.afterCancel(await world.dump()), fair.state)) complain(difference);
    return "done";
  });
  expect(complaints).toEqual([]);
  expect(tries).toBeGreaterThanOrEqual(Math.floor(fair.fewestRequests / scenario.stride));
  return tries;
};

/** What is wrong with the end of a step that was told to stop. */
export function faultsOf(end: StepEnd, lasted: number): string[] {
  const errors = end.stdout.match(/^::error /gm)?.length ?? 0;
  return [
    ...(end.code === 1 ? [] : [`exit ${end.code ?? end.signal}`]),
    ...(end.outputs["outcome"] === "cancelled" ? [] : [`outcome ${end.outputs["outcome"]}`]),
    ...(lasted <= GRACE_MILLISECONDS ? [] : [`took ${lasted.toFixed(0)} ms`]),
    ...(end.leftovers.length === 0 ? [] : [`left the processes ${end.leftovers.join(", ")}`]),
    ...(errors === 1 ? [] : [`${errors} errors`]),
  ];
}
