import { evaluateCondition, type Scope } from "../expressions/evaluate.ts";
import { resolve, resolveTexts } from "../expressions/resolve.ts";
import { truthy } from "../expressions/value.ts";
import type { StepLog } from "../log/step-log.ts";
import type { StepSpec } from "../template/workflow-spec.ts";
import type { Result } from "../types.ts";
import { stepScope, type Frame, type JobState, type StepEnd } from "./job-state.ts";
import { loadAction } from "./load-action.ts";
import type { StepContext } from "./process-step.ts";
import { runAction } from "./run-action.ts";
import { runScript } from "./run-script.ts";

/**
 * Performs one step: its environment, its condition, its work, `continue-on-error`. What goes wrong in an expression fails
 * the step. `outer` ends the step from outside: a cancel, the time-out of the step that this one is part of.
 */
export const performStep = async (
  job: JobState,
  frame: Frame,
  key: string,
  spec: StepSpec,
  log: StepLog,
  outer: AbortSignal,
): Promise<StepEnd> => {
  const outputs = new Map<string, string>();
  const end = (outcome: Result, conclusion = outcome): StepEnd => {
    const result = { outcome, conclusion, outputs: Object.fromEntries(outputs) };
    if (!spec.id.startsWith("__")) frame.steps[spec.id] = result;
    return result;
  };
  const github = { action: spec.id };
  let env: Record<string, string> = {};
  const scopeNow = () => stepScope(job, frame, env, github);
  try {
    env = resolveTexts(spec.env, scopeNow());
    // A cancelled composite goes on only with what always runs.
    if (!evaluateCondition(spec.condition, scopeNow())) return end("skipped");
  } catch (error) {
    log.error((error as Error).message);
    return end("failure");
  }

  const limit = stepLimit(job, frame, spec, log, outer, scopeNow);
  let good = false;
  try {
    good = await work({ job, frame, key, log, env, github, outputs, signal: limit.signal }, spec, scopeNow());
  } catch (error) {
    if (!limit.signal.aborted) log.error((error as Error).message);
  } finally {
    limit.stop();
  }
  if (limit.signal.aborted) {
    const message = limit.timedOut();
    // The step around this one says it for both.
    if (!outer.aborted) log.error(message ?? "The operation was canceled.");
    if (message === undefined) return end("cancelled");
    good = false;
  }
  if (good) return end("success");
  return end("failure", goesOn(spec, scopeNow, log) ? "success" : "failure");
};

const work = async (context: StepContext, { action }: StepSpec, scope: Scope): Promise<boolean> => {
  if (action.kind === "run") return runScript(context, action, scope);
  return runAction(context, action, await loadAction(context.job, context.frame.origin, action.uses), scope);
};

const goesOn = ({ continueOnError }: StepSpec, scope: () => Scope, log: StepLog): boolean => {
  try {
    return continueOnError !== undefined && truthy(resolve(continueOnError, scope()));
  } catch (error) {
    log.error((error as Error).message);
    return false;
  }
};

/** Joins the three ends that may come from outside: a time-out, a cancel of the job, the end of the outer step. */
const stepLimit = (
  job: JobState,
  frame: Frame,
  spec: StepSpec,
  log: StepLog,
  outer: AbortSignal,
  scope: () => Scope,
) => {
  const controller = new AbortController();
  let timedOut: string | undefined;
  const minutes = frame.isComposite ? 0 : stepMinutes(spec, scope, log);
  const timer =
    minutes > 0
      ? setTimeout(() => {
          timedOut = `The action '${spec.id}' has timed out after ${minutes} minutes.`;
          controller.abort();
        }, minutes * job.services.timings.minute)
      : undefined;
  const abort = () => controller.abort();
  if (outer.aborted) abort();
  else outer.addEventListener("abort", abort, { once: true });
  // A step that was started after the cancel runs because its condition says so.
  const stopListening =
    job.request.scope.reason() !== undefined || frame.isComposite
      ? undefined
      : job.request.scope.onCancel(() => {
          job.status = "cancelled";
          try {
            if (evaluateCondition(spec.condition, scope())) return;
          } catch (error) {
            log.error((error as Error).message);
          }
          abort();
        });
  return {
    signal: controller.signal,
    timedOut: () => timedOut,
    stop: () => {
      clearTimeout(timer);
      outer.removeEventListener("abort", abort);
      stopListening?.();
    },
  };
};

const stepMinutes = ({ timeoutMinutes }: StepSpec, scope: () => Scope, log: StepLog): number => {
  try {
    return timeoutMinutes ? Number(resolve(timeoutMinutes, scope())) : 0;
  } catch (error) {
    log.error(`An error occurred when attempting to determine the step timeout. ${(error as Error).message}`);
    return 0;
  }
};
