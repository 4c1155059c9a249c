import { comparable } from "../package-pattern.ts";
import { POPULAR } from "./popular.ts";
import { ageOf, type Gate } from "./subject.ts";

/** Names so short are near to each other by chance. */
const SHORTEST = 5;
/** Milliseconds after which somebody would have noticed a name that imitates another. */
const ESTABLISHED = 365 * 86_400_000;

/** A young package whose name differs by one slip of the finger from a well-known one, or from one that is used here. */
export const typosquat: Gate = ({ dependency, facts, before }, { now, names, policy }) => {
  const { ecosystem, name } = dependency;
  if (before.length > 0 || policy.levels.typosquat === "off") return [];
  const known = ageOf(facts?.createdAt, now);
  if (known === undefined || known >= ESTABLISHED) return [];
  const own = comparable(ecosystem, name);
  const candidates = [...(names.get(ecosystem) ?? []), ...(POPULAR[ecosystem] ?? [])];
  if (candidates.some((candidate) => comparable(ecosystem, candidate) === own)) return [];
  const meant = candidates.find((candidate) => {
    const known = comparable(ecosystem, candidate);
    return ecosystem === "Maven" ? imitatesInMaven(own, known) : imitates(own, known);
  });
  if (meant === undefined) return [];
  return [
    {
      rule: "typosquat",
      dependency,
      key: "",
      message: `Its name is nearly ${meant}, and it is not a year old.`,
      advice: `Make sure that ${meant} is not what was meant.`,
    },
  ];
};

function imitates(name: string, known: string): boolean {
  if (known.length < SHORTEST || name === known) return false;
  const [bare, knownBare] = [name, known].map((text) => text.replace(/^@/, "").replaceAll(/[-_./]/g, ""));
  return bare === knownBare || isOneSlip(name, known);
}

/** What one group publishes is one owner's. Somebody else's is nearly the same, or the same below another top-level domain. */
function imitatesInMaven(name: string, known: string): boolean {
  const [group = "", artifact] = name.split(":");
  const [knownGroup = "", knownArtifact] = known.split(":");
  if (group === knownGroup) return false;
  const [below, knownBelow] = [group, knownGroup].map((text) => text.replace(/^[a-z]+\./, ""));
  return (below === knownBelow && below !== "" && artifact === knownArtifact) || imitates(name, known);
}

/** One letter more, fewer, other, or two swapped. */
function isOneSlip(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && start < other.length && one[start] === other[start]) start += 1;
  let end = 0;
  while (
    end < one.length - start &&
    end < other.length - start &&
    one[one.length - 1 - end] === other[other.length - 1 - end]
  ) {
    end += 1;
  }
  const left = one.slice(start, one.length - end);
  const right = other.slice(start, other.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
