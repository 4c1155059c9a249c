/** The seam between the runner and the place where its runs come from. GitHub's side of a run, nothing of the runner's. */
export interface Host {
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** A token for one job with these permissions, such as { contents: "read" }. */
  readonly issueToken: (repository: string, permissions: Readonly<Record<string, "read" | "write">>) => string;
  readonly revokeToken: (token: string) => void;
  /**
   * Addresses and tokens of the services beside the API: ACTIONS_RESULTS_URL, ACTIONS_RUNTIME_TOKEN and, with the
   * permission `id-token: write`, ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN. Scripts see the latter.
   */
  readonly jobServices?: (
    repository: string,
    permissions: Readonly<Record<string, "read" | "write">>,
  ) => Readonly<Record<string, string>>;
  readonly environment: (repository: string, name: string) => HostEnvironment | undefined;
  /** A job with `environment:` (and not `deployment: false`) makes a Deployment of its own, as on GitHub. */
  readonly deployment: (
    repository: string,
    deployment: { environment: string; sha: string; ref: string },
  ) => {
    readonly mark: (state: "in_progress" | "success" | "failure" | "inactive", url: string | undefined) => void;
  };
}

export interface HostEnvironment {
  /** Somebody has to approve a job before it starts. */
  readonly reviewers: readonly string[];
  readonly waitMinutes?: number;
  /** Whoever started the run cannot approve it. */
  readonly preventSelfReview?: boolean;
  readonly secrets: Readonly<Record<string, string>>;
  readonly vars: Readonly<Record<string, string>>;
}

export type Result = "success" | "failure" | "cancelled" | "skipped";

export interface Repository {
  /** Folder of a git repository (bare or not) that holds the commits. */
  readonly git: string;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  /** Permissions of GITHUB_TOKEN where a workflow says nothing. */
  readonly defaultPermissions?: "read" | "write";
  readonly defaultBranch?: string;
  /** `github.repository_id`; made from the name when absent. */
  readonly id?: number;
}

export interface Trigger {
  /** owner/name */
  readonly repository: string;
  /** Path of the workflow in the repository, at the triggering commit. */
  readonly workflow: string;
  readonly event: "push" | "pull_request" | "workflow_dispatch" | "schedule";
  readonly sha: string;
  readonly ref: string;
  readonly actor: string;
  readonly inputs?: Readonly<Record<string, string | boolean | number>>;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** Re-run of an earlier run. */
  readonly runId?: string;
  readonly attempt?: number;
}

export interface StepReport {
  readonly id: string;
  readonly name: string;
  /** Before and after continue-on-error. */
  readonly outcome: Result;
  readonly conclusion: Result;
  readonly outputs: Readonly<Record<string, string>>;
  readonly startedAt: number;
  readonly finishedAt: number;
  /** Masked, as a person would see it. */
  readonly log: readonly string[];
  readonly summary: string;
}

export interface Annotation {
  readonly level: "notice" | "warning" | "error";
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly step: string;
}

export interface JobReport {
  /** `pipeline / staging` for a job of a called workflow. */
  readonly id: string;
  readonly name: string;
  readonly result: Result;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepReport[];
  readonly annotations: readonly Annotation[];
  readonly startedAt: number;
  readonly finishedAt: number;
}

