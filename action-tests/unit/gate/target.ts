import type { GateCheck, GateSettings } from "../../../shared/gate/types.ts";
import type { Probe, ProbeResult } from "../../../shared/ports/probe.ts";

export const OLD = "1111111111111111111111111111111111111111";
export const NEW = "2222222222222222222222222222222222222222";

export const settings: GateSettings = { successes: 3, interval: 5, deadline: 60, failures: 0 };

export const check = (changes: Partial<GateCheck> = {}): GateCheck => ({
  name: "web /healthz",
  url: "https://shop.example/healthz",
  method: "GET",
  expectStatus: [200],
  versionPath: "commit",
  expectVersion: NEW,
  timeout: 10,
  ...changes,
});

export const answer = (
  commit: string | undefined,
  status = 200,
  headers: Record<string, string> = {},
): ProbeResult => ({
  kind: "answer",
  status,
  headers,
  body: commit === undefined ? "ok" : JSON.stringify({ commit }),
  latency: 12,
});

export const down: ProbeResult = { kind: "down", reason: "connect ECONNREFUSED", latency: 1 };
export const unmeasured: ProbeResult = {
  kind: "unmeasured",
  reason: "the host name is not known (ENOTFOUND)",
  latency: 1,
};

/** Gives the results in turn, the last one for ever, and counts the tries. */
export const scripted = (...results: readonly ProbeResult[]): { probe: Probe; tries: () => number } => {
  let tries = 0;
  return {
    tries: () => tries,
    probe: async () => {
      const result = results[Math.min(tries, results.length - 1)];
      tries += 1;
      if (result === undefined) throw new Error("a script needs at least one result");
      return result;
    },
  };
};
