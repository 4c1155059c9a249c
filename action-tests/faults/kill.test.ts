/** Kill -9 of every action at each of its HTTP requests, then the same step again: the end state is that of fair weather. */
import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { World } from "./scenario.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import { fairWeather, strikeAt } from "./strike.ts";

describe.each(SCENARIOS)("$name", (scenario) => {
  let world: World;
  beforeAll(async () => {
    world = await scenario.open();
  }, 60_000);
  afterAll(() => world.close(), 60_000);

  test("survives a kill at every request", async () => {
    const fair = await fairWeather(scenario, world);
    const wrong: string[] = [];
    let survived = 0;
    for (let index = 0; ; index++) {
      await world.reset();
      const first = await strikeAt(scenario, world, index, "after", (step) => step.kill("SIGKILL"));
      if (!first.struck) break;
      const second = await strikeAt(scenario, world, -1, "after", () => {});
      await world.settled();
      const state = await world.dump();
      const { outcome } = second.end.outputs;
      if (second.end.code !== 0 || ![scenario.outcome, ...scenario.again].includes(outcome ?? "")) {
        wrong.push(
          `killed at request ${index}: the second step ended as ${outcome}\n${second.end.stdout.slice(-2000)}`,
        );
      } else if (!isDeepStrictEqual(state, fair.state)) {
        wrong.push(`killed at request ${index}: ${JSON.stringify(state)} instead of ${JSON.stringify(fair.state)}`);
      } else survived++;
    }
    expect(wrong).toEqual([]);
    expect(survived).toBeGreaterThanOrEqual(fair.requests);
  }, 300_000);
});
