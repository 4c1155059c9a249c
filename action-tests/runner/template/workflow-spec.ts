import type { Node } from "./node.ts";

/** A workflow file as the runner needs it. Expressions are still expressions. */
export interface WorkflowSpec {
  readonly name: string | undefined;
  readonly triggers: Triggers;
  readonly env: Node | undefined;
  readonly permissions: PermissionsSpec | undefined;
  readonly concurrency: Node | undefined;
  readonly defaults: Node | undefined;
  readonly jobs: readonly JobSpec[];
}

/** `all` for read-all and write-all; an empty record for `permissions: {}`. */
export type PermissionsSpec = { readonly all: "read" | "write" } | { readonly each: Readonly<Record<string, Access>> };
export type Access = "none" | "read" | "write";

export interface InputSpec {
  readonly type: "string" | "boolean" | "number" | "choice" | "environment";
  readonly required: boolean;
  readonly default: Node | undefined;
  readonly options: readonly string[];
}

export interface Triggers {
  /** Filters of an event by their key, such as `branches`; the event's key is there even without any. */
  readonly events: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly dispatchInputs: Readonly<Record<string, InputSpec>>;
  readonly callInputs: Readonly<Record<string, InputSpec>>;
  readonly callSecrets: Readonly<Record<string, { readonly required: boolean }>>;
  readonly callOutputs: Readonly<Record<string, Node>>;
}

interface JobBase {
  readonly id: string;
  readonly name: Node | undefined;
  readonly needs: readonly string[];
  /** With a status function in it, as GitHub adds one. */
  readonly condition: string;
  readonly permissions: PermissionsSpec | undefined;
  readonly concurrency: Node | undefined;
  readonly strategy: Node | undefined;
}

export interface StepsJobSpec extends JobBase {
  readonly kind: "steps";
  readonly env: Node | undefined;
  readonly environment: Node | undefined;
  readonly defaults: Node | undefined;
  readonly outputs: Node | undefined;
  readonly timeoutMinutes: Node | undefined;
  readonly cancelTimeoutMinutes: Node | undefined;
  readonly continueOnError: Node | undefined;
  readonly runsOn: Node | undefined;
  readonly steps: readonly StepSpec[];
}

export interface CallJobSpec extends JobBase {
  readonly kind: "call";
  readonly uses: string;
  readonly with: Node | undefined;
  readonly secrets: "inherit" | Node | undefined;
}

export type JobSpec = StepsJobSpec | CallJobSpec;

export interface StepSpec {
  /** Begins with `__` where the file gives none; such a step is not in the `steps` context. */
  readonly id: string;
  readonly name: Node | undefined;
  readonly condition: string;
  readonly env: Node | undefined;
  readonly continueOnError: Node | undefined;
  readonly timeoutMinutes: Node | undefined;
  readonly action:
    | {
        readonly kind: "run";
        readonly script: Node;
        readonly shell: Node | undefined;
        readonly workingDirectory: Node | undefined;
      }
    | { readonly kind: "uses"; readonly uses: string; readonly with: Node | undefined };
}

export interface ActionSpec {
  readonly name: string;
  readonly inputs: Readonly<Record<string, { readonly default: Node | undefined; readonly deprecation?: string }>>;
  readonly outputs: Readonly<Record<string, Node | undefined>>;
  readonly runs:
    | { readonly kind: "composite"; readonly steps: readonly StepSpec[] }
    | {
        readonly kind: "node";
        readonly main: string;
        readonly pre: string | undefined;
        readonly preIf: string;
        readonly post: string | undefined;
        readonly postIf: string;
      }
    | { readonly kind: "refused"; readonly why: string };
}
