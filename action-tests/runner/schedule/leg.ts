import type { Scope } from "../expressions/evaluate.ts";
import { resolve, resolveText } from "../expressions/resolve.ts";
import { truthy, type Mapping, type Value } from "../expressions/value.ts";
import type { PlannedJob } from "../plan/plan.ts";
import type { Result } from "../types.ts";
import type { CancelScope } from "./cancel-scope.ts";
import type { LegEnd } from "./run-context.ts";
import type { Semaphore } from "./semaphore.ts";

/** One combination of a job's matrix, or the job itself. */
export interface Leg {
  readonly scope: CancelScope;
  /** Of `max-parallel`. */
  readonly turns: Semaphore;
  /** Something it needs was run anew in this attempt. */
  readonly dirty: boolean;
  readonly matrix: Mapping | null;
  readonly contexts: Readonly<Record<string, Value>>;
}

/** A leg with its names and what its expressions see. */
export interface NamedLeg extends Leg {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly expressions: Scope;
  readonly state: (state: "waiting" | "queued" | "running", on?: string) => void;
}

/** The name of a job as far as it can be told; its id where it cannot. */
export const displayName = ({ spec }: PlannedJob, scope: Scope): string => {
  try {
    return resolveText(spec.name, scope) || spec.id;
  } catch {
    return spec.id;
  }
};

/** The result that other jobs see: `continue-on-error` turns a failure into a success. */
export const forgive = (job: PlannedJob, result: Result, scope: Scope): Pick<LegEnd, "result" | "forgiven"> => {
  const lenient =
    result === "failure" &&
    job.spec.kind === "steps" &&
    job.spec.continueOnError !== undefined &&
    truthy(resolve(job.spec.continueOnError, scope));
  return { result: lenient ? "success" : result, forgiven: lenient };
};
