import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { mergeDefaultBranch } from "./auto-merge.ts";
import { read } from "./body.ts";
import { resolveRef } from "./git.ts";
import { paged } from "./paging.ts";
import { notFound, Refusal } from "./refusal.ts";
import { latestStatuses } from "./statuses.ts";
import { apiUrl, nodeId, time, userView } from "./views.ts";
import { count, type Deployment, environmentNamed, newId, type Repository, type Token, type World } from "./world.ts";

export const deploymentView = (world: World, repository: Repository, deployment: Deployment) => {
  const url = `${apiUrl(world, repository)}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId("DE", deployment.id),
    task: deployment.task,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: time(deployment.createdAt),
    updated_at: time(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: apiUrl(world, repository),
    creator: userView(world, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  };
};

export const deploymentOf = (repository: Repository, { params }: Incoming): Deployment => {
  const deployment = repository.deployments.find(({ id }) => String(id) === params["deployment"]);
  if (!deployment) throw notFound();
  return deployment;
};

const creation = z.looseObject({
  ref: z.string(),
  task: z.string().max(128).default("deploy"),
  auto_merge: z.boolean().default(true),
  required_contexts: z.array(z.string()).optional(),
  payload: z.union([z.record(z.string(), z.unknown()), z.string()]).default({}),
  environment: z.string().max(255).default("production"),
  description: z.string().max(140).nullable().default(null),
  transient_environment: z.boolean().default(false),
  production_environment: z.boolean().optional(),
});

/** Without a list of contexts all that ever reported on the commit have to be green, our own pending check included. */
const requireContexts = (
  repository: Repository,
  sha: string,
  ref: string,
  wanted: readonly string[] | undefined,
): void => {
  const states = new Map(latestStatuses(repository, sha).map(({ context, state }) => [context, state]));
  for (const { name, status, conclusion } of repository.checks.filter((check) => check.sha === sha)) {
    const good = conclusion === "success" || conclusion === "neutral" || conclusion === "skipped";
    states.set(name, status !== "completed" ? "pending" : good ? "success" : "failure");
  }
  const contexts = (wanted ?? [...states.keys()]).map((context) => ({
    context,
    state: states.get(context) ?? "pending",
  }));
  if (contexts.every(({ state }) => state === "success")) return;
  throw new Refusal(409, `Conflict: Commit status checks failed for ${ref}.`, {
    errors: [{ contexts, resource: "Deployment", field: "required_contexts", code: "invalid" }],
  });
};

export const addDeployment = (
  world: World,
  repository: Repository,
  wish: Pick<Deployment, "sha" | "ref" | "task" | "payload" | "environment" | "description" | "creator"> &
    Partial<Pick<Deployment, "transient" | "production">>,
): Deployment => {
  const now = world.now();
  const deployment: Deployment = {
    id: newId(world),
    originalEnvironment: wish.environment,
    transient: false,
    production: wish.environment === "production",
    ...wish,
    createdAt: now,
    updatedAt: now,
    statuses: [],
  };
  environmentNamed(world, repository, wish.environment);
  repository.deployments.push(deployment);
  count(world, "deployments created");
  return deployment;
};

export const createDeployment = async (
  world: World,
  request: Incoming,
  { repository, token }: { repository: Repository; token: Token },
): Promise<Reply> => {
  const wish = read("Deployment", creation, request);
  const sha = await resolveRef(repository.git, wish.ref);
  if (sha === undefined) throw new Refusal(422, `No ref found for: ${wish.ref}`);
  if (wish.auto_merge) {
    const merged = await mergeDefaultBranch(repository, wish.ref);
    if (merged !== undefined) return { status: 202, body: { message: merged } };
  }
  requireContexts(repository, sha, wish.ref, wish.required_contexts);
  const deployment = addDeployment(world, repository, {
    sha,
    ref: wish.ref,
    task: wish.task,
    payload: wish.payload,
    environment: wish.environment,
    description: wish.description,
    creator: token.login,
    transient: wish.transient_environment,
    production: wish.production_environment ?? wish.environment === "production",
  });
  return { status: 201, body: deploymentView(world, repository, deployment) };
};

/** Newest first. `ref` and `sha` are compared as they were given. */
export const listDeployments = (world: World, request: Incoming, { repository }: { repository: Repository }): Reply => {
  const wanted = (name: string, value: string): boolean => {
    const asked = request.query.get(name);
    return asked === null || asked === "" || asked === "none" || asked === value;
  };
  const found = repository.deployments
    .filter((each) => wanted("sha", each.sha) && wanted("ref", each.ref) && wanted("task", each.task))
    .filter((each) => wanted("environment", each.environment))
    .toReversed();
  return paged(
    world.url,
    request,
    found.map((each) => deploymentView(world, repository, each)),
  );
};

const active = ({ statuses }: Deployment): boolean => {
  const last = statuses.at(-1)?.state;
  return last !== undefined && last !== "inactive" && last !== "failure" && last !== "error";
};

export const deleteDeployment = (_: World, request: Incoming, { repository }: { repository: Repository }): Reply => {
  const deployment = deploymentOf(repository, request);
  if (repository.deployments.length > 1 && active(deployment))
    throw new Refusal(
      422,
      "We cannot delete an active deployment unless it is the only deployment in a given environment.",
    );
  repository.deployments.splice(repository.deployments.indexOf(deployment), 1);
  return { status: 204 };
};
