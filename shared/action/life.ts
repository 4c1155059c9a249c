import { Failure, toFailure } from "./failure.ts";
import type { Machine } from "./machine.ts";

/**
 * Milliseconds after an abort: for main to wind up by itself (a child that is told to end has two seconds), and until
 * the last undo has to be done. A runner that is busy takes a second and more to let us say so and end within 5 s.
 */
const GRACE = 2_500;
const UNDO = 3_500;
/** After the deadline there is less: the step has to end within two seconds of it. */
const LATE_GRACE = 1_500;
/** The step's own deadline comes a little after the one that main may watch itself, whose message says more. */
const SLACK = 250;

export interface Life {
  readonly signal: AbortSignal;
  readonly onCancel: (what: string, undo: () => Promise<void>) => () => void;
  /** True while things are undone: then work goes on although the signal is aborted. */
  readonly isUndoing: () => boolean;
  /** Starts the deadline, runs the work to its end, or to the end that a signal, the deadline or a crash makes of it. */
  readonly live: <T>(work: () => Promise<T>, timeoutSeconds: number | undefined) => Promise<T>;
}

type Settled<T> = { readonly value: T } | { readonly thrown: unknown };

export function createLife({ clock, onSignal, onCrash }: Machine): Life {
  const controller = new AbortController();
  const { signal } = controller;
  const undos: { readonly what: string; readonly undo: () => Promise<void> }[] = [];
  let undoing = false;

  onSignal((name) => {
    controller.abort(
      new Failure("SLIP-CANCELLED", `The step was cancelled (${name}).`, { blame: "user", outcome: "cancelled" }),
    );
  });
  onCrash((thrown) => controller.abort(toFailure(thrown)));

  /** Newest first, each with the time that is left. Tells what was undone and what was not. */
  async function undoAll(end: number): Promise<{ undone: string[]; left: string[] }> {
    const undone: string[] = [];
    const left: string[] = [];
    undoing = true;
    for (let entry = undos.pop(); entry !== undefined; entry = undos.pop()) {
      const settled = await within(settle(entry.undo), end - clock.now());
      if (settled === undefined) left.push(`${entry.what} (no answer in time)`);
      else if ("thrown" in settled) left.push(`${entry.what} (${toFailure(settled.thrown).message})`);
      else undone.push(entry.what);
    }
    return { undone, left };
  }

  async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
    const stop = new AbortController();
    const timer = clock.sleep(Math.max(0, milliseconds), stop.signal).catch(() => undefined);
    const first = await Promise.race([promise, timer.then(() => undefined)]);
    stop.abort();
    return first;
  }

  async function cancelled<T>(reason: Failure, settled: Settled<T> | undefined, since: number): Promise<never> {
    const { undone, left } = await undoAll(since + UNDO);
    const own =
      settled !== undefined && "thrown" in settled && settled.thrown instanceof Failure ? settled.thrown : reason;
    const said = own.outcome === "cancelled" ? own : reason;
    throw new Failure(said.code, said.message, {
      blame: said.blame,
      outcome: "cancelled",
      cause: said.cause,
      state: sentences(
        own.state,
        undone.length > 0 && `Cancelled as well: ${undone.join("; ")}.`,
        left.length > 0 && `Not cancelled, look at it yourself: ${left.join("; ")}.`,
      ),
      next: said.next ?? "Start the workflow again when you are ready.",
    });
  }

  return {
    signal,
    isUndoing: () => undoing,
    onCancel: (what, undo) => {
      const entry = { what, undo };
      undos.push(entry);
      return () => {
        const index = undos.indexOf(entry);
        if (index >= 0) undos.splice(index, 1);
      };
    },
    async live(work, timeoutSeconds) {
      const done = new AbortController();
      if (timeoutSeconds !== undefined) {
        clock.sleep(timeoutSeconds * 1000 + SLACK, done.signal).then(
          () => controller.abort(late(timeoutSeconds)),
          () => {},
        );
      }
      signal.addEventListener("abort", () => done.abort(), { once: true });
      const working = signal.aborted ? Promise.resolve({ thrown: signal.reason as unknown }) : settle(work);
      try {
        await Promise.race([working, abortion(signal)]);
        await pendingSignals();
        if (!signal.aborted) return unwrap(await working);
        const since = clock.now();
        const reason = toFailure(signal.reason);
        const settled = await within(working, reason.code === "SLIP-TIMEOUT" ? LATE_GRACE : GRACE);
        if (reason.code === "SLIP-CANCELLED") return await cancelled(reason, settled, since);
        // Work that came to its end all the same, or has more to say about why not, is believed.
        if (reason.code === "SLIP-TIMEOUT" && settled !== undefined) {
          if ("value" in settled || settled.thrown instanceof Failure) return unwrap(settled);
        }
        throw reason;
      } finally {
        done.abort();
      }
    },
  };
}

const settle = async <T>(work: () => Promise<T>): Promise<Settled<T>> => {
  try {
    return { value: await work() };
  } catch (thrown) {
    return { thrown };
  }
};

function unwrap<T>(settled: Settled<T>): T {
  if ("value" in settled) return settled.value;
  throw toFailure(settled.thrown);
}

/** A signal that came before the work ended may still be on its way through the event loop; it counts. */
const pendingSignals = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

const abortion = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

const late = (seconds: number): Failure =>
  new Failure("SLIP-TIMEOUT", `The step did not end within its ${seconds} s.`, {
    blame: "user",
    next: "Look in the log for what it waited for last; raise `timeout` if that was only slow.",
  });

const sentences = (...parts: readonly (string | false | undefined)[]): string | undefined =>
  parts.filter((part) => part !== undefined && part !== false).join(" ") || undefined;
