import type { Incoming, Reply, Route } from "../routes.ts";
import { listAdvisories } from "./advisories.ts";
import { createCheck, getCheck, listChecks, updateCheck } from "./checks.ts";
import { createComment, deleteComment, getComment, listComments, updateComment } from "./comments.ts";
import { compare, getCommit, getRef } from "./commits.ts";
import { getContents } from "./contents.ts";
import { createStatus, getStatus, listStatuses } from "./deployment-statuses.ts";
import { createDeployment, deleteDeployment, deploymentOf, deploymentView, listDeployments } from "./deployments.ts";
import {
  deleteEnvironment,
  getEnvironment,
  listEnvironments,
  listSecrets,
  listVariables,
  putEnvironment,
} from "./environments.ts";
import { getPull, listPullFiles, listPulls, listPullsOfCommit } from "./pulls.ts";
import { Refusal, refused } from "./refusal.ts";
import { cancelRun, getRun, listApprovals, listJobs, listPending, listRuns, reviewPending } from "./runs.ts";
import { combinedStatus, createCommitStatus, listCommitStatuses } from "./statuses.ts";
import { compareDependencies, getReleaseByTag, getSarif, listBranches, listTags, uploadSarif } from "./supply.ts";
import { acceptedHeader, authenticate, authorise, type Need } from "./tokens.ts";
import { repositoryView, userView } from "./views.ts";
import type { Repository, Token, World } from "./world.ts";

interface Here {
  readonly repository: Repository;
  readonly token: Token;
}

type Handler = (world: World, request: Incoming, here: Here) => Reply | Promise<Reply>;

const reads = (...names: readonly string[]): Need => names.map((name) => [name, "read"]);
const writes = (...names: readonly string[]): Need => names.map((name) => [name, "write"]);

const getRepository: Handler = (world, _, { repository }) => ({
  status: 200,
  body: repositoryView(world, repository),
});

const getDeployment: Handler = (world, request, { repository }) => ({
  status: 200,
  body: deploymentView(world, repository, deploymentOf(repository, request)),
});

const deployment = "/deployments/:deployment";
const environment = "/environments/:environment";
const conversation = ["issues", "pull_requests"];
const run = "/actions/runs/:run";

/** Each with the permissions of which one is needed. */
const table: readonly (readonly [method: string, path: string, need: Need, handler: Handler])[] = [
  ["GET", "", reads("metadata"), getRepository],
  ["GET", "/deployments", reads("deployments"), listDeployments],
  ["POST", "/deployments", writes("deployments"), createDeployment],
  ["GET", deployment, reads("deployments"), getDeployment],
  ["DELETE", deployment, writes("deployments"), deleteDeployment],
  ["GET", `${deployment}/statuses`, reads("deployments"), listStatuses],
  ["POST", `${deployment}/statuses`, writes("deployments"), createStatus],
  ["GET", `${deployment}/statuses/:status`, reads("deployments"), getStatus],
  ["GET", "/environments", reads("actions"), listEnvironments],
  ["GET", environment, reads("actions"), getEnvironment],
  ["PUT", environment, writes("administration"), putEnvironment],
  ["DELETE", environment, writes("administration"), deleteEnvironment],
  ["GET", `${environment}/secrets`, reads("environments"), listSecrets],
  ["GET", `${environment}/variables`, reads("environments"), listVariables],
  ["GET", "/issues/:issue/comments", reads(...conversation), listComments],
  ["POST", "/issues/:issue/comments", writes(...conversation), createComment],
  ["GET", "/issues/comments/:comment", reads(...conversation), getComment],
  ["PATCH", "/issues/comments/:comment", writes(...conversation), updateComment],
  ["DELETE", "/issues/comments/:comment", writes(...conversation), deleteComment],
  ["GET", "/pulls", reads("pull_requests"), listPulls],
  ["GET", "/pulls/:pull", reads("pull_requests"), getPull],
  ["GET", "/pulls/:pull/files", reads("pull_requests"), listPullFiles],
  ["POST", "/statuses/:sha", writes("statuses"), createCommitStatus],
  ["GET", "/commits/:ref/status", reads("statuses"), combinedStatus],
  ["GET", "/commits/:ref/statuses", reads("statuses"), listCommitStatuses],
  ["GET", "/commits/:ref/check-runs", reads("checks"), listChecks],
  ["GET", "/commits/:ref/pulls", reads("pull_requests"), listPullsOfCommit],
  ["GET", "/commits/*ref", reads("contents"), getCommit],
  ["GET", "/compare/*basehead", reads("contents"), compare],
  ["GET", "/git/ref/*ref", reads("contents"), getRef],
  ["GET", "/contents/*path", reads("contents"), getContents],
  ["GET", "/releases/tags/*tag", reads("contents"), getReleaseByTag],
  ["GET", "/dependency-graph/compare/*basehead", reads("contents"), compareDependencies],
  ["POST", "/code-scanning/sarifs", writes("security_events"), uploadSarif],
  ["GET", "/code-scanning/sarifs/:sarif", reads("security_events"), getSarif],
  ["POST", "/check-runs", writes("checks"), createCheck],
  ["GET", "/check-runs/:check", reads("checks"), getCheck],
  ["PATCH", "/check-runs/:check", writes("checks"), updateCheck],
  ["GET", "/actions/runs", reads("actions"), listRuns],
  ["GET", run, reads("actions"), getRun],
  ["GET", `${run}/jobs`, reads("actions"), listJobs],
  ["POST", `${run}/cancel`, writes("actions"), cancelRun],
  ["GET", `${run}/pending_deployments`, reads("actions"), listPending],
  ["POST", `${run}/pending_deployments`, writes("deployments"), reviewPending],
  ["GET", `${run}/approvals`, reads("actions"), listApprovals],
];

/** A token of a run belongs to nobody who could be looked up. */
const whoAmI = (world: World): Route => ({
  method: "GET",
  path: "/user",
  handler: (request) => {
    try {
      const { login } = authenticate(world, request);
      if (login.endsWith("[bot]")) throw new Refusal(403, "Resource not accessible by integration");
      return { status: 200, body: userView(world, login) };
    } catch (error) {
      if (error instanceof Refusal) return refused(error);
      throw error;
    }
  },
});

/** GitHub has them; the extract of its description that tests use does not. */
const undescribed: typeof table = [
  ["GET", "/tags", reads("contents"), listTags],
  ["GET", "/branches", reads("contents"), listBranches],
];

export const githubRoutes = (world: World): readonly Route[] => [
  whoAmI(world),
  listAdvisories(world),
  ...[...table, ...undescribed].map(([method, path, need, handler]): Route => ({
    method,
    path: `/repos/:owner/:repo${path}`,
    described: !undescribed.some((row) => row[1] === path),
    handler: async (request) => {
      try {
        const reply = await handler(world, request, authorise(world, request, need));
        return { ...reply, headers: { ...acceptedHeader(need), ...reply.headers } };
      } catch (error) {
        if (error instanceof Refusal) return refused(error);
        throw error;
      }
    },
  })),
];
