import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { read } from "./body.ts";
import { paged } from "./paging.ts";
import { invalid, notFound } from "./refusal.ts";
import { apiUrl, htmlUrl, nodeId, time, userView } from "./views.ts";
import { type Environment, environmentNamed, type Repository, type World } from "./world.ts";

interface Here {
  readonly repository: Repository;
}

export const environmentLinks = (world: World, repository: Repository, environment: Environment) => ({
  id: environment.id,
  node_id: nodeId("EN", environment.id),
  name: environment.name,
  url: `${apiUrl(world, repository)}/environments/${encodeURIComponent(environment.name)}`,
  html_url: `${htmlUrl(repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`,
});

export const reviewerViews = (world: World, { reviewers }: Environment) =>
  reviewers.map((login) => ({ type: "User", reviewer: userView(world, login) }));

const view = (world: World, repository: Repository, environment: Environment) => {
  const rule = (type: string, more: object) => ({
    id: environment.id,
    node_id: nodeId("GA", environment.id),
    type,
    ...more,
  });
  return {
    ...environmentLinks(world, repository, environment),
    created_at: time(environment.createdAt),
    updated_at: time(environment.updatedAt),
    protection_rules: [
      ...(environment.waitMinutes > 0 ? [rule("wait_timer", { wait_timer: environment.waitMinutes })] : []),
      ...(environment.reviewers.length > 0
        ? [
            rule("required_reviewers", {
              prevent_self_review: environment.preventSelfReview,
              reviewers: reviewerViews(world, environment),
            }),
          ]
        : []),
      ...(environment.branchPolicy ? [rule("branch_policy", {})] : []),
    ],
    deployment_branch_policy: environment.branchPolicy,
  };
};

const environmentOf = ({ repository }: Here, { params }: Incoming): Environment => {
  const environment = repository.environments.get((params["environment"] ?? "").toLowerCase());
  if (!environment) throw notFound();
  return environment;
};

export const listEnvironments = (world: World, request: Incoming, here: Here): Reply => {
  const all = [...here.repository.environments.values()];
  return paged(
    world.url,
    request,
    all.map((environment) => view(world, here.repository, environment)),
    (environments) => ({ total_count: all.length, environments }),
  );
};

export const getEnvironment = (world: World, request: Incoming, here: Here): Reply => ({
  status: 200,
  body: view(world, here.repository, environmentOf(here, request)),
});

const update = z
  .looseObject({
    wait_timer: z.number().int().min(0).max(43_200).default(0),
    prevent_self_review: z.boolean().default(false),
    reviewers: z
      .array(z.looseObject({ type: z.enum(["User", "Team"]), id: z.number().int() }))
      .max(6)
      .nullish(),
    deployment_branch_policy: z
      .object({ protected_branches: z.boolean(), custom_branch_policies: z.boolean() })
      .nullish(),
  })
  .nullable();

/** What the body leaves out goes back to nothing. */
export const putEnvironment = (world: World, request: Incoming, { repository }: Here): Reply => {
  const wish = read("Environment", update, request);
  const logins = new Map([...world.users].map(([login, id]) => [id, login]));
  const reviewers = (wish?.reviewers ?? []).map(({ id }) => {
    const login = logins.get(id);
    if (login === undefined) throw invalid("Environment", "reviewers", "invalid", `no user with id ${id}`);
    return login;
  });
  const policy = wish?.deployment_branch_policy ?? null;
  if (policy && policy.protected_branches === policy.custom_branch_policies)
    throw invalid("Environment", "deployment_branch_policy", "invalid", "the two must differ");
  const environment = environmentNamed(world, repository, request.params["environment"] ?? "");
  environment.reviewers = reviewers;
  environment.waitMinutes = wish?.wait_timer ?? 0;
  environment.preventSelfReview = wish?.prevent_self_review ?? false;
  environment.branchPolicy = policy;
  environment.updatedAt = world.now();
  return { status: 200, body: view(world, repository, environment) };
};

export const deleteEnvironment = (_: World, request: Incoming, here: Here): Reply => {
  here.repository.environments.delete(environmentOf(here, request).name.toLowerCase());
  return { status: 204 };
};

const dated = (environment: Environment, name: string) => ({
  name,
  created_at: time(environment.createdAt),
  updated_at: time(environment.updatedAt),
});

/** Names only: a secret is never told. */
export const listSecrets = (world: World, request: Incoming, here: Here): Reply => {
  const environment = environmentOf(here, request);
  const all = Object.keys(environment.secrets).map((name) => dated(environment, name));
  return paged(world.url, request, all, (secrets) => ({ total_count: all.length, secrets }));
};

export const listVariables = (world: World, request: Incoming, here: Here): Reply => {
  const environment = environmentOf(here, request);
  const all = Object.entries(environment.vars).map(([name, value]) => ({ ...dated(environment, name), value }));
  return paged(world.url, request, all, (variables) => ({ total_count: all.length, variables }));
};
