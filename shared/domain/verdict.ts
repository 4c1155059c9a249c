/** What a gate may conclude. `inconclusive`: nobody knows, which is never a success. */
export const VERDICTS = ["passed", "failed", "inconclusive", "cancelled"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What weighs more comes first: what was cut short did not come to an end, and one doubt outweighs any number of passes. */
const WEIGHT: readonly Verdict[] = ["cancelled", "failed", "inconclusive", "passed"];

/** Of several gates or checks, the one verdict. Nothing measured is nothing proven: without any it is inconclusive. */
export const combine = (verdicts: readonly Verdict[]): Verdict =>
  WEIGHT.find((verdict) => verdicts.includes(verdict)) ?? "inconclusive";
