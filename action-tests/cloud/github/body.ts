import type * as z from "zod";
import type { Incoming } from "../routes.ts";
import { invalid, Refusal } from "./refusal.ts";

/** Reads a body; 400 for what is no JSON object, 422 for a field that is wrong. */
export const read = <T>(resource: string, schema: z.ZodType<T>, { body, raw }: Incoming): T => {
  if (body === undefined && raw.length > 0) throw new Refusal(400, "Problems parsing JSON");
  const result = schema.safeParse(body ?? {});
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  const missing = issue?.code === "invalid_type" && issue.message.includes("undefined");
  throw invalid(resource, field, missing ? "missing_field" : "invalid", issue?.message);
};
