import * as z from "zod";
import { Failure } from "../action/failure.ts";
import { parseJson } from "./json.ts";
import { RELEASE_KINDS, type ReleaseRecord } from "./release.ts";

/** Absent and null are the same to those who wrote it. */
const text = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

const before = z
  .object({ deploy: z.string(), commit: text, image: text })
  .nullish()
  .transform((value) => value ?? undefined);

/** Later versions may add to a record, never take away or change a meaning: what we do not know is passed over. */
const recordSchema: z.ZodType<ReleaseRecord> = z.object({
  slipway: z.literal(1),
  kind: z.enum(RELEASE_KINDS),
  environment: z.string(),
  commit: z.string(),
  version: text,
  services: z.record(z.string(), z.object({ provider: z.string(), id: z.string(), commit: text, image: text, before })),
  images: z
    .record(z.string(), z.string())
    .nullish()
    .transform((value) => value ?? undefined),
  migrationHead: text,
  checkpoint: text,
  reason: text,
  run: z.object({ id: z.coerce.string(), attempt: z.number(), url: z.string() }),
});

/** The record in a Deployment's payload, which comes back as an object or as text; undefined when another tool made it. */
export const parseRecord = (payload: unknown): ReleaseRecord | undefined => {
  const parsed = recordSchema.safeParse(typeof payload === "string" ? parseJson(payload) : payload);
  return parsed.success ? parsed.data : undefined;
};

const MAX_PAYLOAD = 60_000;
const MAX_REASON = 1000;

const size = (record: ReleaseRecord): number => JSON.stringify(record).length;

/** The record as a payload that fits: a long reason is cut, and images are left out before anything that a rollback needs. */
export const payloadOf = (record: ReleaseRecord): ReleaseRecord => {
  const short = { ...record, reason: record.reason?.slice(0, MAX_REASON) };
  if (size(short) <= MAX_PAYLOAD) return short;
  const { images: _, ...rest } = short;
  if (size(rest) <= MAX_PAYLOAD) return rest;
  throw new Failure("SLIP-INPUT-INVALID", `The record of this release is longer than ${MAX_PAYLOAD} characters.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Deploy fewer services in one step.",
  });
};

/** The description of the one status that says that a gate passed. */
export const verifiedNote = (digest: string): string => `verified ${digest}`;

/** The digest in such a description; undefined in every other. */
export const verifiedDigest = (description: string): string | undefined =>
  /^verified (sha256:[0-9a-f]{64})$/.exec(description.trim())?.[1];
