import { oneLine } from "../action/text.ts";
import { percentiles } from "../domain/statistics.ts";
import type { Verdict } from "../domain/verdict.ts";
import type { Clock } from "../ports/clock.ts";
import type { Probe } from "../ports/probe.ts";
import type { CheckEvidence, Sample } from "./evidence.ts";
import { judge } from "./judge.ts";
import { type Tally, tally } from "./tally.ts";
import type { GateCheck, GateSettings } from "./types.ts";

/** What a gate needs from outside. */
export interface GatePorts {
  readonly probe: Probe;
  readonly clock: Clock;
  /** Told of every sample, for progress. */
  readonly onSample?: (check: GateCheck, sample: Sample) => void;
}

interface Conclusion {
  readonly verdict: Verdict;
  readonly reason: string;
}

/**
 * Asks one target until it has answered healthily `successes` times in a row, or until the deadline. `start` is the gate's
 * beginning on the clock, so that all checks share one deadline. Only an aborted signal ends it as `cancelled`.
 */
export const runCheck = async (
  check: GateCheck,
  settings: GateSettings,
  { probe, clock, onSample }: GatePorts,
  { start, signal }: { start: number; signal: AbortSignal },
): Promise<CheckEvidence> => {
  const samples = tally();
  const end = start + settings.deadline * 1000;
  return describe(check, samples, await conclude());

  async function conclude(): Promise<Conclusion> {
    for (;;) {
      if (signal.aborted) return { verdict: "cancelled", reason: "Cancelled." };
      const began = clock.now();
      if (began >= end) return atDeadline(check, settings, samples);
      const certain = await once(began);
      if (certain !== undefined) return certain;
      const pause = Math.min(began + settings.interval * 1000, end) - clock.now();
      // A rejected sleep is an aborted signal, which the next turn sees.
      if (pause > 0) await clock.sleep(pause, signal).catch(() => undefined);
    }
  }

  async function once(began: number): Promise<Conclusion | undefined> {
    const timeout = Math.min(check.timeout * 1000, end - began);
    const result = await probe({ url: check.url, method: check.method, timeout }, signal).catch(
      (error: unknown) =>
        ({ kind: "unmeasured", reason: error instanceof Error ? error.message : String(error), latency: 0 }) as const,
    );
    if (signal.aborted) return undefined;
    // A try that our own deadline cut short does not speak against a target that may be slower than that.
    const cut = result.kind === "down" && timeout < check.timeout * 1000 && clock.now() >= end;
    const judged = cut
      ? ({ verdict: "unmeasured", note: "the deadline came before the answer" } as const)
      : judge(check, result);
    const sample: Sample = { at: Math.max(0, Math.round(began - start)), ...judged };
    samples.add(sample);
    onSample?.(check, sample);
    if (result.kind === "refused") return { verdict: "inconclusive", reason: oneLine(result.reason) };
    if (samples.streak() >= settings.successes) {
      return { verdict: "passed", reason: `${settings.successes} healthy answers in a row${running(check, samples)}.` };
    }
    if (settings.failures > 0 && samples.unhealthy() >= settings.failures) {
      return { verdict: "failed", reason: `${samples.unhealthy()} unhealthy answers in a row: ${sample.note}.` };
    }
    return undefined;
  }
};

const running = (check: GateCheck, samples: Tally): string =>
  check.expectVersion === undefined || samples.observed() === undefined ? "" : ` from ${samples.observed()}`;

/**
 * Out of time. What was seen last decides: something wrong among the newest `successes` tries is a failure; if only
 * measurements are missing there, nobody knows, and not knowing is never a success.
 */
const atDeadline = (check: GateCheck, { successes, deadline }: GateSettings, samples: Tally): Conclusion => {
  const wrong = samples
    .last(successes)
    .findLast(({ verdict }) => verdict === "unhealthy" || verdict === "other-version");
  const after = `after ${deadline} s`;
  if (wrong?.verdict === "other-version") {
    const expected = check.expectVersion === undefined ? "" : `, not ${check.expectVersion}`;
    return { verdict: "failed", reason: `${wrong.note}${expected}, ${after}.` };
  }
  if (wrong !== undefined) return { verdict: "failed", reason: `${wrong.note}, ${after}.` };
  const unmeasured = samples.last(successes).findLast(({ verdict }) => verdict === "unmeasured");
  return {
    verdict: "inconclusive",
    reason:
      unmeasured === undefined
        ? `Only ${samples.streak()} of ${successes} healthy answers fitted into ${deadline} s.`
        : `Could not be measured: ${unmeasured.note}.`,
  };
};

const describe = (check: GateCheck, samples: Tally, { verdict, reason }: Conclusion): CheckEvidence => {
  const latency = percentiles(samples.latencies());
  const observed = samples.observed();
  return {
    name: check.name,
    ...(check.service === undefined ? {} : { service: check.service }),
    url: withoutQuery(check.url),
    verdict,
    reason,
    ...(check.expectVersion === undefined ? {} : { expectedVersion: check.expectVersion }),
    ...(observed === undefined ? {} : { observedVersion: observed }),
    counts: samples.counts(),
    ...(latency === undefined ? {} : { latency }),
    samples: [...samples.kept()],
    omitted: samples.omitted(),
  };
};

/** Queries hold tokens now and then, and evidence is kept for years. */
const withoutQuery = (url: string): string => {
  if (!URL.canParse(url)) return oneLine(url);
  const { origin, pathname } = new URL(url);
  return origin + pathname;
};
