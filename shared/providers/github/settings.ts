import * as z from "zod";
import type { EnvironmentState } from "../../ports/surroundings.ts";
import type { GithubAccess } from "./deployments.ts";

/** Milliseconds for one question: a preflight is not worth a long wait. */
const BUDGET = 30_000;

const Environment = z.object({
  protection_rules: z
    .array(z.object({ type: z.string().nullish(), reviewers: z.array(z.unknown()).nullish() }))
    .nullish(),
});

/** What a repository's settings allow. Reads only. */
export const repositorySettings = ({ http, token, api, repository }: GithubAccess) => {
  const root = `${api.replace(/\/+$/, "")}/repos/${repository.split("/").map(encodeURIComponent).join("/")}`;
  const headers = { accept: "application/vnd.github+json", "x-github-api-version": "2022-11-28" };

  return {
    /** Needs `actions: read`. */
    async environment(name: string): Promise<EnvironmentState> {
      const { status, body } = await http<unknown>({
        url: `${root}/environments/${encodeURIComponent(name)}`,
        token,
        headers,
        schema: z.unknown(),
        accept: [403, 404],
        budget: BUDGET,
      });
      if (status === 404) return "missing";
      if (status === 403) return "forbidden";
      const rules = Environment.parse(body).protection_rules ?? [];
      const reviewers = rules.filter(({ type }) => type === "required_reviewers");
      return { reviewers: reviewers.reduce((sum, rule) => sum + (rule.reviewers?.length ?? 0), 0) };
    },

    /** Asks for a Deployment without a ref: refused as incomplete by whoever may make one, as forbidden by whoever may not. */
    async mayDeploy(): Promise<boolean> {
      const { status } = await http<unknown>({
        method: "POST",
        url: `${root}/deployments`,
        token,
        headers,
        body: {},
        schema: z.unknown(),
        accept: [400, 403, 404, 422],
        repeatable: true,
        budget: BUDGET,
      });
      return status === 422 || status === 400;
    },
  };
};
