import { namesPackage } from "../package-pattern.ts";
import { ageOf, type Draft, type Gate, span } from "./subject.ts";

/** Too young, unless it ends a known problem of the version before: then waiting is the greater risk. */
export const age: Gate = ({ dependency, facts, fixes, before, earlier }, { policy, now }) => {
  const old = ageOf(facts?.publishedAt, now);
  const least = policy.minAge * 1000;
  if (old === undefined || old >= least || fixes.length > 0) return [];
  return [
    {
      rule: "age",
      dependency,
      message: `It was published ${span(Math.max(0, old))} ago; releases are taken after ${span(least)}: ${span(least - old)} left.`,
      advice: `Wait until ${new Date(now + least - old).toISOString().slice(0, 16).replace("T", " ")} UTC, or ${before.length + earlier.length > 0 ? "take the release before it" : "do without it"}.`,
    },
  ];
};

/** The name itself appeared lately, and the repository did not have it. */
export const newName: Gate = ({ dependency, facts, before }, { policy, now }) => {
  const known = ageOf(facts?.createdAt, now);
  if (known === undefined || known >= policy.minNameAge * 1000 || before.length > 0) return [];
  if (policy.private.some((pattern) => namesPackage(pattern, dependency))) return [];
  return [
    {
      rule: "new-name",
      dependency,
      key: "",
      message: `The package exists for ${span(Math.max(0, known))} only; names are taken after ${span(policy.minNameAge * 1000)}.`,
      advice: "Make sure that it is the package that is meant, and who is behind it.",
    },
  ];
};

export const withdrawn: Gate = ({ dependency, facts }) => {
  const drafts: Draft[] = [];
  if (facts?.yanked === true) {
    drafts.push({
      rule: "yanked",
      dependency,
      message: "Its author took this version back.",
      advice: "Take another version.",
    });
  }
  if (facts?.deprecated !== undefined) {
    const said = facts.deprecated.trim();
    drafts.push({
      rule: "deprecated",
      dependency,
      message: said === "" ? "It is deprecated." : `It is deprecated: ${said}`,
    });
  }
  return drafts;
};
