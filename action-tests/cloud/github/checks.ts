import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { read } from "./body.ts";
import { resolveRef } from "./git.ts";
import { paged } from "./paging.ts";
import { invalid, notFound } from "./refusal.ts";
import { apiUrl, htmlUrl, nodeId, time } from "./views.ts";
import { type CheckRun, count, newId, type Repository, type World } from "./world.ts";

interface Here {
  readonly repository: Repository;
}

const conclusion = z.enum(["action_required", "cancelled", "failure", "neutral", "success", "skipped", "timed_out"]);

const output = z.looseObject({
  title: z.string().optional(),
  summary: z.string().max(65_535),
  text: z.string().max(65_535).optional(),
  annotations: z.array(z.looseObject({})).max(50).optional(),
});

const update = z.looseObject({
  name: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  conclusion: conclusion.optional(),
  details_url: z.string().optional(),
  external_id: z.string().optional(),
  output: output.optional(),
});

const creation = update.extend({ name: z.string(), head_sha: z.string() });

const view = (world: World, repository: Repository, check: CheckRun) => {
  const url = `${apiUrl(world, repository)}/check-runs/${check.id}`;
  const annotations = check.output["annotations"];
  return {
    id: check.id,
    node_id: nodeId("CR", check.id),
    name: check.name,
    head_sha: check.sha,
    external_id: check.externalId,
    url,
    html_url: `${htmlUrl(repository)}/runs/${check.id}`,
    details_url: check.detailsUrl,
    status: check.status,
    conclusion: check.conclusion,
    started_at: time(check.startedAt),
    completed_at: check.completedAt === null ? null : time(check.completedAt),
    output: {
      title: check.output["title"] ?? null,
      summary: check.output["summary"] ?? null,
      text: check.output["text"] ?? null,
      annotations_count: Array.isArray(annotations) ? annotations.length : 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: check.id },
    app: null,
    pull_requests: [],
  };
};

/** A conclusion completes the check, whatever status is given. */
const apply = (world: World, check: CheckRun, wish: z.infer<typeof update>): void => {
  if (wish.status === "completed" && wish.conclusion === undefined)
    throw invalid("CheckRun", "conclusion", "missing_field");
  check.status = wish.conclusion === undefined ? (wish.status ?? check.status) : "completed";
  check.conclusion = wish.conclusion ?? check.conclusion;
  check.completedAt = check.status === "completed" ? (check.completedAt ?? world.now()) : null;
  check.detailsUrl = wish.details_url ?? check.detailsUrl;
  check.externalId = wish.external_id ?? check.externalId;
  check.output = { ...check.output, ...wish.output };
};

export const createCheck = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const wish = read("CheckRun", creation, request);
  if ((await resolveRef(repository.git, wish.head_sha)) !== wish.head_sha)
    throw invalid("CheckRun", "head_sha", "custom", "No commit found for SHA");
  const check: CheckRun = {
    id: newId(world),
    name: wish.name,
    sha: wish.head_sha,
    status: "queued",
    conclusion: null,
    output: {},
    detailsUrl: null,
    externalId: "",
    startedAt: world.now(),
    completedAt: null,
  };
  apply(world, check, wish);
  repository.checks.push(check);
  count(world, "check runs created");
  return { status: 201, body: view(world, repository, check) };
};

const checkOf = ({ repository }: Here, { params }: Incoming): CheckRun => {
  const check = repository.checks.find(({ id }) => String(id) === params["check"]);
  if (!check) throw notFound();
  return check;
};

export const getCheck = (world: World, request: Incoming, here: Here): Reply => ({
  status: 200,
  body: view(world, here.repository, checkOf(here, request)),
});

export const updateCheck = (world: World, request: Incoming, here: Here): Reply => {
  const check = checkOf(here, request);
  apply(world, check, read("CheckRun", update, request));
  return { status: 200, body: view(world, here.repository, check) };
};

export const listChecks = async (world: World, request: Incoming, { repository }: Here): Promise<Reply> => {
  const sha = await resolveRef(repository.git, request.params["ref"] ?? "");
  if (sha === undefined) throw notFound();
  const { query } = request;
  const found = repository.checks
    .filter((check) => check.sha === sha)
    .filter((check) => (query.get("check_name") ?? check.name) === check.name)
    .filter((check) => (query.get("status") ?? check.status) === check.status);
  return paged(
    world.url,
    request,
    found.map((check) => view(world, repository, check)),
    (checks) => ({ total_count: found.length, check_runs: checks }),
  );
};
