import * as z from "zod";
import { sha256Of } from "../domain/digest.ts";
import { VERDICTS } from "../domain/verdict.ts";

/** `other-version`: healthy, but not (yet) what was asked for. `unmeasured` says nothing about the target. */
export const SAMPLE_VERDICTS = ["healthy", "unhealthy", "other-version", "unmeasured"] as const;

const sampleSchema = z.strictObject({
  /** Milliseconds after the start of the gate at which the try began. */
  at: z.number().int().nonnegative(),
  verdict: z.enum(SAMPLE_VERDICTS),
  status: z.number().int().optional(),
  /** Milliseconds; absent when nothing was answered. */
  latency: z.number().nonnegative().optional(),
  version: z.string().optional(),
  note: z.string().optional(),
});

const latencySchema = z.strictObject({ p50: z.number(), p95: z.number(), p99: z.number() });

const checkSchema = z.strictObject({
  name: z.string(),
  service: z.string().optional(),
  /** Without query and fragment. */
  url: z.string(),
  verdict: z.enum(VERDICTS),
  reason: z.string(),
  expectedVersion: z.string().optional(),
  observedVersion: z.string().optional(),
  counts: z.record(z.enum(SAMPLE_VERDICTS), z.number().int().nonnegative()),
  latency: latencySchema.optional(),
  samples: z.array(sampleSchema),
  /** Samples in the middle that are counted but not listed. */
  omitted: z.number().int().nonnegative(),
});

const proofSchema = z.strictObject({
  service: z.string(),
  verdict: z.enum(["passed", "failed"]),
  reason: z.string(),
  /** Nobody asked the service itself: this is the provider's word. */
  source: z.literal("provider"),
  status: z.string(),
  commit: z.string().optional(),
});

/** What a gate leaves behind: every sample and what was concluded from it. */
export const evidenceSchema = z.strictObject({
  slipway: z.literal(1),
  kind: z.literal("gate"),
  outcome: z.enum(VERDICTS),
  reason: z.string(),
  environment: z.string().optional(),
  startedAt: z.iso.datetime(),
  seconds: z.number().nonnegative(),
  settings: z.strictObject({
    successes: z.number(),
    interval: z.number(),
    deadline: z.number(),
    failures: z.number(),
  }),
  latency: latencySchema.optional(),
  checks: z.array(checkSchema),
  provider: z.array(proofSchema),
});

export type Sample = z.output<typeof sampleSchema>;
export type SampleVerdict = Sample["verdict"];
export type CheckEvidence = z.output<typeof checkSchema>;
export type ProofEvidence = z.output<typeof proofSchema>;
export type Evidence = z.output<typeof evidenceSchema>;

/** The bytes of the evidence file, redacted, and their digest, `sha256:<hex>`. */
export const seal = (evidence: Evidence, redact: (text: string) => string): { text: string; digest: string } => {
  // Value by value: what hides something in the text as a whole may take a quote of JSON along.
  const safe = (_: string, value: unknown): unknown => (typeof value === "string" ? redact(value) : value);
  const text = `${JSON.stringify(evidenceSchema.parse(evidence), safe, 2)}\n`;
  return { text, digest: sha256Of(text) };
};
