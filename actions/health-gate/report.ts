import type { Inline, Summary } from "../../shared/action/summary.ts";
import type { Verdict } from "../../shared/domain/verdict.ts";
import type { CheckEvidence, Evidence, ProofEvidence } from "../../shared/gate/evidence.ts";
import { plot } from "../../shared/gate/plot.ts";

const MARKS: Readonly<Record<Verdict, string>> = { passed: "✅", failed: "❌", inconclusive: "❔", cancelled: "🚫" };

/** The verdict with a row for each check and a line of its samples. */
export const report = (summary: Summary, evidence: Evidence, digest: string): void => {
  const { outcome, reason, environment, latency, seconds, checks, provider } = evidence;
  summary
    .heading(`${MARKS[outcome]} Health gate ${outcome}${environment === undefined ? "" : ` in ${environment}`}`)
    .paragraph(reason)
    .table(
      ["", "Check", "Version", "Tries", "Latency (p50 · p95 · p99)", "Why"],
      [...checks.map(checkRow), ...provider.map(proofRow)],
    );
  if (checks.length > 0) {
    summary.code(checks.map(({ name, samples }) => `${plot(samples)}  ${name}`).join("\n"));
    summary.paragraph("Bars are healthy answers by latency, ✕ unhealthy, ○ another version, · not measured.");
  }
  summary.facts({
    Took: `${seconds} s`,
    Latency: latency === undefined ? undefined : `${latency.p50} · ${latency.p95} · ${latency.p99} ms`,
    Evidence: { code: digest },
  });
};

const checkRow = (check: CheckEvidence): readonly Inline[] => {
  const { name, verdict, observedVersion, counts, latency, reason } = check;
  const tries = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    MARKS[verdict],
    name,
    observedVersion === undefined ? "" : { code: observedVersion.slice(0, 40) },
    String(tries),
    latency === undefined ? "" : `${latency.p50} · ${latency.p95} · ${latency.p99} ms`,
    reason,
  ];
};

const proofRow = ({ service, verdict, commit, reason }: ProofEvidence): readonly Inline[] => [
  MARKS[verdict],
  service,
  commit === undefined ? "" : { code: commit },
  "",
  "",
  reason,
];
