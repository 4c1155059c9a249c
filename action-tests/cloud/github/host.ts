import type { Host } from "../../runner/types.ts";
import { setState } from "./deployment-statuses.ts";
import { addDeployment } from "./deployments.ts";
import { issueToken } from "./tokens.ts";
import { html } from "./views.ts";
import type { Repository, World } from "./world.ts";

export const repositoryNamed = (world: World, name: string): Repository => {
  const repository = world.repositories.get(name.toLowerCase());
  if (!repository) throw new Error(`the GitHub emulator has no repository ${name}`);
  return repository;
};

/** GitHub's side of a run, for the local runner. */
export const githubHost = (world: World): Host => ({
  serverUrl: html,
  apiUrl: world.url,
  issueToken: (repository, permissions) => issueToken(world, repository, permissions),
  revokeToken: (token) => void world.tokens.delete(token),
  environment: (repository, name) => {
    const found = repositoryNamed(world, repository).environments.get(name.toLowerCase());
    if (!found) return undefined;
    const { reviewers, waitMinutes, secrets, vars } = found;
    return { reviewers, waitMinutes, secrets, vars };
  },
  deployment: (name, { environment, sha, ref }) => {
    const repository = repositoryNamed(world, name);
    const deployment = addDeployment(world, repository, {
      sha,
      ref: ref.replace(/^refs\/(heads|tags)\//, ""),
      task: "deploy",
      payload: {},
      environment,
      description: null,
      creator: "github-actions[bot]",
      production: false,
    });
    return {
      mark: (state, url) => {
        const status = { state, description: "", environmentUrl: url ?? "", logUrl: "", targetUrl: "" };
        setState(world, repository, deployment, status, true);
      },
    };
  },
});
