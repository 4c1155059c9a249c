import { existsSync, readFileSync } from "node:fs";
import type { RunReport, StepReport } from "../action-tests/runner/types.ts";
import { type Evidence, evidenceSchema } from "../shared/gate/evidence.ts";
import type { GatePlot, Sample } from "./report/model.ts";

/** Every gate of a run, from the evidence that its steps left behind. `epoch` is the wall clock at the story's start. */
export const gatesOf = ({ jobs }: RunReport, epoch: number): GatePlot[] =>
  jobs.flatMap((job) =>
    job.steps.flatMap((step) => {
      const evidence = readEvidence(step);
      return evidence === undefined ? [] : [plotOf(`${job.name}: ${step.name}`, evidence, epoch)];
    }),
  );

function readEvidence({ outputs }: StepReport): Evidence | undefined {
  const path = outputs["evidence"];
  if (path === undefined || !existsSync(path)) return undefined;
  const parsed = evidenceSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
  return parsed.success ? parsed.data : undefined;
}

function plotOf(title: string, evidence: Evidence, epoch: number): GatePlot {
  const from = Date.parse(evidence.startedAt) - epoch;
  return {
    title,
    verdict: evidence.outcome,
    expected: evidence.checks.find((check) => check.expectedVersion !== undefined)?.expectedVersion ?? "",
    checks: evidence.checks.map((check) => ({
      name: check.name,
      samples: check.samples.map((sample): Sample => ({
        at: from + sample.at,
        milliseconds: sample.latency ?? 0,
        ok: sample.verdict === "healthy",
        status: sample.status,
        commit: sample.version,
      })),
    })),
    evidence: JSON.stringify(evidence, undefined, 2),
  };
}
