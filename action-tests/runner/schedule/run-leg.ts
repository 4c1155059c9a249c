import type { Scope } from "../expressions/evaluate.ts";
import { resolveText } from "../expressions/resolve.ts";
import type { PlannedJob } from "../plan/plan.ts";
import type { RunEvent } from "../types.ts";
import { callWorkflow } from "./call-workflow.ts";
import { endWithoutRunning } from "./end-without-running.ts";
import { enterGroup } from "./enter-group.ts";
import type { Leg, NamedLeg } from "./leg.ts";
import { legLabel } from "./matrix.ts";
import type { Instance, LegEnd } from "./run-context.ts";
import { runSteps } from "./run-on-runner.ts";

export const runLeg = async (instance: Instance, job: PlannedJob, leg: Leg): Promise<LegEnd> => {
  const { run } = instance;
  const label = leg.matrix ? ` (${legLabel(leg.matrix)})` : "";
  const id = `${instance.prefix.id}${job.spec.id}${label}`;
  const before = run.previous.get(id);
  if (before?.end.result === "success" && !leg.dirty) {
    run.report(before.report);
    return { ...before.end, fresh: false };
  }
  const expressions: Scope = { contexts: { ...leg.contexts, matrix: leg.matrix }, functions: {} };
  let name: string;
  try {
    name = `${instance.prefix.name}${legName(job, label, expressions)}`;
  } catch (error) {
    return endWithoutRunning(instance, job, "failure", (error as Error).message, label);
  }
  const state = (next: "waiting" | "queued" | "running", on?: string) => {
    const event: RunEvent = { type: "job", job: id, name, state: next, at: Date.now() };
    run.emit(on === undefined ? event : { ...event, on });
  };
  return inTurn(instance, job, { ...leg, id, name, label, expressions, state });
};

const legName = ({ spec }: PlannedJob, label: string, scope: Scope): string => {
  if (!spec.name) return `${spec.id}${label}`;
  const usesMatrix = spec.name.kind === "expression" && /\b(matrix|strategy)\b/i.test(spec.name.source);
  return `${resolveText(spec.name, scope) || spec.id}${usesMatrix ? "" : label}`;
};

/** Takes the turn of `max-parallel` and the job's concurrency group, then runs. */
const inTurn = async (instance: Instance, job: PlannedJob, leg: NamedLeg): Promise<LegEnd> => {
  const cancelled = () => endWithoutRunning(instance, job, "cancelled", leg.scope.reason(), leg.label);
  const endTurn = await leg.turns.acquire(leg.scope);
  if (!endTurn) return cancelled();
  let leave: (() => void) | undefined;
  try {
    const group = await enterGroup(instance, job.spec.concurrency, leg.expressions, leg.scope, leg.state);
    if (!group) return cancelled();
    ({ leave } = group);
    const held = [...instance.held, ...group.names];
    const end =
      "called" in job
        ? await callWorkflow({ ...instance, held }, job, leg)
        : await runSteps({ ...instance, held }, job, leg);
    return end ?? cancelled();
  } catch (error) {
    return endWithoutRunning(instance, job, "failure", (error as Error).message, leg.label);
  } finally {
    leave?.();
    endTurn();
  }
};
