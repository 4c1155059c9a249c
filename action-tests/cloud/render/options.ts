import type { ServiceType } from "./types.ts";

/** Milliseconds. In brackets what Render documents; the defaults are fast enough for tests. */
export interface Timings {
  /** Between two probes of one instance. */
  readonly healthInterval: number;
  /** One probe (5 s). */
  readonly probeTimeout: number;
  /** Until a new instance has to be healthy, and a port open (15 min). */
  readonly healthDeadline: number;
  /** How long a process without a port has to live to count as started. */
  readonly grace: number;
  /** A running instance that fails for so long gets no more requests (15 s) … */
  readonly evictAfter: number;
  /** … and for so long is started anew (60 s). */
  readonly restartAfter: number;
  /** From the switch to SIGTERM of the old instance (60 s). */
  readonly terminateAfter: number;
  /** One second of `maxShutdownDelaySeconds`, from SIGTERM to SIGKILL. */
  readonly shutdownSecond: number;
  /** A build takes at least so long, so that something can be seen to happen. */
  readonly buildMin: number;
  /** A deploy is not listed before this time has passed. */
  readonly listLag: number;
}

export const defaultTimings: Timings = {
  healthInterval: 25,
  probeTimeout: 2000,
  healthDeadline: 10_000,
  grace: 150,
  evictAfter: 300,
  restartAfter: 1500,
  terminateAfter: 150,
  shutdownSecond: 50,
  buildMin: 0,
  listLag: 0,
};

/** Requests per minute; `window` is that minute in milliseconds. */
export interface Limits {
  readonly get: number;
  readonly write: number;
  readonly service: number;
  readonly logs: number;
  readonly window: number;
  /** Milliseconds on any clock. */
  readonly now: () => number;
}

export const defaultLimits: Limits = {
  get: 400,
  write: 30,
  service: 10,
  logs: 30,
  window: 60_000,
  now: () => performance.now(),
};

export interface RepositoryOptions {
  /** Folder of a git repository, bare or not. */
  readonly git: string;
  /** Folder that is linked in as `node_modules` of every checkout: there is no network to install from. */
  readonly nodeModules?: string;
}

export interface ServiceOptions {
  readonly name: string;
  readonly type?: ServiceType;
  /** `srv-` or `crn-` and 20 letters or digits; made up when absent. */
  readonly id?: string;
  /** owner/name, for a service that is built from git. */
  readonly repository?: string;
  readonly branch?: string;
  readonly rootDir?: string;
  /** `host/name:tag`, for a service that is made from an image. */
  readonly image?: string;
  readonly autoDeploy?: "commit" | "off" | "checksPass";
  /** For an image: what its own build ran. */
  readonly buildCommand?: string;
  readonly preDeployCommand?: string;
  readonly startCommand?: string;
  readonly healthCheckPath?: string;
  /** Folder that a static site serves. */
  readonly publishPath?: string;
  readonly schedule?: string;
  readonly instances?: number;
  readonly plan?: string;
  readonly shutdownSeconds?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly secretFiles?: Readonly<Record<string, string>>;
  /** Commit, or image reference, that is live before the emulator says it is ready. */
  readonly initial?: string;
  /** Stable public port; free-chosen when absent. */
  readonly port?: number;
}

/** What is inside an image: a commit of a repository, and the variables that were baked in. */
/** What stands for an image that nobody has built: a commit of a repository. */
interface CommittedContent {
  readonly repository: string;
  readonly commit: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** An image that is really there. */
interface UnpackedContent {
  /** Pulls it into the folder, which exists; answers the command that runs it, for a shell in that folder. */
  readonly unpack: (folder: string) => Promise<string>;
  readonly env?: Readonly<Record<string, string>>;
}

export type ImageContent = CommittedContent | UnpackedContent;

export interface ImageOptions {
  /** `host/name:tag` → `sha256:…`; tags can be moved later. */
  readonly tags: Readonly<Record<string, string>>;
  readonly content: (digest: string, ref: string) => ImageContent | undefined;
}

export interface RenderOptions {
  /** By owner/name. */
  readonly repositories?: Readonly<Record<string, RepositoryOptions>>;
  readonly services: readonly ServiceOptions[];
  readonly images?: ImageOptions;
  readonly overlap?: "wait" | "override";
  readonly timings?: Partial<Timings>;
  /** Whether `POST deploys` answers 202 without a body. Default: when the deploy has to wait for another one. */
  readonly answer202?: boolean | ((request: { readonly service: string; readonly queued: boolean }) => boolean);
  /** How many builds that were live are kept per service. */
  readonly retention?: number;
  /** `false`: nobody is ever limited. */
  readonly limits?: Partial<Limits> | false;
  readonly apiKeys?: readonly string[];
  /** Port of the API; free-chosen when absent. */
  readonly port?: number;
}
