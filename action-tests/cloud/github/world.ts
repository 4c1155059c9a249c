import type { Run, Trigger } from "../../runner/types.ts";
import type { GithubOptions } from "./options.ts";
import type { SarifUpload, SupplyOptions } from "./supply.ts";

export type Level = "read" | "write";
export type Permissions = Readonly<Record<string, Level>>;

export interface DeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly targetUrl: string;
  readonly createdAt: Date;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: unknown;
  readonly originalEnvironment: string;
  environment: string;
  readonly description: string | null;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: string;
  readonly createdAt: Date;
  updatedAt: Date;
  /** Oldest first. */
  readonly statuses: DeploymentStatus[];
}

export interface Environment {
  readonly id: number;
  readonly name: string;
  reviewers: readonly string[];
  waitMinutes: number;
  preventSelfReview: boolean;
  branchPolicy: { readonly protected_branches: boolean; readonly custom_branch_policies: boolean } | null;
  secrets: Readonly<Record<string, string>>;
  vars: Readonly<Record<string, string>>;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  body: string;
  readonly author: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Pull {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly head: string;
  readonly base: string;
  readonly labels: readonly string[];
  readonly draft: boolean;
  state: "open" | "closed";
  mergedAt: Date | undefined;
  readonly createdAt: Date;
}

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: string;
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: string;
  readonly createdAt: Date;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly sha: string;
  status: string;
  conclusion: string | null;
  output: Readonly<Record<string, unknown>>;
  detailsUrl: string | null;
  externalId: string;
  readonly startedAt: Date;
  completedAt: Date | null;
}

export interface JobState {
  readonly id: number;
  readonly name: string;
  status: "queued" | "in_progress" | "completed" | "waiting";
  conclusion: string | null;
  startedAt: Date;
  completedAt: Date | null;
}

export interface WorkflowRun {
  readonly id: number;
  readonly number: number;
  readonly attempt: number;
  readonly trigger: Trigger;
  readonly run: Run;
  status: "queued" | "in_progress" | "completed" | "waiting";
  conclusion: string | null;
  readonly jobs: Map<string, JobState>;
  readonly approvals: { environment: string; state: "approved" | "rejected"; user: string; comment: string }[];
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly git: string;
  readonly defaultBranch: string;
  readonly private: boolean;
  readonly environments: Map<string, Environment>;
  readonly deployments: Deployment[];
  readonly comments: Comment[];
  readonly pulls: Pull[];
  readonly statuses: CommitStatus[];
  readonly checks: CheckRun[];
  readonly runs: WorkflowRun[];
  /** May change under the eyes of who depends on it. */
  supply: SupplyOptions;
  readonly sarifs: SarifUpload[];
  readonly createdAt: Date;
  nextNumber: number;
}

export interface Token {
  readonly repository: string;
  readonly permissions: Permissions;
  /** Whose name stands beside what is done with it. */
  readonly login: string;
}

export interface World {
  readonly options: GithubOptions;
  /** Address of the API; set once the server listens. */
  url: string;
  /** By `owner/name` in lower case, as GitHub compares. */
  readonly repositories: Map<string, Repository>;
  readonly tokens: Map<string, Token>;
  readonly users: Map<string, number>;
  readonly effects: Record<string, number>;
  readonly now: () => Date;
  nextId: number;
}

export const newId = (world: World): number => {
  world.nextId += 1;
  return world.nextId;
};

export const count = (world: World, effect: string): void => {
  world.effects[effect] = (world.effects[effect] ?? 0) + 1;
};

export const userId = (world: World, login: string): number => {
  const known = world.users.get(login);
  if (known !== undefined) return known;
  const id = newId(world);
  world.users.set(login, id);
  return id;
};

/** Environments are created by being named, as GitHub does when a job names one. */
export const environmentNamed = (world: World, repository: Repository, name: string): Environment => {
  const known = repository.environments.get(name.toLowerCase());
  if (known) return known;
  const now = world.now();
  const environment: Environment = {
    id: newId(world),
    name,
    reviewers: [],
    waitMinutes: 0,
    preventSelfReview: false,
    branchPolicy: null,
    secrets: {},
    vars: {},
    createdAt: now,
    updatedAt: now,
  };
  repository.environments.set(name.toLowerCase(), environment);
  return environment;
};
