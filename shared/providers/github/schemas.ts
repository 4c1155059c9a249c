import * as z from "zod";

export const Deployment = z.looseObject({
  id: z.number(),
  environment: z.string(),
  created_at: z.string(),
  payload: z.unknown(),
});
export type GithubDeployment = z.infer<typeof Deployment>;
export const Deployments = z.array(Deployment);

export const Status = z.looseObject({
  id: z.number(),
  state: z.string(),
  description: z.string().nullish(),
  environment_url: z.string().nullish(),
  created_at: z.string(),
});
export const Statuses = z.array(Status);
