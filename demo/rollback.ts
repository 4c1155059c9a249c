import type { JobReport, RunReport } from "../action-tests/runner/types.ts";
import type { RollbackStory } from "./report/model.ts";

interface RolledBack {
  readonly name: string;
  readonly state: string;
  readonly commit?: string;
}

/** What a run rolled back by itself and why, from the outputs and annotations of its steps. */
export function rollbackOf({ jobs }: RunReport, commit: string): RollbackStory | undefined {
  for (const job of jobs) {
    const step = job.steps.find(({ outputs }) => outputs["outcome"] === "rolled-back");
    if (step === undefined) continue;
    const services = JSON.parse(step.outputs["rolled-back"] ?? "[]") as readonly RolledBack[];
    const seconds = Number(step.outputs["rto-seconds"]);
    return {
      environment: environmentOf(step.outputs["plan"]) ?? job.name,
      from: commit,
      to: step.outputs["release"] ?? "",
      why: whyOf(job),
      services: services.map(({ name, state }) => ({
        name,
        what: state === "unchanged" ? "never left the old version" : "back on the old version",
      })),
      seconds: Number.isFinite(seconds) ? seconds : undefined,
    };
  }
  return undefined;
}

function environmentOf(plan: string | undefined): string | undefined {
  const { environment } = JSON.parse(plan ?? "{}") as { readonly environment?: unknown };
  return typeof environment === "string" ? environment : undefined;
}

const whyOf = ({ annotations }: JobReport): string =>
  annotations.find(({ level }) => level === "error")?.message ?? "The release did not become healthy.";
