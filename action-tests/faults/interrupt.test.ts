/** SIGINT at each request: the step ends within 5 s as `cancelled`, leaves no child, and can be run again. */
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { World } from "./scenario.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import { fairWeather, strikeAt } from "./strike.ts";

const GRACE_MILLISECONDS = 5000;

describe.each(SCENARIOS)("$name", (scenario) => {
  let world: World;
  beforeAll(async () => {
    world = await scenario.open();
  }, 60_000);
  afterAll(() => world.close(), 60_000);

  test("is cancelled at every request", async () => {
    const fair = await fairWeather(scenario, world);
    const wrong: string[] = [];
    for (let index = 0; index < fair.requests; index++) {
      await world.reset();
      const { end, lasted, struck } = await strikeAt(scenario, world, index, "before", (step) => step.kill("SIGINT"));
      if (!struck) break;
      const errors = end.stdout.match(/^::error /gm)?.length ?? 0;
      const faults = [
        ...(end.code === 1 ? [] : [`exit ${end.code ?? end.signal}`]),
        ...(end.outputs["outcome"] === "cancelled" ? [] : [`outcome ${end.outputs["outcome"]}`]),
        ...(lasted <= GRACE_MILLISECONDS ? [] : [`took ${lasted.toFixed(0)} ms`]),
        ...(end.leftovers.length === 0 ? [] : [`left the processes ${end.leftovers.join(", ")}`]),
        ...(errors === 1 ? [] : [`${errors} errors`]),
      ];
      if (faults.length > 0)
        wrong.push(`interrupted at request ${index}: ${faults.join(", ")}\n${end.stdout.slice(-1500)}`);
      await world.settled();
      const again = await strikeAt(scenario, world, -1, "after", () => {});
      await world.settled();
      const state = await world.dump();
      if (again.end.code !== 0 || !isDeepStrictEqual(state, fair.state)) {
        wrong.push(
          `run again after an interrupt at request ${index}: ${again.end.outputs["outcome"]}, ${JSON.stringify(state)} instead of ${JSON.stringify(fair.state)}\n${again.end.stdout.slice(-1500)}`,
        );
      }
    }
    expect(wrong).toEqual([]);
  }, 300_000);
});
