import type { Scope } from "../expressions/evaluate.ts";
import { hashFiles } from "../expressions/hash-files.ts";
import type { Mapping, Value } from "../expressions/value.ts";
import type { Masker } from "../log/masker.ts";
import type { StepLog } from "../log/step-log.ts";
import type { Origin } from "../plan/plan.ts";
import type { StepSpec } from "../template/workflow-spec.ts";
import type { Result, StepReport } from "../types.ts";
import type { JobRequest } from "./request.ts";
import type { Services } from "./services.ts";

export interface Folders {
  readonly workspace: string;
  readonly temp: string;
  readonly home: string;
  readonly tools: string;
}

/** Something to do after the last step, the newest first. */
export interface PostStep {
  readonly id: string;
  readonly name: string;
  readonly condition: string;
  readonly frame: Frame;
  readonly run: (log: StepLog, signal: AbortSignal) => Promise<boolean>;
}

/** A running job. */
export interface JobState {
  readonly request: JobRequest;
  readonly services: Services;
  readonly folders: Folders;
  readonly masker: Masker;
  /** Environment of every step: the workflow's, the job's, and what steps added. */
  readonly env: Map<string, string>;
  /** The last one comes first in PATH. */
  readonly path: string[];
  readonly states: Map<string, Map<string, string>>;
  readonly posts: PostStep[];
  readonly reports: StepReport[];
  readonly warned: Set<string>;
  readonly echo: { on: boolean };
  readonly mark: string;
  readonly kill: AbortController;
  status: Exclude<Result, "skipped">;
  firstProcess: number | undefined;
  /** Here so that a composite action can perform its steps. */
  readonly performStep: (
    job: JobState,
    frame: Frame,
    key: string,
    spec: StepSpec,
    log: StepLog,
    outer: AbortSignal,
  ) => Promise<StepEnd>;
}

export interface StepEnd {
  readonly outcome: Result;
  readonly conclusion: Result;
  readonly outputs: Readonly<Record<string, string>>;
}

/** Where steps stand: in the job itself or in a composite action. */
export interface Frame {
  /** Tells the steps of one frame from those of another. */
  readonly key: string;
  readonly origin: Origin;
  readonly inputs: Mapping;
  /** Outputs, outcome and conclusion of the steps with an id. */
  readonly steps: Record<string, Mapping>;
  /** Environment that the composite's own step was given. */
  readonly env: Readonly<Record<string, string>>;
  /** More of the `github` context, such as `action_path`. */
  readonly github: Mapping;
  readonly isComposite: boolean;
  readonly status: () => Result;
}

/** What expressions of a step can see. */
export const stepScope = (
  job: JobState,
  frame: Frame,
  env: Readonly<Record<string, string>>,
  github: Mapping = {},
): Scope => {
  const { contexts } = job.request;
  const all: Record<string, Value | (() => Value)> = {
    github: () => ({ ...contexts.github, ...frame.github, ...github }),
    env: () => ({ ...Object.fromEntries(job.env), ...frame.env, ...env }),
    inputs: frame.inputs,
    steps: frame.steps,
    job: () => jobContext(job),
    runner: () => runnerContext(job),
    strategy: contexts.strategy,
    matrix: contexts.matrix,
    needs: contexts.needs,
  };
  return {
    contexts: frame.isComposite ? all : { ...all, vars: contexts.vars, secrets: contexts.secrets },
    functions: {
      always: () => true,
      cancelled: () => job.status === "cancelled",
      success: () => frame.status() === "success",
      failure: () => frame.status() === "failure",
      hashfiles: (...patterns) => hashFiles(job.folders.workspace, patterns),
    },
  };
};

const jobContext = ({ request, status }: JobState): Mapping => ({
  status,
  check_run_id: request.checkRunId,
  workflow_ref: `${request.origin.repository}/${request.origin.path}@${request.origin.ref}`,
  workflow_sha: request.origin.sha,
  workflow_repository: request.origin.repository,
  workflow_file_path: request.origin.path,
});

const systems: Readonly<Record<string, string>> = { linux: "Linux", darwin: "macOS", win32: "Windows" };
const architectures: Readonly<Record<string, string>> = { x64: "X64", arm64: "ARM64", ia32: "X86", arm: "ARM" };

export const runnerContext = ({ folders, services }: JobState): Mapping => ({
  os: systems[process.platform] ?? "Linux",
  arch: architectures[process.arch] ?? "X64",
  name: "local-runner",
  environment: "github-hosted",
  temp: folders.temp,
  tool_cache: folders.tools,
  workspace: folders.workspace.replace(/\/[^/]*$/, ""),
  ...(services.debug ? { debug: "1" } : {}),
});
