import * as z from "zod";
import type { WorkflowRuns } from "../../ports/workflow-runs.ts";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";

const Run = z.object({
  event: z.string(),
  head_sha: z.string(),
  path: z.string(),
  repository: z.object({ full_name: z.string() }),
});

/** Runs of the repository's workflows as GitHub's REST API has them; needs `actions: read`. */
export const githubRuns = (access: GithubAccess): WorkflowRuns => ({
  async get(id) {
    const { status, body } = await access.http({
      url: `${repositoryAddress(access)}/actions/runs/${encodeURIComponent(id)}`,
      token: access.token,
      headers: HEADERS,
      schema: z.union([Run, z.unknown().transform(() => undefined)]),
      accept: [404],
    });
    if (status === 404 || body === undefined) return undefined;
    const { event, head_sha: headSha, path: workflow, repository } = body;
    return { event, headSha, workflow, repository: repository.full_name };
  },
});
