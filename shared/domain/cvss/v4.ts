import { weigh } from "./metrics.ts";

/** How far each value is from the worst one. */
const IMPACT = { H: 0, L: 1, N: 2 };
const BEYOND = { H: 1, L: 2, N: 3 };
const RANKS = {
  AV: { N: 0, A: 1, L: 2, P: 3 },
  PR: { N: 0, L: 1, H: 2 },
  UI: { N: 0, P: 1, A: 2 },
  AC: { L: 0, H: 1 },
  AT: { N: 0, P: 1 },
  VC: IMPACT,
  VI: IMPACT,
  VA: IMPACT,
  SC: BEYOND,
  SI: BEYOND,
  SA: BEYOND,
};

/**
 * The scores that experts gave to whole groups of vectors, of which only those without threat and environment matter:
 * a row for each exploitability (0 to 2), complexity (0, 1) and effect beyond the system (1, 2); in it the effect on the
 * system, first and second each followed by the same where nobody asks for confidentiality, integrity and availability.
 */
const SCORES = new Map([
  ["001", [10, 9.6, 9.3, 9.2, 7.9]],
  ["002", [9.3, 9, 8.8, 8, 6.9]],
  ["011", [9.5, 9.1, 9.2, 8.2, 7.1]],
  ["012", [9.2, 8.1, 8.4, 7, 6.3]],
  ["101", [9.4, 8.9, 8.6, 7.6, 6.5]],
  ["102", [8.7, 7.5, 7.2, 5.7, 5.3]],
  ["111", [9, 7.7, 7.4, 5.9, 5.8]],
  ["112", [7.7, 6.6, 6.1, 5.2, 2.3]],
  ["201", [8.6, 7.4, 7.2, 5.7, 4.7]],
  ["202", [7, 5.4, 5.3, 3.6, 2.4]],
  ["211", [7.3, 5.5, 6.1, 5.1, 2.4]],
  ["212", [5.4, 4.3, 4.6, 1.8, 1]],
]);

const scoreOf = (exploit: number, complexity: number, beyond: number, column: number): number | undefined =>
  SCORES.get(`${exploit}${complexity}${beyond}`)?.[column];

/** Of each group: the distance of its worst vector, how deep the group is, by level. */
const EXPLOIT = { worst: [0, 1, 3], depth: [1, 4, 5] };
const COMPLEXITY = { worst: [0, 1], depth: [1, 2] };
const EFFECT = { worst: [0, 1, 3], depth: [7, 8, 10] };
const OUTSIDE = { worst: [0, 3, 6], depth: [6, 5, 4] };

/** Base score of CVSS 4.0, from 0 to 10; threat and environmental metrics are left out of account. */
export const scoreOfV4 = (metrics: ReadonlyMap<string, string>): number | undefined => {
  const ranks = weigh(metrics, RANKS);
  if (ranks === undefined) return undefined;
  const of = (name: string): number => ranks.get(name) ?? 0;
  const sum = (...names: readonly string[]): number => names.reduce((total, name) => total + of(name), 0);
  const isWorst = (...names: readonly string[]): number => names.filter((name) => of(name) === 0).length;
  if (sum("VC", "VI", "VA") === 6 && sum("SC", "SI", "SA") === 9) return 0;

  const free = isWorst("AV", "PR", "UI");
  const anyFree = free > 0 && of("AV") < 3 ? 1 : 2;
  const exploit = free === 3 ? 0 : anyFree;
  const complexity = sum("AC", "AT") === 0 ? 0 : 1;
  const anyHigh = isWorst("VC", "VI", "VA") > 0 ? 1 : 2;
  const effect = isWorst("VC", "VI") === 2 ? 0 : anyHigh;
  const beyond = Math.min(of("SC"), of("SI"), of("SA")) === 1 ? 1 : 2;
  const column = effect * 2;
  const score = scoreOf(exploit, complexity, beyond, column);
  if (score === undefined) return undefined;

  const below = (next: number | undefined, distance: number, group: typeof EXPLOIT, level: number): number[] =>
    next === undefined
      ? []
      : [((score - next) * (distance - (group.worst[level] ?? 0))) / (group.depth[level] ?? Number.POSITIVE_INFINITY)];
  const weaker = [scoreOf(exploit, complexity, beyond, column + 1)];
  if (effect === 0) weaker.push(scoreOf(exploit, complexity, beyond, column + 2));
  const steps = [
    ...below(scoreOf(exploit + 1, complexity, beyond, column), sum("AV", "PR", "UI"), EXPLOIT, exploit),
    ...below(scoreOf(exploit, complexity + 1, beyond, column), sum("AC", "AT"), COMPLEXITY, complexity),
    ...below(scoreOf(exploit, complexity, beyond + 1, column), sum("SC", "SI", "SA"), OUTSIDE, beyond),
    ...below(weaker[0] && Math.max(weaker[0], weaker[1] ?? 0), sum("VC", "VI", "VA"), EFFECT, effect),
    // Whether it is being exploited would lower the score too, and is taken as the worst.
    0,
  ];
  const lowered = score - steps.reduce((total, step) => total + step, 0) / steps.length;
  return Math.round((Math.min(10, Math.max(0, lowered)) + 1e-6) * 10) / 10;
};
