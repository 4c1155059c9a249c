import type { Http } from "../http/types.ts";
import type { Context, Main } from "./context.ts";
import { Failure, toFailure } from "./failure.ts";
import { readInputs } from "./inputs.ts";
import { createLife, type Life } from "./life.ts";
import { createLog, type Printer } from "./log.ts";
import { type Env, githubMachine, type Machine } from "./machine.ts";
import { outputWriter } from "./outputs.ts";
import { whyShown } from "./redaction/maskable.ts";
import { createRedactor } from "./redaction/redactor.ts";
import { annotation, causes, summarize } from "./report.ts";
import { docsPage, runInfo } from "./run-info.ts";
import { Secret } from "./secret.ts";
import type { ActionSpec } from "./spec.ts";
import { createSummary } from "./summary.ts";

/** Outcomes that a main may return and that are no success all the same. */
const RED = new Set(["failed", "cancelled", "timed-out"]);

/**
 * Runs an action: reads and protects its inputs, runs `main`, writes outputs and summary, and turns everything that
 * goes wrong into one annotation, an `outcome` and an exit code that agree.
 */
export async function run<S extends ActionSpec>(
  spec: S,
  main: Main<S>,
  machine: Machine = githubMachine(),
): Promise<void> {
  const { runner, env, clock, random } = machine;
  const redactor = createRedactor();
  const log = createLog(runner, redactor.redact);
  const summary = createSummary();
  const outputs = outputWriter(spec, runner);
  const life = createLife(machine);
  const protect = (value: string, name?: string): Secret => {
    const reason = whyShown(value);
    if (reason !== undefined && name !== undefined) {
      log.warning(`The secret \`${name}\` ${reason}; it is not hidden in logs. Use a longer, random value.`);
    }
    redactor.add(value);
    for (const mask of redactor.masks(value)) runner.mask(mask);
    return new Secret(value.trim());
  };
  // A proxy's password is in every message about a connection that fails.
  for (const [name, value = ""] of Object.entries(env)) {
    // One without a password is no secret, and NO_PROXY lists hosts that everybody has to be able to read.
    if (/(?<!no)_proxy$/i.test(name) && value.includes("@"))
      redactor.add(value.includes("://") ? value : `http://${value}`);
  }
  let failed = false;

  const fail = (thrown: unknown): void => {
    const failure = toFailure(thrown);
    const page = docsPage(failure.code, env);
    // Output files may be the very thing that does not work; the annotation still has to come.
    attempt(() => outputs.outcome(failure.outcome), log);
    runner.exitCode(1);
    for (const stack of causes(failure)) log.debug(stack);
    if (!failed) runner.error(annotation(failure, page, log.safe), failure.title);
    failed = true;
    summarize(summary, spec.name, failure, page);
  };

  try {
    const cleared = attempt(outputs.clear, log);
    refuseUnsafe(env);
    const inputs = readInputs(spec, runner, (name, value) => protect(value, name));
    if (cleared !== undefined) throw toFailure(cleared);
    const http = await lazyHttp(machine, life, log, redactor.redact);
    const context: Context<S> = {
      inputs,
      log,
      summary,
      publish: outputs.publish,
      protect,
      redact: redactor.redact,
      redactStream: redactor.stream,
      http,
      clock,
      random,
      signal: life.signal,
      onCancel: life.onCancel,
      run: runInfo(env),
    };
    const timeout: unknown = (inputs as Readonly<Record<string, unknown>>)["timeout"];
    const result = await life.live(() => main(context), typeof timeout === "number" ? timeout : undefined);
    outputs.publish(result);
    const { outcome }: { outcome: unknown } = result;
    if (typeof outcome === "string" && RED.has(outcome)) throw ended(outcome);
  } catch (thrown) {
    fail(thrown);
  } finally {
    // From here on there is no run that a crash could end: it is told at once.
    machine.onCrash(fail);
    await writeSummary();
    machine.end();
  }

  async function writeSummary(): Promise<void> {
    const markdown = redactor.redact(summary.markdown());
    try {
      if (markdown !== "") await runner.summary(markdown);
    } catch (thrown) {
      log.warning(`The summary could not be written: ${toFailure(thrown).message}`);
    }
  }
}

/**
 * The older commands let anybody who can print a line set the environment of later steps; without certificates, whoever
 * is on the way gets every key.
 */
function refuseUnsafe(env: Env): void {
  const unsafe = [
    /^(?:1|\$?true)$/i.test(env["ACTIONS_ALLOW_UNSECURE_COMMANDS"] ?? "") && "ACTIONS_ALLOW_UNSECURE_COMMANDS",
    env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0" && "NODE_TLS_REJECT_UNAUTHORIZED",
  ].find((name) => name !== false);
  if (unsafe === undefined) return;
  throw new Failure("SLIP-INPUT-UNSAFE", `${unsafe} is set to \`${env[unsafe]}\`.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: `Remove ${unsafe} from the workflow's \`env:\` and from the runner.`,
  });
}

/** The client is loaded only once the inputs are right; while things are undone a fresh one takes over. */
async function lazyHttp(
  { clock, random, fetch }: Machine,
  life: Life,
  log: Printer,
  redact: (text: string) => string,
): Promise<Http> {
  const { createHttp } = await import("../http/client.ts");
  const options = { clock, random, log, redact, ...(fetch === undefined ? {} : { fetch }) };
  const usual = createHttp({ ...options, signal: life.signal });
  const last = createHttp({ ...options, signal: new AbortController().signal });
  return (request) => (life.isUndoing() ? last(request) : usual(request));
}

function attempt(action: () => unknown, log: Printer): unknown {
  try {
    action();
    return undefined;
  } catch (thrown) {
    log.debug(toFailure(thrown).message);
    return thrown;
  }
}

const ended = (outcome: string): Failure =>
  new Failure(outcome === "cancelled" ? "SLIP-CANCELLED" : "SLIP-BUG", `The step ended as \`${outcome}\`.`, {
    blame: "bug",
    outcome,
    next: "Look into the log of this step for the reason.",
  });
