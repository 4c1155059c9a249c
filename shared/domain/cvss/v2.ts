import { weigh } from "./metrics.ts";

const IMPACT = { N: 0, P: 0.275, C: 0.66 };
const WEIGHTS = {
  AV: { L: 0.395, A: 0.646, N: 1 },
  AC: { H: 0.35, M: 0.61, L: 0.71 },
  Au: { M: 0.45, S: 0.56, N: 0.704 },
  C: IMPACT,
  I: IMPACT,
  A: IMPACT,
};

/** Base score of CVSS 2, from 0 to 10. */
export const scoreOfV2 = (metrics: ReadonlyMap<string, string>): number | undefined => {
  const weights = weigh(metrics, WEIGHTS);
  if (weights === undefined) return undefined;
  const of = (name: string): number => weights.get(name) ?? 0;
  const impact = 10.41 * (1 - (1 - of("C")) * (1 - of("I")) * (1 - of("A")));
  const exploitability = 20 * of("AV") * of("AC") * of("Au");
  const score = (0.6 * impact + 0.4 * exploitability - 1.5) * (impact === 0 ? 0 : 1.176);
  return Math.max(0, Math.round(score * 10) / 10);
};
