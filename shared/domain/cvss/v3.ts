import { weigh } from "./metrics.ts";

const IMPACT = { N: 0, L: 0.22, H: 0.56 };
const WEIGHTS = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: IMPACT,
  I: IMPACT,
  A: IMPACT,
};
/** A privilege is worth more to who leaves the component by it. */
const PRIVILEGES = { U: { N: 0.85, L: 0.62, H: 0.27 }, C: { N: 0.85, L: 0.68, H: 0.5 } };

/** Base score of CVSS 3.0 and 3.1, from 0 to 10. */
export const scoreOfV3 = (metrics: ReadonlyMap<string, string>): number | undefined => {
  const scope = metrics.get("S");
  if (scope !== "U" && scope !== "C") return undefined;
  const weights = weigh(metrics, { ...WEIGHTS, PR: PRIVILEGES[scope] });
  if (weights === undefined) return undefined;
  const of = (name: string): number => weights.get(name) ?? 0;
  const base = 1 - (1 - of("C")) * (1 - of("I")) * (1 - of("A"));
  const impact = scope === "U" ? 6.42 * base : 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15;
  if (impact <= 0) return 0;
  const exploitability = 8.22 * of("AV") * of("AC") * of("PR") * of("UI");
  return roundUp(Math.min((scope === "U" ? 1 : 1.08) * (impact + exploitability), 10));
};

/** Up to one decimal, over what binary fractions add or take away. */
const roundUp = (value: number): number => {
  const scaled = Math.round(value * 100_000);
  return scaled % 10_000 === 0 ? scaled / 100_000 : (Math.floor(scaled / 10_000) + 1) / 10;
};
