import { resolve } from "../expressions/resolve.ts";
import type { Mapping, Value } from "../expressions/value.ts";
import { executeJob } from "../job/execute-job.ts";
import { withoutWrite } from "../plan/permissions.ts";
import type { PlannedSteps } from "../plan/plan.ts";
import type { JobReport } from "../types.ts";
import { enterEnvironment } from "./enter-environment.ts";
import { numberFor } from "./github-context.ts";
import { forgive, type NamedLeg } from "./leg.ts";
import type { Instance, LegEnd } from "./run-context.ts";
import { jobSecrets } from "./secrets.ts";

const mapping = (value: Value | (() => Value) | undefined): Mapping =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Mapping) : {};

/** Takes a job with steps through its environment to a runner. Undefined when it was cancelled before it began. */
export const runSteps = async (instance: Instance, job: PlannedSteps, leg: NamedLeg): Promise<LegEnd | undefined> => {
  const { run } = instance;
  const { host, services, places } = run.server;
  // Any label will do, but one there must be.
  const labels = job.spec.runsOn && resolve(job.spec.runsOn, leg.expressions);
  if (labels === "" || labels === null) throw new Error("Job has no label to run on: 'runs-on' is empty");
  const environment = await enterEnvironment(instance, job.spec.environment, leg);
  if (environment === "cancelled") return undefined;
  leg.state("queued");
  const free = await places.acquire(leg.scope);
  if (!free) {
    environment?.deployment?.mark("inactive", undefined);
    return undefined;
  }
  const permissions = run.restricted ? withoutWrite(job.permissions) : job.permissions;
  const token = host.issueToken(run.trigger.repository, permissions);
  const startedAt = Date.now();
  leg.state("running");
  environment?.deployment?.mark("in_progress", undefined);
  let good = false;
  let url: string | undefined;
  try {
    const reaching = instance.environmentSecrets !== "none" ? (environment?.settings.vars ?? {}) : {};
    const { contexts } = leg.expressions;
    const execution = await executeJob(services, {
      id: leg.id,
      runId: run.id,
      spec: job.spec,
      workflow: instance.plan.spec,
      origin: instance.plan.origin,
      contexts: {
        github: { ...mapping(contexts["github"]), token },
        inputs: instance.inputs,
        vars: { ...run.repository.vars, ...reaching },
        secrets: jobSecrets(instance, environment?.settings.secrets ?? {}, token),
        needs: mapping(contexts["needs"]),
        matrix: leg.matrix,
        strategy: mapping(contexts["strategy"]),
      },
      services: host.jobServices?.(run.trigger.repository, permissions) ?? {},
      environmentName: environment?.name,
      environmentUrl: environment?.urlNode,
      checkRunId: numberFor(`${run.id} ${leg.id}`),
      scope: leg.scope,
      lost: run.machines(),
      emit: run.emit,
    });
    good = execution.result === "success";
    ({ url } = execution);
    const end: LegEnd = { ...forgive(job, execution.result, leg.expressions), outputs: execution.outputs, fresh: true };
    const report: JobReport = {
      id: leg.id,
      name: leg.name,
      result: execution.result,
      outputs: execution.outputs,
      steps: execution.steps,
      annotations: execution.annotations,
      startedAt,
      finishedAt: Date.now(),
    };
    run.legs.set(leg.id, { end, report });
    run.report(report);
    run.emit({ type: "job", job: leg.id, name: leg.name, state: "done", result: execution.result, at: Date.now() });
    return end;
  } finally {
    host.revokeToken(token);
    environment?.deployment?.mark(good ? "success" : "failure", url);
    free();
  }
};
