import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { interruptEverywhere } from "./interrupt.ts";
import { killEverywhere } from "./kill.ts";
import type { Scenario, World } from "./scenario.ts";
import { hostileEverywhere } from "./sinks.ts";

const MINUTES = 60_000;

/** A try is mostly waiting: so many go on at once. */
const WORLDS = 4;

/** All that may happen to a step between its requests, for each of the scenarios. */
export function faults(scenarios: readonly Scenario[]): void {
  describe.each(scenarios)("$name", (scenario) => {
    let worlds: readonly World[] = [];
    beforeAll(async () => {
      worlds = await scenario.open(WORLDS);
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
        expect.hasAssertions();
        await everywhere(scenario, worlds);
      },
      8 * MINUTES,
    );
  });
}
