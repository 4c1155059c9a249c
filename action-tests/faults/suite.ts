import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { interruptEverywhere } from "./interrupt.ts";
import { killEverywhere } from "./kill.ts";
import type { Fair, Scenario, World } from "./scenario.ts";
import { hostileEverywhere } from "./sinks.ts";
import { fairWeather } from "./strike.ts";

const MINUTES = 60_000;

/** A try is mostly waiting: so many go on at once. */
const WORLDS = 4;

/** All that may happen to a step between its requests, for each of the scenarios. */
export function faults(scenarios: readonly Scenario[]): void {
  describe.each(scenarios)("$name", (scenario) => {
    let worlds: readonly World[] = [];
    let fair: Fair | undefined;
    beforeAll(async () => {
      worlds = await scenario.open(WORLDS);
      const [first] = worlds;
      if (first !== undefined) fair = await fairWeather(scenario, first);
    }, MINUTES);
    afterAll(async () => {
      await Promise.all(worlds.map((world) => world.close()));
    }, MINUTES);

    test.each([
      ["survives a kill at every request", killEverywhere],
      ["is cancelled at every request", interruptEverywhere],
      ["says no secret and obeys no hostile text", hostileEverywhere],
    ] as const)(
      "%s",
      async (_, everywhere) => {
        if (fair === undefined) throw new Error("there was no fair weather");
        expect(await everywhere(scenario, worlds, fair)).toBeGreaterThan(0);
      },
      8 * MINUTES,
    );
  });
}
