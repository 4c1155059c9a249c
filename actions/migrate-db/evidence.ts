import * as z from "zod";
import { findingSchema } from "./findings/finding.ts";

const named = { name: z.string(), file: z.string() };

/** What a migration leaves behind for rollback, gate and people. */
export const evidenceSchema = z.object({
  slipway: z.literal(1),
  kind: z.literal("migration"),
  outcome: z.enum(["planned", "applied", "unchanged", "failed", "cancelled"]),
  tool: z.string(),
  directory: z.string(),
  database: z.object({ name: z.string(), server: z.string() }).optional(),
  head: z.string(),
  applied: z.array(
    z.object({ ...named, statements: z.number().int().nonnegative(), durationMs: z.number().int().nonnegative() }),
  ),
  pending: z.array(z.object(named)),
  findings: z.array(findingSchema),
  compatible: z.enum(["true", "false", "unknown"]),
  checkpoint: z.string().optional(),
  error: z.object({ code: z.string(), message: z.string() }).optional(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  run: z.object({ id: z.string(), attempt: z.number().int(), repository: z.string(), sha: z.string() }),
});
export type Evidence = z.output<typeof evidenceSchema>;
