import type { Mapping } from "../expressions/value.ts";
import type { Origin } from "../plan/plan.ts";
import type { CancelScope } from "../schedule/cancel-scope.ts";
import type { Node } from "../template/node.ts";
import type { StepsJobSpec, WorkflowSpec } from "../template/workflow-spec.ts";
import type { Annotation, Result, RunEvent, StepReport } from "../types.ts";

/** One job, ready to run: everything that the server decides is decided. */
export interface JobRequest {
  /** Unique in the run, such as `pipeline / staging`. */
  readonly id: string;
  readonly runId: string;
  readonly spec: StepsJobSpec;
  readonly workflow: WorkflowSpec;
  readonly origin: Origin;
  readonly contexts: {
    readonly github: Mapping;
    readonly inputs: Mapping;
    readonly vars: Mapping;
    readonly secrets: Readonly<Record<string, string>>;
    readonly needs: Mapping;
    readonly matrix: Mapping | null;
    readonly strategy: Mapping;
  };
  /** ACTIONS_… variables of the services beside the API. */
  readonly services: Readonly<Record<string, string>>;
  readonly environmentName: string | undefined;
  readonly environmentUrl: Node | undefined;
  readonly checkRunId: number;
  readonly scope: CancelScope;
  /** Aborted when the machine under the job is gone: nothing more runs, not even post steps. */
  readonly lost: AbortSignal;
  readonly emit: (event: RunEvent) => void;
}

export interface JobExecution {
  readonly result: Exclude<Result, "skipped">;
  readonly outputs: Readonly<Record<string, string>>;
  readonly url: string | undefined;
  readonly steps: readonly StepReport[];
  readonly annotations: readonly Annotation[];
}
