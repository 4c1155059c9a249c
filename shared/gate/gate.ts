import { oneLine } from "../action/text.ts";
import { percentiles } from "../domain/statistics.ts";
import { combine, type Verdict } from "../domain/verdict.ts";
import { type GatePorts, runCheck } from "./check.ts";
import type { CheckEvidence, Evidence, ProofEvidence } from "./evidence.ts";
import { assertExpectation } from "./matching.ts";
import type { GateCheck, GateSettings, ProviderProof } from "./types.ts";
import { sameVersion } from "./version.ts";

/** Everything that a gate asks, and how patiently. */
export interface GateRequest {
  readonly checks: readonly GateCheck[];
  readonly proofs?: readonly ProviderProof[] | undefined;
  readonly settings: GateSettings;
  readonly environment?: string | undefined;
}

/**
 * Runs all checks at once and gives one verdict with its evidence. Throws only for checks that cannot be run at all
 * (a broken pattern); what the targets do ends up in the verdict.
 */
export const runGate = async (
  { checks, proofs = [], settings, environment }: GateRequest,
  ports: GatePorts,
  signal: AbortSignal,
): Promise<Evidence> => {
  for (const { name, expectBody, expectHeaders } of checks) {
    for (const expected of [expectBody, ...Object.values(expectHeaders ?? {})]) {
      if (expected !== undefined) assertExpectation(expected, `Check ${name}`);
    }
  }
  const start = ports.clock.now();
  const startedAt = ports.clock.date().toISOString();
  const results = await Promise.all(checks.map((check) => runCheck(check, settings, ports, { start, signal })));
  const provider = proofs.map(prove);
  const outcome = combine([...results, ...provider].map(({ verdict }) => verdict));
  const latency = percentiles(results.flatMap(({ samples }) => samples.flatMap((sample) => sample.latency ?? [])));
  return {
    slipway: 1,
    kind: "gate",
    outcome,
    reason: explain(outcome, results, provider),
    ...(environment === undefined ? {} : { environment }),
    startedAt,
    seconds: Math.round(ports.clock.now() - start) / 1000,
    settings,
    ...(latency === undefined ? {} : { latency }),
    checks: results,
    provider,
  };
};

const prove = ({ service, live, status, commit, expectVersion }: ProviderProof): ProofEvidence => {
  const known = {
    service,
    source: "provider" as const,
    status: oneLine(status, 50),
    ...(commit === undefined ? {} : { commit: oneLine(commit, 100) }),
  };
  if (!live) return { ...known, verdict: "failed", reason: `The provider says ${known.status}, not live.` };
  if (expectVersion === undefined) return { ...known, verdict: "passed", reason: "The provider says that it is live." };
  if (commit === undefined)
    return { ...known, verdict: "failed", reason: "The provider does not tell which commit is live." };
  return sameVersion(expectVersion, commit)
    ? { ...known, verdict: "passed", reason: `The provider says that ${known.commit} is live.` }
    : { ...known, verdict: "failed", reason: `The provider says that ${known.commit} is live, not ${expectVersion}.` };
};

const explain = (outcome: Verdict, checks: readonly CheckEvidence[], provider: readonly ProofEvidence[]): string => {
  const total = checks.length + provider.length;
  if (total === 0) return "There was nothing to check.";
  if (outcome === "passed") return `${total} of ${total} checks passed.`;
  const decisive = [
    ...checks.map(({ name, verdict, reason }) => ({ name, verdict, reason })),
    ...provider.map(({ service, verdict, reason }) => ({ name: service, verdict, reason })),
  ].filter(({ verdict }) => verdict === outcome);
  return decisive.map(({ name, reason }) => `${name}: ${reason}`).join(" ");
};
