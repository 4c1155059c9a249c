import { resolveText } from "../expressions/resolve.ts";
import type { StepSpec } from "../template/workflow-spec.ts";
import type { Result } from "../types.ts";
import { stepScope, type Frame } from "./job-state.ts";
import { actionGithub, type FilesAction } from "./load-action.ts";
import type { StepContext } from "./process-step.ts";

/** The frame in which a composite action's steps stand. `status` is its own, not the job's. */
export const compositeFrame = (
  context: Pick<StepContext, "frame" | "key" | "env">,
  action: FilesAction,
  inputs: Readonly<Record<string, string>>,
  status: () => Result,
): Frame => ({
  key: context.key,
  origin: action.origin,
  inputs,
  steps: {},
  env: { ...context.frame.env, ...context.env },
  github: actionGithub(action),
  isComposite: true,
  status,
});

/** Runs the steps of a composite action, then evaluates its outputs. True when it ended well. */
export const runComposite = async (
  context: StepContext,
  action: FilesAction,
  steps: readonly StepSpec[],
  inputs: Readonly<Record<string, string>>,
): Promise<boolean> => {
  const { job, log, signal } = context;
  let status: Result = "success";
  const frame = compositeFrame(context, action, inputs, () => status);
  for (const [index, spec] of steps.entries()) {
    const done = await job.performStep(job, frame, `${context.key}/${index}`, spec, log, signal);
    if (signal.aborted) status = "cancelled";
    else if (done.conclusion === "failure") status = "failure";
  }
  const scope = stepScope(job, frame, {}, { action_status: status });
  for (const [name, value] of Object.entries(action.spec.outputs))
    if (value) context.outputs.set(name, resolveText(value, scope));
  return status === "success";
};
