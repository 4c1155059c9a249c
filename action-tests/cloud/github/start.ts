import type { Host, HostEnvironment, Run, Trigger } from "../../runner/types.ts";
import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";
import { githubContract } from "./contract.ts";
import { dump } from "./dump.ts";
import { githubHost, repositoryNamed } from "./host.ts";
import { door } from "./limits.ts";
import type { GithubOptions, RepositoryOptions } from "./options.ts";
import { githubRoutes } from "./routes.ts";
import { attachRun } from "./runs.ts";
import { type SmartHttp, startSmartHttp } from "./smart-http.ts";
import type { SarifUpload, SupplyOptions } from "./supply.ts";
import { issueToken } from "./tokens.ts";
import {
  type Deployment,
  environmentNamed,
  newId,
  type Permissions,
  type Pull,
  type Repository,
  userId,
  type World,
} from "./world.ts";

export interface NewPull {
  readonly head: string;
  readonly base?: string;
  readonly title?: string;
  readonly body?: string;
  readonly author?: string;
  readonly labels?: readonly string[];
  readonly draft?: boolean;
}

export interface GithubEmulator extends Emulator {
  /** GitHub's side of runs, for the local runner. */
  readonly host: Host;
  /** A token as a job has it, or as a person with `login` has it. */
  readonly issueToken: (repository: string, permissions: Permissions, login?: string) => string;
  readonly setEnvironment: (repository: string, name: string, rules: Partial<HostEnvironment>) => void;
  /** Answers the number. Its commits are those of the branch, whenever it is looked at. */
  readonly openPull: (repository: string, pull: NewPull) => number;
  readonly closePull: (repository: string, number: number, how?: { readonly merged: boolean }) => void;
  /** Shows a run of the local runner under /actions/runs, with what waits for a review. Answers its id there. */
  readonly attachRun: (repository: string, trigger: Trigger, run: Run) => number;
  /** Id of a user, such as reviewers are named by. */
  readonly userId: (login: string) => number;
  /** Oldest first. */
  readonly deployments: (repository: string) => readonly Deployment[];
  /** The same repositories for git itself. Whoever starts it closes it. */
  readonly serveGit: () => Promise<SmartHttp>;
  /** What happens to an action under the eyes of those who use it, or to a setting. */
  readonly setSupply: (repository: string, supply: SupplyOptions) => void;
  /** Oldest first. */
  readonly sarifs: (repository: string) => readonly SarifUpload[];
  /** How often something was done, such as `deployments created`. */
  readonly effects: () => Readonly<Record<string, number>>;
}

const setEnvironment = (
  world: World,
  repository: Repository,
  name: string,
  { reviewers, waitMinutes, secrets, vars }: Partial<HostEnvironment>,
): void => {
  const environment = environmentNamed(world, repository, name);
  environment.reviewers = reviewers ?? environment.reviewers;
  environment.waitMinutes = waitMinutes ?? environment.waitMinutes;
  environment.secrets = secrets ?? environment.secrets;
  environment.vars = vars ?? environment.vars;
  for (const login of environment.reviewers) userId(world, login);
};

const addRepository = (world: World, fullName: string, options: RepositoryOptions): void => {
  const [owner = "", name = ""] = fullName.split("/");
  const repository: Repository = {
    id: newId(world),
    owner,
    name,
    git: options.git,
    defaultBranch: options.defaultBranch ?? "main",
    private: options.private ?? true,
    environments: new Map(),
    deployments: [],
    comments: [],
    pulls: [],
    statuses: [],
    checks: [],
    runs: [],
    supply: options.supply ?? {},
    sarifs: [],
    createdAt: world.now(),
    nextNumber: 1,
  };
  world.repositories.set(fullName.toLowerCase(), repository);
  for (const [environment, rules] of Object.entries(options.environments ?? {}))
    setEnvironment(world, repository, environment, rules);
};

const openPull = (world: World, repository: Repository, wish: NewPull): number => {
  const number = repository.nextNumber;
  repository.nextNumber += 1;
  const pull: Pull = {
    id: newId(world),
    number,
    title: wish.title ?? wish.head,
    body: wish.body ?? "",
    author: wish.author ?? "octocat",
    head: wish.head,
    base: wish.base ?? repository.defaultBranch,
    labels: wish.labels ?? [],
    draft: wish.draft ?? false,
    state: "open",
    mergedAt: undefined,
    createdAt: world.now(),
  };
  repository.pulls.push(pull);
  return number;
};

const closePull = (world: World, repository: Repository, number: number, merged: boolean): void => {
  const pull = repository.pulls.find((each) => each.number === number);
  if (!pull) throw new Error(`no pull request ${number}`);
  pull.state = "closed";
  if (merged) pull.mergedAt = world.now();
};

/** GitHub's REST API on loopback, over real git repositories. */
export const startGithub = async (options: GithubOptions): Promise<GithubEmulator> => {
  const world: World = {
    options,
    url: "",
    repositories: new Map(),
    tokens: new Map(),
    users: new Map(),
    effects: {},
    now: options.now ?? (() => new Date()),
    nextId: 1000,
  };
  for (const [name, repository] of Object.entries(options.repositories)) addRepository(world, name, repository);
  const server = await startServer({
    routes: githubRoutes(world),
    contract: githubContract(),
    ...door(world),
    notFound: () => ({ status: 404, body: { message: "Not Found", status: "404" } }),
    port: options.port,
  });
  world.url = server.url;
  const named = (name: string): Repository => repositoryNamed(world, name);
  return {
    ...server,
    host: githubHost(world),
    issueToken: (repository, permissions, login) => issueToken(world, repository, permissions, login),
    setEnvironment: (repository, name, rules) => setEnvironment(world, named(repository), name, rules),
    openPull: (repository, pull) => openPull(world, named(repository), pull),
    closePull: (repository, number, { merged } = { merged: false }) =>
      closePull(world, named(repository), number, merged),
    attachRun: (repository, trigger, run) => attachRun(world, named(repository), trigger, run),
    userId: (login) => userId(world, login),
    deployments: (repository) => named(repository).deployments,
    setSupply: (repository, supply) => {
      named(repository).supply = supply;
    },
    sarifs: (repository) => named(repository).sarifs,
    serveGit: () => startSmartHttp(world),
    effects: () => ({ ...world.effects }),
    dump: () => dump(world),
  };
};
