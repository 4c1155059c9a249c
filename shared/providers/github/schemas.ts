import * as z from "zod";
import type { ReleaseRecord } from "../../domain/release.ts";

const text = z.string().optional();

const Service = z.looseObject({
  provider: z.string(),
  id: z.string(),
  commit: text,
  image: text,
  before: z.looseObject({ deploy: z.string(), commit: text, image: text }).optional(),
});

/** Later versions may add to a record, never take away or change the meaning: what we do not know is let through. */
const Record: z.ZodType<ReleaseRecord> = z.looseObject({
  slipway: z.literal(1),
  kind: z.enum(["deploy", "rollback"]),
  environment: z.string(),
  commit: z.string(),
  version: text,
  services: z.record(z.string(), Service),
  images: z.record(z.string(), z.string()).optional(),
  migrationHead: text,
  checkpoint: text,
  reason: text,
  run: z.looseObject({ id: z.string(), attempt: z.number(), url: z.string() }),
});

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

/** The record in a Deployment, or undefined when another tool made it. GitHub gives the payload back as object or text. */
export function recordOf({ payload }: GithubDeployment): ReleaseRecord | undefined {
  const parsed = Record.safeParse(typeof payload === "string" ? fromJson(payload) : payload);
  return parsed.success ? parsed.data : undefined;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
