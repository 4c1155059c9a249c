import * as z from "zod";
import type { Announcement } from "../../ports/site.ts";
import type { GithubAccess } from "./access.ts";
import { deploymentsApi } from "./deployments.ts";

const Created = z.object({ id: z.union([z.number(), z.string()]) });
/** What GitHub shows of a description. */
const LONGEST = 140;

/** One GitHub Deployment with the address of what is there; needs `deployments: write`. */
export async function announce(access: GithubAccess, announcement: Announcement): Promise<void> {
  const { commit, environment, address, description, transient } = announcement;
  const { call } = deploymentsApi(access);
  const { body } = await call("", {
    method: "POST",
    body: {
      ref: commit,
      environment,
      task: "docs",
      description: description.slice(0, LONGEST),
      auto_merge: false,
      required_contexts: [],
      transient_environment: transient,
      production_environment: !transient,
      payload: { slipway: "docs", address },
    },
    schema: Created,
  });
  await call(`/${body.id}/statuses`, {
    method: "POST",
    body: { state: "success", environment_url: address, description: "The address shows it", auto_inactive: true },
    schema: z.unknown(),
  });
}
