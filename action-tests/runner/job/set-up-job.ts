import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StepSpec } from "../template/workflow-spec.ts";
import type { Folders, Frame, JobState } from "./job-state.ts";
import { isInWorkspace, loadAction } from "./load-action.ts";

/** Composite actions may nest this deep. */
const deepest = 10;

/** Writes event.json and fetches every action that does not come from the workspace. Throws when one is not there. */
export const setUpJob = async (job: JobState, frame: Frame): Promise<void> => {
  const { github } = job.request.contexts;
  await mkdir(dirname(eventPath(job.folders)), { recursive: true });
  await writeFile(eventPath(job.folders), JSON.stringify(github["event"], null, 2));
  await fetchActions(job, frame.origin, job.request.spec.steps, 1);
};

export const eventPath = ({ temp }: Folders): string => join(temp, "_github_workflow", "event.json");

const fetchActions = async (
  job: JobState,
  origin: Frame["origin"],
  steps: readonly StepSpec[],
  depth: number,
): Promise<void> => {
  if (depth > deepest) throw new Error(`Composite action depth exceeded max depth ${deepest}`);
  for (const { action } of steps) {
    if (action.kind !== "uses" || isInWorkspace(action.uses)) continue;
    const loaded = await loadAction(job, origin, action.uses);
    if (loaded.kind === "files" && loaded.spec.runs.kind === "composite")
      await fetchActions(job, loaded.origin, loaded.spec.runs.steps, depth + 1);
  }
};