export interface RunReport {
  readonly id: string;
  readonly attempt: number;
  readonly conclusion: Result | "startup_failure";
  /** Why the run could not start, or which problems the workflow file has. */
  readonly problems: readonly string[];
  readonly jobs: readonly JobReport[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** What happens, as it happens; for live views. */
export type RunEvent =
  | {
      readonly type: "job";
      readonly job: string;
      readonly name: string;
      readonly state: "waiting" | "queued" | "running" | "done";
      readonly on?: string;
      readonly result?: Result;
      readonly at: number;
    }
  | {
      readonly type: "step";
      readonly job: string;
      readonly step: string;
      readonly state: "running" | "done";
      readonly conclusion?: Result;
      readonly at: number;
    }
  | { readonly type: "line"; readonly job: string; readonly step: string; readonly text: string; readonly at: number }
  | { readonly type: "done"; readonly conclusion: RunReport["conclusion"]; readonly at: number };

export interface Run {
  readonly id: string;
  readonly onEvent: (listener: (event: RunEvent) => void) => void;
  /** Environments that wait for a reviewer. */
  readonly pending: () => readonly string[];
  readonly approve: (environment: string, reviewer: string) => void;
  readonly reject: (environment: string, reviewer: string) => void;
  /** As the Cancel button: SIGINT, 7.5 s, SIGTERM, 2.5 s, kill; `always()` still runs. */
  readonly cancel: () => void;
  /** As when the machines under the running jobs lose power: processes are killed, no further step or post step runs. */
  readonly lose: () => void;
  readonly done: Promise<RunReport>;
}

export interface LocalRunner {
  readonly start: (trigger: Trigger) => Run;
  /** Ends every process that is still there. */
  readonly close: () => Promise<void>;
}

/** Lengths of GitHub's own waits, in milliseconds. Tests shorten them. */
export interface Timings {
  /** A minute of `timeout-minutes` and of an environment's wait timer. */
  readonly minute: number;
  /** From SIGINT to SIGTERM. */
  readonly interrupt: number;
  /** From SIGTERM to the kill of the process tree. */
  readonly terminate: number;
  /** How long something may hold the output open after a step's process has ended. */
  readonly output: number;
}

export interface RunnerOptions {
  readonly host: Host;
  /** By owner/name: where workflows, actions and checkouts come from. Nothing is ever fetched from elsewhere. */
  readonly repositories: Readonly<Record<string, Repository>>;
  /** Everything that the runner writes is below it; the caller removes it after `close`. */
  readonly folder: string;
  /** How many jobs run at once; 4 when absent. */
  readonly maxParallel?: number;
  /** More actions that the runner does itself, by `owner/name` or `owner/name/path`; a value replaces a default one. */
  readonly builtins?: Builtins;
  /** More environment for every step, such as HOME or npm's cache. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Owners that share an enterprise: only among them (and within one owner) does `secrets: inherit` hand anything on. */
  readonly enterprise?: readonly string[];
  readonly timings?: Partial<Timings>;
  /** The Node that runs actions; this process's own when absent. */
  readonly node?: string;
  /** Leaves workspaces for a look at them; they are removed after each job otherwise. */
  readonly keepWorkspaces?: boolean;
  /** As ACTIONS_STEP_DEBUG: `##[debug]` lines and RUNNER_DEBUG. */
  readonly debug?: boolean;
}

export type Builtins = Readonly<Record<string, Builtin>>;

/** An action that the runner does itself because its code cannot be fetched. Throws to fail the step. */
export type Builtin = (context: BuiltinContext) => Promise<void>;

export interface BuiltinContext {
  /** By their names in lower case; absent ones are missing. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly workspace: string;
  readonly temp: string;
  /** For what outlives the job: artifacts of the run, caches of the repository. */
  readonly storage: { readonly artifacts: string; readonly cache: string };
  readonly github: {
    readonly repository: string;
    readonly ref: string;
    readonly sha: string;
    readonly serverUrl: string;
    readonly token: string;
    readonly runId: string;
  };
  readonly node: string;
  /** Folder of the git repository `owner/name`. */
  readonly gitFolder: (repository: string) => string | undefined;
  readonly log: (line: string) => void;
  readonly warn: (message: string) => void;
  readonly setOutput: (name: string, value: string) => void;
  readonly addPath: (folder: string) => void;
  readonly mask: (value: string) => void;
  /** Runs after the job's last step; `succeeded` tells how the job stands then. */
  readonly after: (call: (succeeded: boolean) => Promise<void>) => void;
  readonly signal: AbortSignal;
}
