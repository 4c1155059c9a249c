import type { Mapping } from "../expressions/value.ts";
import type { Services } from "../job/services.ts";
import type { PlannedWorkflow } from "../plan/plan.ts";
import type { Host, JobReport, Repository, Result, RunEvent, Trigger } from "../types.ts";
import type { Approvals } from "./approvals.ts";
import type { CancelScope } from "./cancel-scope.ts";
import type { ConcurrencyGroups } from "./concurrency.ts";
import type { Semaphore } from "./semaphore.ts";

/** What the runs of a runner share. */
export interface Server {
  readonly host: Host;
  readonly services: Services;
  readonly groups: ConcurrencyGroups;
  readonly places: Semaphore;
  readonly enterprise: readonly string[];
  readonly memory: Map<string, RunMemory>;
}

/** What a re-run must know of the attempt before it. */
export interface RunMemory {
  readonly number: number;
  attempt: number;
  readonly legs: Map<string, { readonly end: LegEnd; readonly report: JobReport }>;
}

export interface LegEnd {
  /** As other jobs see it, after `continue-on-error`. */
  readonly result: Result;
  readonly outputs: Readonly<Record<string, string>>;
  /** Set where the workflow goes on although the job failed. */
  readonly forgiven: boolean;
  /** False for the result of an earlier attempt. */
  readonly fresh: boolean;
}

export interface RunContext {
  readonly server: Server;
  readonly trigger: Trigger;
  readonly repository: Repository;
  readonly id: string;
  readonly github: Mapping;
  readonly approvals: Approvals;
  readonly emit: (event: RunEvent) => void;
  readonly report: (report: JobReport) => void;
  /** Somebody from outside caused it: no secrets, a token that only reads. */
  readonly restricted: boolean;
  /** Aborted when the machines that run jobs now are gone; later jobs get others. */
  readonly machines: () => AbortSignal;
  readonly previous: RunMemory["legs"];
  readonly legs: RunMemory["legs"];
  /** Here so that a job can run the workflow that it calls. */
  readonly runWorkflow: (instance: Instance) => Promise<WorkflowEnd>;
}

export interface WorkflowEnd {
  readonly result: Result;
  readonly outputs: Readonly<Record<string, string>>;
  readonly fresh: boolean;
}

/** One use of a workflow: the run's own, or one that a job calls. */
export interface Instance {
  readonly run: RunContext;
  readonly plan: PlannedWorkflow;
  readonly scope: CancelScope;
  readonly inputs: Mapping;
  readonly secrets: Readonly<Record<string, string>>;
  /** Which secrets of an environment reach a job: all, those with the name of a secret it was passed, none. */
  readonly environmentSecrets: "all" | "passed" | "none";
  /** Of the calling jobs, ending in ` / `. */
  readonly prefix: { readonly id: string; readonly name: string };
  /** Concurrency groups that the callers hold. */
  readonly held: readonly string[];
}
