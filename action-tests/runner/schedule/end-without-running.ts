import type { PlannedJob } from "../plan/plan.ts";
import type { Annotation, Result } from "../types.ts";
import type { JobEnd } from "./job-results.ts";
import { displayName } from "./leg.ts";
import type { Instance } from "./run-context.ts";

/** Reports a job that never came to a runner. */
export const endWithoutRunning = (
  instance: Instance,
  job: PlannedJob,
  result: Result,
  why?: string,
  label = "",
): JobEnd => {
  const { run, inputs, prefix } = instance;
  const contexts = { github: run.github, inputs, vars: { ...run.repository.vars } };
  const id = `${prefix.id}${job.spec.id}${label}`;
  const name = `${prefix.name}${displayName(job, { contexts, functions: {} })}${label}`;
  const at = Date.now();
  const annotations: Annotation[] = why === undefined ? [] : [{ level: "error", message: why, step: "" }];
  run.report({ id, name, result, outputs: {}, steps: [], annotations, startedAt: at, finishedAt: at });
  run.emit({ type: "job", job: id, name, state: "done", result, at });
  return { result, outputs: {}, forgiven: false, fresh: result !== "skipped" };
};
