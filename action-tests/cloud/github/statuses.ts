import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { read } from "./body.ts";
import { resolveRef } from "./git.ts";
import { paged } from "./paging.ts";
import { invalid, notFound } from "./refusal.ts";
import { apiUrl, minimalRepository, nodeId, time, userView } from "./views.ts";
import { type CommitStatus, count, newId, type Repository, type Token, type World } from "./world.ts";

interface Here {
  readonly repository: Repository;
  readonly token: Token;
}

/** The newest of each context. */
export const latestStatuses = (repository: Repository, sha: string): readonly CommitStatus[] => {
  const latest = new Map<string, CommitStatus>();
  for (const status of repository.statuses) if (status.sha === sha) latest.set(status.context, status);
  return [...latest.values()];
};

const simple = (world: World, repository: Repository, status: CommitStatus) => ({
  url: `${apiUrl(world, repository)}/statuses/${status.sha}`,
  avatar_url: userView(world, status.creator).avatar_url,
  id: status.id,
  node_id: nodeId("SC", status.id),
  state: status.state,
  description: status.description,
  target_url: status.targetUrl,
  context: status.context,
  created_at: time(status.createdAt),
  updated_at: time(status.createdAt),
});

const view = (world: World, repository: Repository, status: CommitStatus) => ({
  ...simple(world, repository, status),
  creator: userView(world, status.creator),
});

const creation = z.looseObject({
  state: z.enum(["error", "failure", "pending", "success"]),
  target_url: z.url().nullable().default(null),
  description: z.string().max(140).nullable().default(null),
  context: z.string().min(1).max(255).default("default"),
});

export const createCommitStatus = async (world: World, request: Incoming, here: Here): Promise<Reply> => {
  const { repository, token } = here;
  const sha = await resolveRef(repository.git, request.params["sha"] ?? "");
  if (sha === undefined || sha !== request.params["sha"])
    throw invalid("Status", "sha", "custom", "No commit found for SHA");
  const wish = read("Status", creation, request);
  if (repository.statuses.filter((each) => each.sha === sha && each.context === wish.context).length >= 1000)
    throw invalid("Status", "sha", "custom", "This SHA and context has reached the maximum number of statuses.");
  const status: CommitStatus = {
    id: newId(world),
    sha,
    state: wish.state,
    context: wish.context,
    description: wish.description,
    targetUrl: wish.target_url,
    creator: token.login,
    createdAt: world.now(),
  };
  repository.statuses.push(status);
  count(world, "commit statuses created");
  return { status: 201, body: view(world, repository, status) };
};

const shaOf = async ({ repository }: Here, { params }: Incoming): Promise<string> => {
  const sha = await resolveRef(repository.git, params["ref"] ?? "");
  if (sha === undefined) throw notFound();
  return sha;
};

const worst = (states: readonly string[]): string => {
  if (states.some((state) => state === "failure" || state === "error")) return "failure";
  return states.length === 0 || states.includes("pending") ? "pending" : "success";
};

/** Statuses only; what check runs say is not in it. */
export const combinedStatus = async (world: World, request: Incoming, here: Here): Promise<Reply> => {
  const sha = await shaOf(here, request);
  const latest = latestStatuses(here.repository, sha);
  const url = apiUrl(world, here.repository);
  return paged(
    world.url,
    request,
    latest.map((status) => simple(world, here.repository, status)),
    (statuses) => ({
      state: worst(latest.map(({ state }) => state)),
      statuses,
      sha,
      total_count: latest.length,
      repository: minimalRepository(world, here.repository),
      commit_url: `${url}/commits/${sha}`,
      url: `${url}/commits/${sha}/status`,
    }),
  );
};

/** Newest first. */
export const listCommitStatuses = async (world: World, request: Incoming, here: Here): Promise<Reply> => {
  const sha = await shaOf(here, request);
  const found = here.repository.statuses.filter((status) => status.sha === sha).toReversed();
  return paged(
    world.url,
    request,
    found.map((status) => view(world, here.repository, status)),
  );
};
