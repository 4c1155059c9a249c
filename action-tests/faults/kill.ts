import { isDeepStrictEqual } from "node:util";
import { expect } from "@jest/globals";
import type { Everywhere } from "./scenario.ts";
import { fairWeather, strikeAt } from "./strike.ts";
import { everyTry } from "./tries.ts";

/** Kill -9 at each HTTP request, then the same step again: the end state is that of fair weather. */
export const killEverywhere: Everywhere = async (scenario, worlds) => {
  const fair = await fairWeather(scenario, worlds);
  const { complaints, tries } = await everyTry(worlds, async (world, index, complain) => {
    const first = await strikeAt(scenario, world, index, "after", (step) => step.kill("SIGKILL"));
    if (!first.struck) return "no such try";
    const second = await strikeAt(scenario, world, -1, "after", () => {});
    await world.settled();
    const state = await world.dump();
    const { outcome = "none" } = second.end.outputs;
    if (second.end.code !== 0 || ![scenario.outcome, ...scenario.again].includes(outcome)) {
      complain(`the second step ended as ${outcome}\n${second.end.stdout.slice(-2000)}`);
    }
    if (!isDeepStrictEqual(state, fair.state))
      complain(`${JSON.stringify(state)}\ninstead of ${JSON.stringify(fair.state)}`);
    return "done";
  });
  expect(complaints).toEqual([]);
  expect(tries).toBeGreaterThanOrEqual(fair.fewestRequests);
};
