import type { CallJobSpec, StepsJobSpec, WorkflowSpec } from "../template/workflow-spec.ts";
import type { Permissions } from "./permissions.ts";

/** The file that a workflow or an action was read from. */
export interface Origin {
  /** owner/name */
  readonly repository: string;
  readonly sha: string;
  /** `refs/heads/main`, or the sha itself. */
  readonly ref: string;
  readonly path: string;
}

/** A workflow with every workflow that it calls, all of them read and checked before anything runs. */
export interface PlannedWorkflow {
  readonly origin: Origin;
  readonly spec: WorkflowSpec;
  readonly jobs: readonly PlannedJob[];
}

export interface PlannedSteps {
  readonly spec: StepsJobSpec;
  readonly permissions: Permissions;
}
export interface PlannedCall {
  readonly spec: CallJobSpec;
  readonly called: PlannedWorkflow;
}
export type PlannedJob = PlannedSteps | PlannedCall;

export const workflowRef = ({ repository, path, ref }: Origin): string => `${repository}/${path}@${ref}`;
