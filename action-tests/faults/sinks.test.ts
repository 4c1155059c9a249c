/**
 * Every request of every action is once answered with an error that says every secret in every rendering, and every form of
 * workflow command and markup. None of it may come out of any sink.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { StepEnd } from "../tools/step.ts";
import { forged, hostileText, leaks, logOf } from "./hostile.ts";
import type { World } from "./scenario.ts";
import { SCENARIOS } from "./scenarios/index.ts";
import { fairWeather, strikeAt } from "./strike.ts";

const STATUSES = [400, 403, 404, 409, 422] as const;

function complaints(end: StepEnd, { secrets }: World): string[] {
  const outputs = Object.entries(end.outputs).filter(([name]) => !secrets.outputs.includes(name));
  const sinks = {
    log: logOf(end.stdout) + end.stderr,
    summary: end.summary,
    outputs: outputs.map(([name, value]) => `${name}=${value}`).join("\n"),
    files: end.temp,
  };
  return [
    ...Object.entries(sinks).flatMap(([sink, text]) =>
      secrets.values.flatMap((secret, index) =>
        leaks(text, secret).map((form) => `secret ${index} in the ${sink}, ${form}`),
      ),
    ),
    ...forged(end.stdout).map((line) => `a command on stdout: ${line.slice(0, 200)}`),
    ...forged(end.stderr).map((line) => `a command on stderr: ${line.slice(0, 200)}`),
    ...(/<img|<script|@everyone|\]\(javascript:/i.test(end.summary) ? ["markup in the summary"] : []),
    ...(Object.keys(end.outputs).includes("pwned") ? ["an output that nobody declared"] : []),
  ];
}

describe.each(SCENARIOS)("$name", (scenario) => {
  let world: World;
  beforeAll(async () => {
    world = await scenario.open();
  }, 60_000);
  afterAll(() => world.close(), 60_000);

  test("says no secret and obeys no hostile text", async () => {
    await fairWeather(scenario, world);
    const message = hostileText(world.secrets.values);
    const body = { message, code: message, request_id: message, errors: [{ message }] };
    const wrong: string[] = [];
    let struck = 0;
    let quoted = false;
    for (const emulator of world.emulators) {
      for (let nth = 0, reached = true; reached; nth++) {
        await world.reset();
        const before = emulator.journal.length;
        const status = STATUSES[nth % STATUSES.length] ?? 400;
        emulator.fault({ nth, action: { kind: "status", status, body } });
        const { end } = await strikeAt(scenario, world, -1, "before", () => {});
        await world.settled();
        reached = emulator.journal.length > before + nth;
        if (reached) struck++;
        quoted ||= end.stdout.includes("pwned");
        const found = complaints(end, world);
        if (found.length > 0) wrong.push(`request ${nth} answered ${status}: ${found.join("; ")}`);
      }
    }
    expect(struck).toBeGreaterThan(0);
    // Made harmless, not dropped: a person still has to be able to read what the provider said.
    expect(quoted).toBe(true);
    expect(wrong).toEqual([]);
  }, 300_000);

  test("says no secret in fair weather", async () => {
    await world.reset();
    const { end } = await strikeAt(scenario, world, -1, "before", () => {});
    expect(complaints(end, world)).toEqual([]);
  }, 60_000);
});
