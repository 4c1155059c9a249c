import type { Context, RunInfo } from "../../shared/action/context.ts";
import { createLog } from "../../shared/action/log.ts";
import { createRedactor } from "../../shared/action/redaction/redactor.ts";
import { runInfo } from "../../shared/action/run-info.ts";
import { Secret } from "../../shared/action/secret.ts";
import { type ActionSpec, camel, type Inputs, type Outputs } from "../../shared/action/spec.ts";
import { createSummary } from "../../shared/action/summary.ts";
import type { Http } from "../../shared/http/types.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import { type VirtualClock, virtualClock } from "./clock.ts";
import { type FakeRunner, fakeRunner } from "./runner.ts";

export interface FakeContext<S extends ActionSpec, C extends Clock = VirtualClock> extends Context<S> {
  readonly clock: C;
  /** What reached the runner, already safe: `runner.log`. */
  readonly runner: FakeRunner;
  /** Outputs that were published, the last value of each. */
  readonly published: Partial<Outputs<S>>;
  readonly protectedValues: readonly string[];
  /** Aborts the signal, as a cancellation or a deadline does; undo functions run only by `undoAll`. */
  readonly abort: (reason: Error) => void;
  /** What is registered to be undone, oldest first. */
  readonly undoable: () => readonly string[];
  /** Undoes, newest first, as a cancelled step does. */
  readonly undoAll: () => Promise<void>;
}

const noHttp: Http = (request) => Promise.reject(new Error(`No HTTP in this test: ${String(request.url)}`));

const RUN = runInfo({
  GITHUB_REPOSITORY: "acme/shop",
  GITHUB_SHA: "0123456789abcdef0123456789abcdef01234567",
  GITHUB_REF: "refs/heads/main",
  GITHUB_RUN_ID: "4711",
  GITHUB_RUN_ATTEMPT: "1",
  GITHUB_JOB: "deploy",
  GITHUB_ACTOR: "octocat",
  GITHUB_EVENT_NAME: "push",
});

interface Options<C extends Clock> {
  readonly clock?: C;
  readonly http?: Http;
  readonly run?: Partial<RunInfo>;
  readonly random?: () => number;
}

/** A context for a main: inputs that are not given have their defaults; a required one that is missing is an error. */
export function fakeContext<S extends ActionSpec, C extends Clock = VirtualClock>(
  spec: S,
  inputs: Partial<Inputs<S>>,
  { clock = virtualClock() as unknown as C, http = noHttp, run = {}, random = () => 0.5 }: Options<C> = {},
): FakeContext<S, C> {
  const runner = fakeRunner();
  const redactor = createRedactor();
  const controller = new AbortController();
  const published: Record<string, unknown> = {};
  const protectedValues: string[] = [];
  const undos: { what: string; undo: () => Promise<void> }[] = [];
  const given: Readonly<Record<string, unknown>> = inputs;
  const whole: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(spec.inputs)) {
    const key = camel(name);
    const otherwise = field.read("");
    if (key in given) whole[key] = given[key];
    else if ("value" in otherwise) whole[key] = otherwise.value;
    else throw new Error(`The test gives no value for the required input \`${name}\``);
    if (whole[key] instanceof Secret) redactor.add(whole[key].reveal());
  }
  return {
    inputs: whole as Inputs<S>,
    runner,
    log: createLog(runner, redactor.redact),
    summary: createSummary(),
    publish: (outputs) => void Object.assign(published, outputs),
    published: published as Partial<Outputs<S>>,
    protect: (value) => {
      protectedValues.push(value);
      redactor.add(value);
      return new Secret(value);
    },
    protectedValues,
    redact: redactor.redact,
    redactStream: redactor.stream,
    http,
    clock,
    random,
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    onCancel: (what, undo) => {
      const entry = { what, undo };
      undos.push(entry);
      return () => void undos.splice(undos.indexOf(entry), 1);
    },
    undoable: () => undos.map(({ what }) => what),
    undoAll: async () => {
      for (let entry = undos.pop(); entry !== undefined; entry = undos.pop()) await entry.undo();
    },
    run: { ...RUN, ...run },
  };
}
