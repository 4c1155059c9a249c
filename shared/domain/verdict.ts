export const VERDICTS = ["passed", "failed", "inconclusive", "cancelled"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What weighs more comes first. Something that was seen failing stays failed, whatever was cut short beside it. */
const WEIGHT: readonly Verdict[] = ["failed", "cancelled", "inconclusive", "passed"];

/** Of several gates, the one verdict. Nothing measured is nothing proven: without any it is inconclusive. */
export const combine = (verdicts: readonly Verdict[]): Verdict =>
  WEIGHT.find((verdict) => verdicts.includes(verdict)) ?? "inconclusive";
