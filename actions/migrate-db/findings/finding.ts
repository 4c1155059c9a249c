import * as z from "zod";

/** `breaks`: code of the release before cannot go on; `unknown`: it depends on what that code does. */
export const EFFECTS = ["safe", "breaks", "unknown"] as const;
export type Effect = (typeof EFFECTS)[number];

/** One thing that somebody should know before these migrations are applied. */
export const findingSchema = z.object({
  rule: z.string(),
  /** Errors keep anything from being applied. */
  severity: z.enum(["error", "warning", "note"]),
  file: z.string(),
  /** From 1; absent when the file as a whole is meant. */
  line: z.number().int().positive().optional(),
  message: z.string(),
  effect: z.enum(EFFECTS),
});
export type Finding = z.output<typeof findingSchema>;

/** What a rule says about one statement. */
export interface Remark {
  readonly rule: string;
  readonly effect: Effect;
  readonly message: string;
}
