import { latestStatuses } from "./statuses.ts";
import type { Deployment, Repository, World } from "./world.ts";

/** Takes out of a text what is another in every run: ids of providers, digests of evidence, ports of loopback. */
const timeless = (text: string): string =>
  text
    .replaceAll(/\b(dep|srv|crn|br|ep|snap)-[a-z0-9-]+/g, "$1-*")
    .replaceAll(/\b[0-9a-f]{64}\b/g, "<digest>")
    .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:*")
    .replaceAll(/\b(deployment|run) \d+\b/g, "$1 *");

const timelessValue = (value: unknown): unknown => {
  if (typeof value === "string") return timeless(value);
  if (Array.isArray(value)) return value.map(timelessValue);
  if (typeof value !== "object" || value === null) return value;
  // A record's `run` says which run wrote it.
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === "run" ? [] : [[key, timelessValue(inner)]])),
  );
};

const deploymentDump = (deployment: Deployment) => ({
  task: deployment.task,
  sha: deployment.sha,
  payload: timelessValue(deployment.payload),
  statuses: deployment.statuses.map(({ state, description }) => `${state} ${timeless(description)}`.trim()),
});

const repositoryDump = (repository: Repository) => {
  const deployments: Record<string, unknown[]> = {};
  for (const deployment of repository.deployments)
    (deployments[deployment.environment] ??= []).push(deploymentDump(deployment));
  const comments: Record<string, string[]> = {};
  for (const { issue, body } of repository.comments) (comments[issue] ??= []).push(timeless(body));
  const shas = [...new Set(repository.statuses.map(({ sha }) => sha))];
  return {
    deployments,
    comments,
    statuses: Object.fromEntries(
      shas.map((sha) => [
        sha,
        Object.fromEntries(latestStatuses(repository, sha).map(({ context, state }) => [context, state])),
      ]),
    ),
    checks: repository.checks.map(({ name, sha, status, conclusion }) => ({ name, sha, status, conclusion })),
  };
};

export const dump = (world: World): unknown =>
  Object.fromEntries([...world.repositories].map(([name, repository]) => [name, repositoryDump(repository)]));
