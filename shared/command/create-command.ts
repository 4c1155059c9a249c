import { type ChildProcess, spawn } from "node:child_process";
import { setImmediate } from "node:timers/promises";
import type { Context } from "../action/context.ts";
import type { ActionSpec } from "../action/spec.ts";
import type { Command, CommandRequest, CommandResult } from "../ports/command.ts";
import { createEcho } from "./echo.ts";
import { childEnvironment } from "./environment.ts";
import { ended, labelOf, notStarted, refused } from "./failures.ts";
import { feed } from "./feed.ts";
import { leadGroup } from "./group.ts";

type Needs = Pick<Context<ActionSpec>, "clock" | "log" | "redact" | "redactStream" | "signal">;

/** From a request to end until it is enforced. */
const MERCY = 2_000;
/** After its end, for output that is still on its way, or that something it left behind keeps open. */
const DRAIN = 500;
/** Turns of the event loop in which all is read that an ended program can have left in a pipe. */
const TURNS = 4;
const SILENCE = 60_000;
const KEPT = 1024 * 1024;

/** Runs programs for an action, in the step's environment `env`. */
export function createCommand(needs: Needs, env: Readonly<Record<string, string | undefined>>): Command {
  return async (request) => {
    const { clock, log, redact, signal } = needs;
    signal.throwIfAborted();
    if ([request.file, ...request.args].some((argument) => redact(argument) !== argument)) throw refused(request);

    const done = new AbortController();
    const echo = createEcho(needs, request.echo ?? true, request.onLine);
    const child = await start(request, childEnvironment(env, request.env));
    const group = leadGroup(child);
    let timedOut = false;

    const stop = (): void => {
      group.signal("SIGTERM");
      clock.sleep(MERCY, done.signal).then(
        () => group.signal("SIGKILL"),
        () => {},
      );
    };
    const expire = (): void => {
      timedOut = true;
      stop();
    };
    signal.addEventListener("abort", stop, { once: true });
    if (request.timeout !== undefined) clock.sleep(request.timeout, done.signal).then(expire, () => {});
    void heartbeat();

    const output = collect(child, echo, request.keep ?? KEPT);
    const unfed = feed(child.stdin, request.input, stop);
    const [code, by] = await exitOf(child);
    // What it started goes with it; only then is its output complete, since that may hold the pipes open.
    group.signal("SIGTERM");
    const closed = new Promise((resolve) => void child.once("close", resolve));
    if (!output.isClosed()) await Promise.race([closed, clock.sleep(DRAIN, done.signal)]);
    // On a busy machine the time may be over before what it wrote was even looked at: the loop has to come around once more.
    for (let turn = 0; turn < TURNS && !output.isClosed(); turn++) await setImmediate();
    group.signal("SIGKILL");
    group.forget();
    child.stdout?.destroy();
    child.stderr?.destroy();
    done.abort();
    signal.removeEventListener("abort", stop);
    echo.end();
    signal.throwIfAborted();
    unfed();

    const tail = echo.tail();
    if (timedOut || code === null || !(request.accept ?? [0]).includes(code)) {
      throw ended(request, { code, signal: by, timedOut, tail });
    }
    return { code, tail, ...output.result() };

    async function heartbeat(): Promise<void> {
      const since = clock.now();
      try {
        for (let last = echo.count(); ; last = echo.count()) {
          await clock.sleep(SILENCE, done.signal);
          const seconds = Math.round((clock.now() - since) / 1000);
          if (echo.count() === last) log.info(`${labelOf(request)} is still running after ${seconds} s.`);
        }
      } catch {
        // It has ended.
      }
    }
  };
}

async function start(request: CommandRequest, env: Record<string, string>): Promise<ChildProcess> {
  const { file, args, cwd, input } = request;
  try {
    const child = spawn(file, [...args], {
      cwd,
      env,
      shell: false,
      // A group of its own, so that all of it can be ended at once.
      detached: true,
      stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
    });
    await new Promise((resolve, reject) => {
      child.once("spawn", resolve);
      child.once("error", reject);
    });
    return child;
  } catch (cause) {
    throw notStarted(request, cause);
  }
}

const exitOf = (child: ChildProcess): Promise<[code: number | null, signal: NodeJS.Signals | null]> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve([child.exitCode, child.signalCode]);
    else child.once("exit", (code, signal) => resolve([code, signal]));
  });

/** Passes output on, and keeps the beginning of standard output for whoever parses it. */
function collect(child: ChildProcess, echo: ReturnType<typeof createEcho>, most: number) {
  const chunks: Buffer[] = [];
  let [kept, truncated, open] = [0, false, 2];
  child.stdout?.on("data", (chunk: Buffer) => {
    const room = most - kept;
    if (room > 0) chunks.push(chunk.subarray(0, room));
    truncated ||= chunk.length > room;
    kept += chunk.length;
    echo.out(chunk);
  });
  child.stderr?.on("data", (chunk: Buffer) => echo.err(chunk));
  for (const stream of [child.stdout, child.stderr]) stream?.once("close", () => open--);
  return {
    isClosed: (): boolean => open === 0,
    result: (): Omit<CommandResult, "code" | "tail"> => ({ stdout: Buffer.concat(chunks).toString(), truncated }),
  };
}
