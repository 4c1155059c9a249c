import type { Scope } from "../expressions/evaluate.ts";
import { resolveTexts } from "../expressions/resolve.ts";
import type { StepSpec } from "../template/workflow-spec.ts";
import { actionInputs } from "./action-inputs.ts";
import { actionGithub, type LoadedAction } from "./load-action.ts";
import type { StepContext } from "./process-step.ts";
import { registerPost } from "./register-post.ts";
import { runBuiltin } from "./run-builtin.ts";
import { runComposite } from "./run-composite.ts";
import { runNode } from "./run-node.ts";

type Uses = Extract<StepSpec["action"], { kind: "uses" }>;

/** Runs a `uses:` step. True when it ended well. */
export const runAction = async (
  context: StepContext,
  uses: Uses,
  action: LoadedAction,
  scope: Scope,
): Promise<boolean> => {
  const { job, frame, log } = context;
  const given = resolveTexts(uses.with, scope);
  log.line(`##[group]Run ${uses.uses}`);
  if (Object.keys(given).length > 0) log.line("with:");
  for (const [name, value] of Object.entries(given)) log.line(`  ${name}: ${value}`);
  log.line("##[endgroup]");
  if (action.kind === "builtin") return runBuiltin(context, action, given);
  const inputs = actionInputs(action.spec, given, scope, log);
  const { runs } = action.spec;
  if (runs.kind === "composite") return runComposite(context, action, runs.steps, inputs);
  if (runs.kind === "refused") throw new Error(runs.why);
  const own: StepContext = { ...context, github: { ...context.github, ...actionGithub(action) } };
  registerPost(job, frame, own, action, inputs);
  return runNode(own, action, runs.main, inputs);
};
