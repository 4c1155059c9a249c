import type { RunInfo } from "./context.ts";
import type { Env } from "./machine.ts";

/** Where the step runs, as the runner says; "" for what it does not say. */
export function runInfo(env: Env): RunInfo {
  const get = (name: string, otherwise = ""): string => env[name] || otherwise;
  return {
    repository: get("GITHUB_REPOSITORY"),
    sha: get("GITHUB_SHA"),
    ref: get("GITHUB_REF"),
    runId: get("GITHUB_RUN_ID"),
    attempt: Number(get("GITHUB_RUN_ATTEMPT", "1")) || 1,
    job: get("GITHUB_JOB"),
    actor: get("GITHUB_ACTOR"),
    event: get("GITHUB_EVENT_NAME"),
    serverUrl: get("GITHUB_SERVER_URL", "https://github.com"),
    apiUrl: get("GITHUB_API_URL", "https://api.github.com"),
    workspace: get("GITHUB_WORKSPACE", "."),
    temp: get("RUNNER_TEMP", get("TMPDIR", "/tmp")),
  };
}

/** The page of this run. */
export const runUrl = ({ serverUrl, repository, runId }: RunInfo): string =>
  `${serverUrl}/${repository}/actions/runs/${runId}`;

/** Page about a failure's code, at the version of the action that runs; its path when that is not known. */
export function docsPage(code: string, env: Env): string {
  const page = `docs/reference/errors/${code}.md`;
  const repository = env["GITHUB_ACTION_REPOSITORY"] ?? "";
  const ref = env["GITHUB_ACTION_REF"] ?? "";
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository) || !/^[\w./-]+$/.test(ref)) return page;
  return `${runInfo(env).serverUrl}/${repository}/blob/${ref}/${page}`;
}
