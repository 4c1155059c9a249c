import type { Front } from "./front.ts";
import type { Pool } from "./pool.ts";

export type ServiceType = "web" | "private" | "worker" | "cron" | "static";
export type Trigger =
  | "api"
  | "deploy_hook"
  | "manual"
  | "new_commit"
  | "rollback"
  | "service_resumed"
  | "service_updated"
  | "deployed_by_render";
export type Status =
  | "queued"
  | "build_in_progress"
  | "pre_deploy_in_progress"
  | "update_in_progress"
  | "live"
  | "deactivated"
  | "build_failed"
  | "pre_deploy_failed"
  | "update_failed"
  | "canceled";

/** What a deploy takes along and a rollback brings back. */
export interface Config {
  readonly buildCommand: string;
  readonly preDeployCommand: string;
  readonly startCommand: string;
  readonly healthCheckPath: string;
  readonly publishPath: string;
  readonly instances: number;
  readonly env: Readonly<Record<string, string>>;
  readonly secretFiles: Readonly<Record<string, string>>;
}

export interface Commit {
  readonly id: string;
  readonly message: string;
  readonly createdAt: string;
}

export interface Image {
  readonly ref: string;
  readonly digest: string;
}

/** Why something ended, in the words of the vendor's events. */
export interface Reason {
  readonly buildFailed?: { readonly id: string };
  readonly newBuild?: { readonly id: string };
  readonly newDeploy?: { readonly id: string };
  readonly failure?: {
    readonly evicted: boolean;
    readonly nonZeroExit?: number;
    readonly earlyExit?: boolean;
    readonly timedOutSeconds?: number;
    readonly unhealthy?: string;
  };
}

/** Times are microseconds since the epoch. */
export interface Deploy {
  readonly id: string;
  readonly commit: Commit | undefined;
  readonly image: Image | undefined;
  readonly trigger: Trigger;
  readonly config: Config;
  readonly createdAt: number;
  readonly abort: AbortController;
  readonly clearCache: boolean;
  /** The deploy whose build is used again. */
  readonly from: Deploy | undefined;
  status: Status;
  startedAt?: number;
  updatedAt: number;
  finishedAt?: number;
  /** Folder of the build, while it is retained. */
  artifact?: string;
  /** What an image says that runs it, instead of the service's own start command. */
  command?: string;
  /** Whether it ever was live. */
  tookEffect: boolean;
}

/** A service as it is set now; `live` is what serves. */
export interface Service {
  readonly id: string;
  readonly type: ServiceType;
  readonly repository: string | undefined;
  readonly rootDir: string;
  readonly plan: string;
  readonly schedule: string;
  readonly parent: { readonly id: string; readonly name: string } | undefined;
  readonly shutdownSeconds: number;
  readonly createdAt: number;
  readonly hookKey: string;
  readonly front: Front | undefined;
  readonly pool: Pool;
  name: string;
  branch: string;
  image: string | undefined;
  autoDeploy: "commit" | "off" | "checksPass";
  config: Config;
  suspended: boolean;
  updatedAt: number;
  /** In the order of their making. */
  readonly deploys: Deploy[];
  live: Deploy | undefined;
  running: Deploy | undefined;
  readonly queue: Deploy[];
  readonly runs: Run[];
}

/** One run of a cron job, or a one-off job. */
export interface Run {
  readonly id: string;
  readonly kind: "cron" | "job";
  readonly command: string;
  readonly createdAt: number;
  readonly abort: AbortController;
  status: "running" | "successful" | "unsuccessful" | "canceled";
  finishedAt?: number;
}
