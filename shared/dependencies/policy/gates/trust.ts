import type { ReleaseFacts } from "../../types.ts";
import { ageOf, type Gate, type Known, type Subject } from "./subject.ts";

type Trust = NonNullable<ReleaseFacts["trust"]>;

const RANK: Readonly<Record<Trust, number>> = { none: 0, provenance: 1, "trusted-publisher": 2 };
const WORDS: Readonly<Record<Trust, string>> = {
  none: "without any proof of where it was built",
  provenance: "with a provenance attestation",
  "trusted-publisher": "by a trusted publisher",
};

/**
 * Whatever was published earlier had stronger proof. By time and not by number: a fix of an old line of versions is compared
 * with what its authors could do by then.
 */
export const trust: Gate = (subject, { policy, now }) => {
  const { dependency, facts } = subject;
  const old = ageOf(facts?.publishedAt, now);
  if (facts?.trust === undefined || old === undefined || old >= policy.trustFor * 1000) return [];
  const now_ = RANK[facts.trust];
  const [best] = earlierThan(subject)
    .filter(({ facts: other }) => other?.trust !== undefined && RANK[other.trust] > now_)
    .toSorted((one, other) => RANK[other.facts?.trust ?? "none"] - RANK[one.facts?.trust ?? "none"]);
  if (best?.facts?.trust === undefined) return [];
  return [
    {
      rule: "trust",
      dependency,
      message: `It was published ${WORDS[facts.trust]}, ${best.dependency.version ?? "an earlier version"} ${WORDS[best.facts.trust]}.`,
      advice: "Ask the authors whether they published it; a stolen token leaves this trace.",
    },
  ];
};

/** Versions whose time of publication is known to lie before this one's. */
export function earlierThan({ facts, before, earlier }: Subject): readonly Known[] {
  const own = Date.parse(facts?.publishedAt ?? "");
  return [...before, ...earlier].filter((other) => Date.parse(other.facts?.publishedAt ?? "") < own);
}
