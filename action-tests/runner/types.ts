/** The seam between the runner and the place where its runs come from. GitHub's side of a run, nothing of the runner's. */
export interface Host {
  readonly serverUrl: string;
  readonly apiUrl: string;
  /** A token for one job with these permissions, such as { contents: "read" }. */
  readonly issueToken: (repository: string, permissions: Readonly<Record<string, "read" | "write">>) => string;
  readonly revokeToken: (token: string) => void;
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
  readonly done: Promise<RunReport>;
}

export interface LocalRunner {
  readonly start: (trigger: Trigger) => Run;
  /** Ends every process that is still there. */
  readonly close: () => Promise<void>;
}
