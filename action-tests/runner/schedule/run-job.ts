import { evaluateCondition, type Scope } from "../expressions/evaluate.ts";
import { resolveMapping } from "../expressions/resolve.ts";
import type { Mapping } from "../expressions/value.ts";
import type { PlannedJob } from "../plan/plan.ts";
import type { Result } from "../types.ts";
import { createCancelScope } from "./cancel-scope.ts";
import { endWithoutRunning } from "./end-without-running.ts";
import { ancestors, joinLegs, needsContext, statusFunctions, type JobEnd } from "./job-results.ts";
import { displayName, type Leg } from "./leg.ts";
import { readStrategy, type Strategy } from "./matrix.ts";
import type { Instance, LegEnd } from "./run-context.ts";
import { runLeg } from "./run-leg.ts";
import { createSemaphore } from "./semaphore.ts";

/** Decides whether a job runs and runs it, once for each combination of its matrix. Everything it needs has ended. */
export const runJob = async (
  instance: Instance,
  job: PlannedJob,
  ends: ReadonlyMap<string, JobEnd>,
): Promise<JobEnd> => {
  const { spec } = job;
  const earlier = ancestors(
    instance.plan.jobs.map((other) => other.spec),
    spec,
  );
  const isCancelled = () => instance.scope.reason() !== undefined;
  const contexts = {
    github: { ...instance.run.github, job: spec.id },
    inputs: instance.inputs,
    vars: { ...instance.run.repository.vars },
    needs: needsContext(spec.needs, ends),
  };
  const scope: Scope = {
    contexts,
    functions: statusFunctions(new Map([...ends].filter(([id]) => earlier.has(id))), isCancelled),
  };
  const wanted = () => evaluateCondition(spec.condition, scope);
  let strategy: Strategy;
  try {
    if (!wanted()) return endWithoutRunning(instance, job, "skipped");
    strategy = readStrategy(resolveMapping(spec.strategy, scope));
  } catch (error) {
    return endWithoutRunning(instance, job, "failure", (error as Error).message);
  }
  const dirty = spec.needs.some((id) => ends.get(id)?.fresh === true);
  return runLegs(instance, job, strategy, contexts, { wanted, dirty });
};

const runLegs = async (
  instance: Instance,
  job: PlannedJob,
  strategy: Strategy,
  contexts: Readonly<Record<string, Mapping>>,
  { wanted, dirty }: { wanted: () => boolean; dirty: boolean },
): Promise<JobEnd> => {
  const combinations = strategy.legs ?? [undefined];
  const turns = createSemaphore(strategy.maxParallel ?? combinations.length);
  const ended: LegEnd[] = [];
  const scopes = combinations.map(() => createCancelScope());
  const { run, prefix } = instance;
  // The legs are told of one by one; whoever waited for the job itself learns that it runs and how it ended.
  const tell = (event: { state: "running" } | { state: "done"; result: Result }) => {
    if (!strategy.legs) return;
    const name = `${prefix.name}${displayName(job, { contexts, functions: {} })}`;
    run.emit({ type: "job", job: `${prefix.id}${job.spec.id}`, name, at: Date.now(), ...event });
  };
  tell({ state: "running" });
  const stop = instance.scope.onCancel((reason) => {
    if (!stillWanted(wanted)) for (const scope of scopes) scope.cancel(reason);
  });
  await Promise.all(
    scopes.map(async (scope, index) => {
      const leg: Leg = {
        scope,
        turns,
        dirty,
        matrix: combinations[index] ?? null,
        contexts: {
          ...contexts,
          strategy: {
            "fail-fast": strategy.failFast,
            "job-index": index,
            "job-total": combinations.length,
            "max-parallel": strategy.maxParallel ?? combinations.length,
          },
        },
      };
      const end = await runLeg(instance, job, leg);
      ended.push(end);
      if (end.result === "failure" && strategy.failFast)
        for (const other of scopes)
          other.cancel(`The strategy configuration was canceled because "${job.spec.id}" failed`);
    }),
  );
  stop();
  const end = joinLegs(ended);
  tell({ state: "done", result: end.result });
  return end;
};

const stillWanted = (wanted: () => boolean): boolean => {
  try {
    return wanted();
  } catch {
    return false;
  }
};
