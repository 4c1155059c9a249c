import { evaluateCondition } from "../expressions/evaluate.ts";
import { resolveText, resolveTexts } from "../expressions/resolve.ts";
import type { StepLog } from "../log/step-log.ts";
import type { StepSpec } from "../template/workflow-spec.ts";
import { actionInputs } from "./action-inputs.ts";
import { stepScope, type Frame, type JobState, type StepEnd } from "./job-state.ts";
import type { Journal } from "./journal.ts";
import { actionGithub, isInWorkspace, loadAction, type FilesAction } from "./load-action.ts";
import type { StepContext } from "./process-step.ts";
import { registerPost } from "./register-post.ts";
import { compositeFrame } from "./run-composite.ts";
import { runNode } from "./run-node.ts";

const stepKey = (frame: Frame, index: number) => `${frame.key}/${index}`;

const titleOf = (job: JobState, frame: Frame, { id, name, action }: StepSpec): string => {
  const scope = stepScope(job, frame, {});
  try {
    const given = resolveText(name, scope);
    if (given !== "") return given;
    if (action.kind === "uses") return `Run ${action.uses}`;
    return `Run ${resolveText(action.script, scope).trim().split("\n")[0] ?? ""}`;
  } catch {
    // The step itself will say what is wrong.
    return id;
  }
};

const never = new AbortController().signal;

export const runSteps = async (job: JobState, frame: Frame, journal: Journal): Promise<void> => {
  for (const [index, spec] of job.request.spec.steps.entries()) {
    if (job.kill.signal.aborted) return;
    await journal.step(spec.id, titleOf(job, frame, spec), (log) =>
      job.performStep(job, frame, stepKey(frame, index), spec, log, never),
    );
  }
};

/** Something that is not a step of the file: the pre or post part of an action. */
const performPart = async (
  job: JobState,
  frame: Frame,
  condition: string,
  log: StepLog,
  run: (signal: AbortSignal) => Promise<boolean>,
): Promise<StepEnd> => {
  const end = (outcome: StepEnd["outcome"]): StepEnd => ({ outcome, conclusion: outcome, outputs: {} });
  const controller = new AbortController();
  const wanted = () => evaluateCondition(condition, stepScope(job, frame, {}));
  const stop =
    job.request.scope.reason() === undefined
      ? job.request.scope.onCancel(() => {
          job.status = "cancelled";
          if (!wanted()) controller.abort();
        })
      : undefined;
  try {
    if (!wanted()) return end("skipped");
    const good = await run(controller.signal);
    if (!controller.signal.aborted) return end(good ? "success" : "failure");
    log.error("The operation was canceled.");
    return end("cancelled");
  } catch (error) {
    log.error((error as Error).message);
    return end("failure");
  } finally {
    stop?.();
  }
};

/** Runs the pre parts of all actions that have one, also of those inside composite actions, before the first step. */
export const runPreSteps = async (job: JobState, frame: Frame, journal: Journal): Promise<void> => {
  for (const { step, action, inputs } of await findPre(job, frame, job.request.spec.steps)) {
    const { runs } = action.spec;
    if (runs.kind !== "node" || runs.pre === undefined) continue;
    const file = runs.pre;
    await journal.step(`pre:${step.key}`, `Pre ${action.spec.name}`, (log) =>
      performPart(job, step.frame, runs.preIf, log, (signal) => {
        const context = { ...step, log, signal };
        registerPost(job, step.frame, context, action, inputs);
        return runNode(context, action, file, inputs);
      }),
    );
  }
};

interface Pre {
  readonly step: Omit<StepContext, "log" | "signal">;
  readonly action: FilesAction;
  readonly inputs: Readonly<Record<string, string>>;
}

const findPre = async (job: JobState, frame: Frame, steps: readonly StepSpec[]): Promise<Pre[]> => {
  const found: Pre[] = [];
  for (const [index, { id, action: uses, env: envSpec }] of steps.entries()) {
    if (uses.kind !== "uses" || isInWorkspace(uses.uses)) continue;
    const action = await loadAction(job, frame.origin, uses.uses);
    if (action.kind !== "files") continue;
    const { runs } = action.spec;
    if (runs.kind !== "composite" && (runs.kind !== "node" || runs.pre === undefined)) continue;
    const scope = stepScope(job, frame, {});
    const env = resolveTexts(envSpec, scope);
    const inputs = actionInputs(action.spec, resolveTexts(uses.with, scope), scope, undefined);
    const key = stepKey(frame, index);
    const github = { action: id, ...actionGithub(action) };
    if (runs.kind === "composite") {
      const inner = compositeFrame({ frame, key, env }, action, inputs, () => "success");
      found.push(...(await findPre(job, inner, runs.steps)));
    } else found.push({ step: { job, frame, key, env, github, outputs: new Map() }, action, inputs });
  }
  return found;
};

/** Runs what the actions left to do, the newest first. */
export const runPostSteps = async (job: JobState, journal: Journal): Promise<void> => {
  for (let post = job.posts.pop(); post && !job.kill.signal.aborted; post = job.posts.pop()) {
    const { id, name, condition, frame, run } = post;
    // Outside of its composite action a post step looks at the job.
    const own = { ...frame, status: () => job.status };
    await journal.step(id, name, (log) => performPart(job, own, condition, log, (signal) => run(log, signal)));
  }
};
