import type { ExpressionFunction } from "../expressions/evaluate.ts";
import { toText, type Mapping } from "../expressions/value.ts";
import type { JobSpec } from "../template/workflow-spec.ts";
import type { Result } from "../types.ts";
import type { LegEnd } from "./run-context.ts";

/** How a job ended, all its legs together. */
export type JobEnd = LegEnd;

/** Everything that a job depends on, however far back. */
export const ancestors = (jobs: readonly JobSpec[], job: JobSpec): ReadonlySet<string> => {
  const found = new Set(job.needs);
  for (const id of found) for (const need of jobs.find((other) => other.id === id)?.needs ?? []) found.add(need);
  return found;
};

/** success(), failure() … of a job's condition: they look at all ancestors, not only at `needs`. */
export const statusFunctions = (
  earlier: ReadonlyMap<string, Pick<JobEnd, "result">>,
  isCancelled: () => boolean,
): Readonly<Record<string, ExpressionFunction>> => {
  const results = (names: readonly string[]): Result[] =>
    [...earlier].flatMap(([id, { result }]) => (names.length === 0 || names.includes(id) ? [result] : []));
  return {
    always: () => true,
    cancelled: isCancelled,
    success: (...ids) => !isCancelled() && results(ids.map(toText)).every((result) => result === "success"),
    failure: (...ids) => results(ids.map(toText)).includes("failure"),
  };
};

export const needsContext = (needs: readonly string[], ends: ReadonlyMap<string, JobEnd>): Mapping =>
  Object.fromEntries(
    needs.flatMap((id) => {
      const end = ends.get(id);
      return end ? [[id, { result: end.result, outputs: end.outputs }]] : [];
    }),
  );

/** The result of several jobs as one: a failure weighs most, then a cancel; skipped only when all are. */
export const combine = (results: readonly Result[]): Result => {
  for (const result of ["failure", "cancelled"] as const) if (results.includes(result)) return result;
  return results.length > 0 && results.every((result) => result === "skipped") ? "skipped" : "success";
};

/** Joins the legs in the order in which they ended: of each output the last successful, non-empty value stays. */
export const joinLegs = (legs: readonly LegEnd[]): JobEnd => {
  const outputs: Record<string, string> = {};
  const successful = legs.filter(({ result }) => result === "success");
  for (const leg of successful.length > 0 ? successful : legs)
    for (const [name, value] of Object.entries(leg.outputs)) if (value !== "") outputs[name] = value;
  return {
    result: combine(legs.map(({ result }) => result)),
    outputs,
    forgiven: legs.some(({ forgiven }) => forgiven),
    fresh: legs.some(({ fresh }) => fresh),
  };
};
