import * as z from "zod";
import type { Run, RunEvent, Trigger } from "../../runner/types.ts";
import type { Incoming, Reply } from "../routes.ts";
import { read } from "./body.ts";
import { deploymentView } from "./deployments.ts";
import { environmentLinks, reviewerViews } from "./environments.ts";
import { paged } from "./paging.ts";
import { invalid, notFound, Refusal } from "./refusal.ts";
import { apiUrl, htmlUrl, minimalRepository, nodeId, time, userView } from "./views.ts";
import {
  environmentNamed,
  newId,
  type JobState,
  type Repository,
  type Token,
  type WorkflowRun,
  type World,
} from "./world.ts";

interface Here {
  readonly repository: Repository;
  readonly token: Token;
}

const listen = (world: World, known: WorkflowRun, event: RunEvent): void => {
  const now = world.now();
  known.updatedAt = now;
  if (event.type === "done") {
    known.status = "completed";
    known.conclusion = event.conclusion;
  }
  if (event.type !== "job") return;
  const job: JobState = known.jobs.get(event.job) ?? {
    id: newId(world),
    name: event.name,
    status: "queued",
    conclusion: null,
    startedAt: now,
    completedAt: null,
  };
  known.jobs.set(event.job, job);
  job.status = { waiting: "waiting", queued: "queued", running: "in_progress", done: "completed" }[
    event.state
  ] as JobState["status"];
  if (event.state === "running") job.startedAt = now;
  if (event.state === "done") {
    job.completedAt = now;
    job.conclusion = event.result ?? null;
  }
  if (known.status !== "completed") known.status = known.run.pending().length > 0 ? "waiting" : "in_progress";
};

/** Shows a run of the local runner under /actions/runs. */
export const attachRun = (world: World, repository: Repository, trigger: Trigger, run: Run): number => {
  const now = world.now();
  const numeric = Number(run.id);
  const known: WorkflowRun = {
    id: Number.isSafeInteger(numeric) && numeric > 0 ? numeric : newId(world),
    number: repository.runs.length + 1,
    attempt: trigger.attempt ?? 1,
    trigger,
    run,
    status: "queued",
    conclusion: null,
    jobs: new Map(),
    approvals: [],
    createdAt: now,
    updatedAt: now,
  };
  repository.runs.push(known);
  run.onEvent((event) => listen(world, known, event));
  return known.id;
};

const runOf = ({ repository }: Here, { params }: Incoming): WorkflowRun => {
  const run = repository.runs.findLast(({ id }) => String(id) === params["run"]);
  if (!run) throw notFound();
  return run;
};

