import * as z from "zod";
import type { EnvironmentState } from "../../ports/surroundings.ts";
import { type GithubAccess, HEADERS, repositoryAddress } from "./access.ts";

/** Milliseconds for one question: a preflight is not worth a long wait. */
const BUDGET = 30_000;

/** A refusal, which is an answer here too, may come without a body. */
const Environment = z
  .looseObject({
    protection_rules: z
      .array(z.looseObject({ type: z.string().nullish(), reviewers: z.array(z.unknown()).nullish() }))
      .nullish(),
  })
  .nullish();

/** What a repository's settings allow. Reads only. */
export const repositorySettings = (access: GithubAccess) => {
  const { http, token } = access;
  const root = repositoryAddress(access);

  return {
    /** Needs `actions: read`. */
    async environment(name: string): Promise<EnvironmentState> {
      const { status, body } = await http({
        url: `${root}/environments/${encodeURIComponent(name)}`,
        token,
        headers: HEADERS,
        schema: Environment,
        accept: [403, 404],
        budget: BUDGET,
      });
      if (status === 404) return "missing";
      if (status === 403) return "forbidden";
      const rules = body?.protection_rules ?? [];
      const reviewers = rules.filter(({ type }) => type === "required_reviewers");
      return { reviewers: reviewers.reduce((sum, rule) => sum + (rule.reviewers?.length ?? 0), 0) };
    },

    /** Asks for a Deployment without a ref: refused as incomplete by whoever may make one, as forbidden by whoever may not. */
    async mayDeploy(): Promise<boolean> {
      const { status } = await http<unknown>({
        method: "POST",
        url: `${root}/deployments`,
        token,
        headers: HEADERS,
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
