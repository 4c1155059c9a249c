import type { Frame, JobState } from "./job-state.ts";
import type { FilesAction } from "./load-action.ts";
import type { StepContext } from "./process-step.ts";
import { runNode } from "./run-node.ts";

/** Registers the post step of a Node action, once for its pre and its main step together. */
export const registerPost = (
  job: JobState,
  frame: Frame,
  context: StepContext,
  action: FilesAction,
  inputs: Readonly<Record<string, string>>,
): void => {
  const { runs, name } = action.spec;
  const id = `post:${context.key}`;
  if (runs.kind !== "node" || runs.post === undefined || job.posts.some((post) => post.id === id)) return;
  const file = runs.post;
  job.posts.push({
    id,
    name: `Post ${name}`,
    condition: runs.postIf,
    frame,
    run: (log, signal) => runNode({ ...context, log, signal, outputs: new Map() }, action, file, inputs),
  });
};
