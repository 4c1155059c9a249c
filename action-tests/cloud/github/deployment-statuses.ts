import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { read } from "./body.ts";
import { deploymentOf } from "./deployments.ts";
import { paged } from "./paging.ts";
import { notFound } from "./refusal.ts";
import { apiUrl, nodeId, time, userView } from "./views.ts";
import {
  count,
  type Deployment,
  type DeploymentStatus,
  environmentNamed,
  newId,
  type Repository,
  type World,
} from "./world.ts";

const address = z.union([z.literal(""), z.url()]);

const creation = z.looseObject({
  state: z.enum(["error", "failure", "inactive", "in_progress", "queued", "pending", "success"]),
  target_url: address.default(""),
  log_url: address.default(""),
  environment_url: address.default(""),
  description: z.string().max(140).default(""),
  environment: z.string().max(255).optional(),
  auto_inactive: z.boolean().default(true),
});

const view = (world: World, repository: Repository, deployment: Deployment, status: DeploymentStatus) => {
  const url = `${apiUrl(world, repository)}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId("DES", status.id),
    state: status.state,
    creator: userView(world, deployment.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.targetUrl,
    created_at: time(status.createdAt),
    updated_at: time(status.createdAt),
    deployment_url: url,
    repository_url: apiUrl(world, repository),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: null,
  };
};

type NewStatus = Omit<DeploymentStatus, "id" | "createdAt" | "environment">;

const add = (world: World, deployment: Deployment, status: NewStatus): DeploymentStatus => {
  const added = { ...status, id: newId(world), createdAt: world.now(), environment: deployment.environment };
  deployment.statuses.push(added);
  deployment.updatedAt = added.createdAt;
  return added;
};

/** A success makes what it replaces inactive: earlier successes there, but for transient and production ones. */
const deactivateOthers = (world: World, repository: Repository, deployment: Deployment): void => {
  for (const other of repository.deployments) {
    if (other === deployment || other.environment !== deployment.environment || other.id > deployment.id) continue;
    if (other.transient || other.production || other.statuses.at(-1)?.state !== "success") continue;
    add(world, other, { state: "inactive", description: "", environmentUrl: "", logUrl: "", targetUrl: "" });
  }
};

/** Adds a status with all that follows from it. */
export const setState = (
  world: World,
  repository: Repository,
  deployment: Deployment,
  status: NewStatus,
  autoInactive: boolean,
): DeploymentStatus => {
  const added = add(world, deployment, status);
  count(world, "deployment statuses created");
  if (status.state === "success" && autoInactive) deactivateOthers(world, repository, deployment);
  return added;
};

export const createStatus = (world: World, request: Incoming, { repository }: { repository: Repository }): Reply => {
  const deployment = deploymentOf(repository, request);
  const wish = read("DeploymentStatus", creation, request);
  if (wish.environment !== undefined) {
    deployment.environment = wish.environment;
    environmentNamed(world, repository, wish.environment);
  }
  const logUrl = wish.log_url === "" ? wish.target_url : wish.log_url;
  const status = setState(
    world,
    repository,
    deployment,
    {
      state: wish.state,
      description: wish.description,
      environmentUrl: wish.environment_url,
      logUrl,
      targetUrl: logUrl,
    },
    wish.auto_inactive,
  );
  return { status: 201, body: view(world, repository, deployment, status) };
};

/** Newest first. */
export const listStatuses = (world: World, request: Incoming, { repository }: { repository: Repository }): Reply => {
  const deployment = deploymentOf(repository, request);
  const views = deployment.statuses.toReversed().map((status) => view(world, repository, deployment, status));
  return paged(world.url, request, views);
};

export const getStatus = (world: World, request: Incoming, { repository }: { repository: Repository }): Reply => {
  const deployment = deploymentOf(repository, request);
  const status = deployment.statuses.find(({ id }) => String(id) === request.params["status"]);
  if (!status) throw notFound();
  return { status: 200, body: view(world, repository, deployment, status) };
};
