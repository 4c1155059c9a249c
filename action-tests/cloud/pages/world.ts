/** One artifact, as the service that keeps them knows it. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** What was put in parts, by block id, and the whole once it is there. */
  readonly blocks: Map<string, Buffer>;
  content: Buffer | undefined;
  finished: boolean;
  hash: string | undefined;
}

export type FinalStatus =
  | "succeed"
  | "deployment_failed"
  | "deployment_lost"
  | "deployment_content_failed"
  | "deployment_cancelled"
  /** Never ends by itself. */
  | "stuck"
  /** Says once that an attempt went wrong, then succeeds. */
  | "attempt-error";

export interface Deployment {
  /** The build's version is its id. */
  readonly version: string;
  readonly artifact: number;
  readonly at: number;
  readonly ending: FinalStatus;
  cancelled: boolean;
  /** When the API could first say `succeed`, in milliseconds of the emulator's clock; set by then. */
  readonly overAt: number;
}

export interface PagesOptions {
  /** `acme/shop` when absent. */
  readonly repository?: string;
  /** Of GITHUB_TOKEN; one is made when absent. Any other is refused. */
  readonly token?: string;
  /** Milliseconds from a deployment's creation to its end. */
  readonly duration?: number;
  /** Milliseconds after its creation in which the API does not know a deployment. */
  readonly unknownFor?: number;
  /** How deployments end, in order; `succeed` once the list is used up. */
  readonly endings?: readonly FinalStatus[];
  /** Milliseconds after which a proof of identity is refused. */
  readonly identityLife?: number;
  /** Answers without the deployment's id: `status-url` has it in the address, `nothing` nowhere. */
  readonly omitId?: "status-url" | "nothing";
  /** Pages is switched off. */
  readonly off?: boolean;
  /** GitHub's own API, for everything that is not Pages. */
  readonly upstream?: string;
  readonly now?: () => number;
  readonly port?: number;
}

export interface World {
  readonly options: PagesOptions;
  readonly repository: string;
  readonly token: string;
  readonly runtimeToken: string;
  readonly requestToken: string;
  readonly now: () => number;
  readonly artifacts: Artifact[];
  readonly deployments: Deployment[];
  /** Proofs of identity, by when they were issued; each is good for one deployment. */
  readonly identities: Map<string, number>;
  readonly endings: FinalStatus[];
  readonly effects: Record<string, number>;
  url: string;
}

export const count = (world: World, what: string): void => {
  world.effects[what] = (world.effects[what] ?? 0) + 1;
};

const STEPS = [
  "deployment_in_progress",
  "syncing_files",
  "finished_file_sync",
  "updating_pages",
  "purging_cdn",
] as const;

/** What the API says of a deployment now; undefined while it does not know it. */
export const statusOf = (world: World, deployment: Deployment): string | undefined => {
  if (deployment.cancelled) return "deployment_cancelled";
  const age = world.now() - deployment.at;
  if (age < (world.options.unknownFor ?? 0)) return undefined;
  const whole = Math.max(1, deployment.overAt - deployment.at);
  const step = STEPS[Math.min(STEPS.length - 1, Math.floor((age / whole) * STEPS.length))] ?? "deployment_in_progress";
  if (deployment.ending === "stuck") return "syncing_files";
  if (world.now() >= deployment.overAt) return deployment.ending === "attempt-error" ? "succeed" : deployment.ending;
  return deployment.ending === "attempt-error" && age > whole / 2 ? "deployment_attempt_error" : step;
};

export const isOver = (status: string | undefined): boolean =>
  status === "succeed" || (status?.startsWith("deployment_") === true && !/in_progress|attempt_error/.test(status));

/** The deployment that visitors see. */
export const liveDeployment = (world: World): Deployment | undefined =>
  world.deployments.findLast((deployment) => statusOf(world, deployment) === "succeed");
