import { expect } from "@jest/globals";
import type { StepEnd } from "../tools/step.ts";
import { forged, hostileText, leaks, logOf } from "./hostile.ts";
import type { Everywhere, World } from "./scenario.ts";
import { undisturbed } from "./strike.ts";
import { everyTry } from "./tries.ts";

const STATUSES = [400, 403, 404, 409, 422] as const;

/** Secrets in any sink of a step, commands that nobody meant, and markup. */
export function complaintsOf(end: StepEnd, argv: string, secrets: World["secrets"]): string[] {
  const outputs = Object.entries(end.outputs).filter(([name]) => !secrets.outputs.includes(name));
  const sinks = {
    log: logOf(end.stdout) + end.stderr,
    summary: end.summary,
    outputs: outputs.map(([name, value]) => `${name}=${value}`).join("\n"),
    files: end.temp,
    "command line": argv,
  };
  return [
    ...Object.entries(sinks).flatMap(([sink, text]) =>
      [...secrets.given, ...(secrets.learned ?? [])].flatMap((secret, index) =>
        leaks(text, secret).map((form) => `secret ${index} in the ${sink}, ${form}`),
      ),
    ),
    ...forged(end.stdout).map((line) => `a command on stdout: ${line.slice(0, 200)}`),
    ...forged(end.stderr).map((line) => `a command on stderr: ${line.slice(0, 200)}`),
    ...(/<img|<script|@everyone|\]\(javascript:/i.test(end.summary) ? ["markup in the summary"] : []),
    ...(Object.keys(end.outputs).includes("pwned") ? ["an output that nobody declared"] : []),
  ];
}

/**
 * Every request is once answered with an error that says every secret that the step was given, in every rendering, and every form of workflow command
 * and markup. None of it may come out of any sink, nor may anything in fair weather.
 */
export const hostileEverywhere: Everywhere = async (scenario, worlds) => {
  let struck = 0;
  let quoted = false;
  let hidden = false;
  const found: string[] = [];
  for (const which of worlds[0]?.emulators.keys() ?? []) {
    const { complaints, tries } = await everyTry(worlds, scenario.stride, async (world, nth, complain) => {
      const emulator = world.emulators[which];
      if (emulator === undefined) return "no such try";
      const message = hostileText(world.secrets.given, nth);
      const body = { message, code: message, request_id: message, errors: [{ message }] };
      const status = STATUSES[nth % STATUSES.length] ?? 400;
      const before = emulator.journal.length;
      emulator.fault({ nth, action: { kind: "status", status, body } });
      const { end, argv } = await undisturbed(scenario, world);
      await world.settled();
      quoted ||= end.stdout.includes("pwned");
      hidden ||= /before \S*\*{3}/.test(logOf(end.stdout));
      for (const complaint of complaintsOf(end, argv, world.secrets)) complain(`answered ${status}: ${complaint}`);
      return emulator.journal.length > before + nth ? "done" : "no such try";
    });
    struck += tries;
    found.push(...complaints);
  }
  expect(found).toEqual([]);
  expect(struck).toBeGreaterThan(0);
  // Made harmless, not dropped: a person still has to be able to read what the provider said.
  expect(quoted).toBe(true);
  expect(hidden).toBe(true);
  return struck;
};