const view = (world: World, repository: Repository, known: WorkflowRun) => {
  const { trigger } = known;
  const url = `${apiUrl(world, repository)}/actions/runs/${known.id}`;
  const name = trigger.workflow.split("/").at(-1) ?? "";
  return {
    id: known.id,
    name,
    node_id: nodeId("WFR", known.id),
    head_branch: trigger.ref.replace(/^refs\/(heads|tags)\//, ""),
    head_sha: trigger.sha,
    path: trigger.workflow,
    display_title: name,
    run_number: known.number,
    run_attempt: known.attempt,
    event: trigger.event,
    status: known.status,
    conclusion: known.conclusion,
    workflow_id: 1,
    url,
    html_url: `${htmlUrl(repository)}/actions/runs/${known.id}`,
    pull_requests: [],
    created_at: time(known.createdAt),
    updated_at: time(known.updatedAt),
    run_started_at: time(known.createdAt),
    actor: userView(world, trigger.actor),
    triggering_actor: userView(world, trigger.actor),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${apiUrl(world, repository)}/check-suites/${known.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    workflow_url: `${apiUrl(world, repository)}/actions/workflows/1`,
    previous_attempt_url: null,
    head_commit: null,
    repository: minimalRepository(world, repository),
    head_repository: minimalRepository(world, repository),
  };
};

export const listRuns = (world: World, request: Incoming, { repository }: Here): Reply => {
  const { query } = request;
  const found = repository.runs
    .filter(({ trigger }) => (query.get("head_sha") ?? trigger.sha) === trigger.sha)
    .filter(({ trigger }) => (query.get("event") ?? trigger.event) === trigger.event)
    .filter(({ status, conclusion }) => [status, conclusion, null].includes(query.get("status")))
    .toReversed();
  return paged(
    world.url,
    request,
    found.map((run) => view(world, repository, run)),
    (runs) => ({ total_count: found.length, workflow_runs: runs }),
  );
};

export const getRun = (world: World, request: Incoming, here: Here): Reply => ({
  status: 200,
  body: view(world, here.repository, runOf(here, request)),
});

export const listJobs = (world: World, request: Incoming, here: Here): Reply => {
  const known = runOf(here, request);
  const run = view(world, here.repository, known);
  const jobs = [...known.jobs.values()].map((job) => ({
    id: job.id,
    node_id: nodeId("CR", job.id),
    run_id: known.id,
    run_url: run.url,
    run_attempt: known.attempt,
    head_sha: run.head_sha,
    head_branch: run.head_branch,
    workflow_name: run.name,
    url: `${apiUrl(world, here.repository)}/actions/jobs/${job.id}`,
    html_url: `${run.html_url}/job/${job.id}`,
    check_run_url: `${apiUrl(world, here.repository)}/check-runs/${job.id}`,
    name: job.name,
    status: job.status,
    conclusion: job.conclusion,
    created_at: run.created_at,
    started_at: time(job.startedAt),
    completed_at: job.completedAt === null ? null : time(job.completedAt),
    steps: [],
    labels: ["ubuntu-latest"],
    runner_id: null,
    runner_name: null,
    runner_group_id: null,
    runner_group_name: null,
  }));
  return paged(world.url, request, jobs, (page) => ({ total_count: jobs.length, jobs: page }));
};

export const cancelRun = (_: World, request: Incoming, here: Here): Reply => {
  const known = runOf(here, request);
  if (known.status === "completed") throw new Refusal(409, "Cannot cancel a workflow run that is completed");
  known.run.cancel();
  return { status: 202, body: {} };
};

const waiting = (world: World, { repository }: Here, known: WorkflowRun) =>
  known.run.pending().map((name) => environmentNamed(world, repository, name));

export const listPending = (world: World, request: Incoming, here: Here): Reply => ({
  status: 200,
  body: waiting(world, here, runOf(here, request)).map((environment) => {
    const { id, node_id, name, url, html_url } = environmentLinks(world, here.repository, environment);
    return {
      environment: { id, node_id, name, url, html_url },
      wait_timer: environment.waitMinutes,
      wait_timer_started_at: null,
      current_user_can_approve: environment.reviewers.includes(here.token.login),
      reviewers: reviewerViews(world, environment),
    };
  }),
});

const review = z.looseObject({
  environment_ids: z.array(z.number().int()),
  state: z.enum(["approved", "rejected"]),
  comment: z.string(),
});

/** Only who is a reviewer may, and one is enough. */
export const reviewPending = (world: World, request: Incoming, here: Here): Reply => {
  const known = runOf(here, request);
  const wish = read("PendingDeployment", review, request);
  const { login } = here.token;
  const due = waiting(world, here, known).filter(({ id }) => wish.environment_ids.includes(id));
  if (due.length === 0) throw invalid("PendingDeployment", "environment_ids", "invalid", "nothing is waiting there");
  for (const { name, reviewers, preventSelfReview } of due) {
    const own = preventSelfReview && login === known.trigger.actor;
    if (!reviewers.includes(login) || own) throw new Refusal(403, `${login} may not review deployments to ${name}`);
  }
  for (const { name } of due) {
    known.approvals.push({ environment: name, state: wish.state, user: login, comment: wish.comment });
    if (wish.state === "approved") known.run.approve(name, login);
    else known.run.reject(name, login);
  }
  const names = new Set(due.map(({ name }) => name));
  const made = here.repository.deployments.filter(
    ({ sha, environment }) => sha === known.trigger.sha && names.has(environment),
  );
  return { status: 200, body: made.map((deployment) => deploymentView(world, here.repository, deployment)) };
};

export const listApprovals = (world: World, request: Incoming, here: Here): Reply => {
  const { approvals } = runOf(here, request);
  return {
    status: 200,
    body: approvals.map(({ environment, state, user, comment }) => {
      const named = environmentNamed(world, here.repository, environment);
      const dates = { created_at: time(named.createdAt), updated_at: time(named.updatedAt) };
      return {
        environments: [{ ...environmentLinks(world, here.repository, named), ...dates }],
        state,
        user: userView(world, user),
        comment,
      };
    }),
  };
};
