import { expect } from "@jest/globals";
import { differences } from "./differences.ts";
import type { Everywhere } from "./scenario.ts";
import { strikeAt, undisturbed } from "./strike.ts";
import { everyTry } from "./tries.ts";

/** Kill -9 at each HTTP request, then the same step again: the end state is that of fair weather, and nothing was done twice. */
export const killEverywhere: Everywhere = async (scenario, worlds, fair) => {
  const { complaints, tries } = await everyTry(worlds, scenario.stride, async (world, index, complain) => {
    const first = await strikeAt(scenario, world, index, "after", (step) => step.kill("SIGKILL"));
    if (!first.struck) return "no such try";
    const { end } = await undisturbed(scenario, world);
    await world.settled();
    const { outcome = "none" } = end.outputs;
    if (end.code !== 0 || ![scenario.outcome, ...scenario.again].includes(outcome)) {
      complain(`the second step ended as ${outcome}\n${end.stdout.slice(-2000)}`);
    }
    for (const difference of differences(await world.dump(), fair.state)) complain(difference);
    for (const difference of differences(world.effects(), fair.effects)) complain(`done: ${difference}`);
    return "done";
  });
  expect(complaints).toEqual([]);
  expect(tries).toBeGreaterThanOrEqual(Math.floor(fair.fewestRequests / scenario.stride));
  return tries;
};
