import { ageOf, type Draft, type Gate, type Known } from "./subject.ts";
import { earlierThan } from "./trust.ts";

/** Runs code when it is installed, and the version before did not, or nobody knows the package yet. */
export const installScript: Gate = ({ dependency, facts, before }, { policy, now }) => {
  const scripts = scriptsOf({ dependency, facts });
  if (scripts.length === 0) return [];
  const isOld = (ageOf(facts?.publishedAt, now) ?? 0) >= policy.trustFor * 1000;
  const named = scripts.map((script) => `\`${script}\``).join(", ");
  if (before.length > 0) {
    const had = before.flatMap(scriptsOf);
    if (before.some((one) => scriptsOf(one).length > 0)) {
      const fresh = scripts.filter((script) => !had.includes(script));
      if (fresh.length === 0 || (facts?.installScripts ?? []).length === 0) return [];
      return [{ rule: "install-script", dependency, mild: true, message: `Its install script changed: ${named}.` }];
    }
    return [
      {
        rule: "install-script",
        dependency,
        mild: isOld,
        message: `It runs a script when it is installed, which ${before[0]?.dependency.version ?? "the version before"} did not: ${named}.`,
        advice: "Read the script, or install with scripts switched off (`--ignore-scripts`).",
      },
    ];
  }
  const isEstablished = isOld && (ageOf(facts?.createdAt, now) ?? 0) >= policy.minNameAge * 1000;
  return [
    {
      rule: "install-script",
      dependency,
      mild: isEstablished,
      message: `It is new here and runs a script when it is installed: ${named}.`,
      advice: "Read the script, or install with scripts switched off (`--ignore-scripts`).",
    },
  ];
};

/** As the registry names them; what only the lock file knows of, such as a build that is implied by a file, counts as well. */
const scriptsOf = ({ dependency, facts }: Known): readonly string[] => {
  const named = facts?.installScripts ?? [];
  return named.length === 0 && dependency.installScript === true ? ["as the lock file says"] : named;
};

/** Other people than before can publish it. What has been public for long has been looked at by many. */
export const maintainer: Gate = (subject, { policy, now }) => {
  const { dependency, facts } = subject;
  if ((ageOf(facts?.publishedAt, now) ?? 0) >= policy.trustFor * 1000) return [];
  const last = newest(earlierThan(subject).filter((known) => (known.facts?.maintainers?.length ?? 0) > 0));
  const old = last?.facts?.maintainers ?? [];
  const present = facts?.maintainers ?? [];
  if (old.length === 0) return [];
  const came = present.filter((name) => !old.includes(name));
  const stayed = present.some((name) => old.includes(name));
  const { publisher } = facts ?? {};
  // Whoever has always published it may never have been on the list, as robots are.
  const isStranger =
    publisher !== undefined &&
    facts?.trust !== "trusted-publisher" &&
    !old.includes(publisher) &&
    !earlierThan(subject).some((known) => known.facts?.publisher === publisher);
  if (came.length === 0 && !isStranger) return [];
  const message = isStranger
    ? `It was published by ${publisher}, who could not publish ${last?.dependency.version ?? "the version before"}.`
    : present.length > 0 && !stayed
      ? `All of its maintainers are others than of ${last?.dependency.version ?? "the version before"}: ${came.join(", ")}.`
      : `It has new maintainers: ${came.join(", ")}.`;
  return [
    {
      rule: "maintainer",
      dependency,
      mild: !isStranger && stayed,
      message,
      advice: "Look who they are, and whether the former ones announced it.",
    },
  ];
};

/** Another source repository than before. */
export const repository: Gate = (subject) => {
  const { dependency, facts, before } = subject;
  const last = newest(before.filter((known) => known.facts?.repository !== undefined));
  const was = last?.facts?.repository;
  if (was === undefined || facts === undefined || placeOf(was) === placeOf(facts.repository)) return [];
  const draft: Draft = {
    rule: "repository",
    dependency,
    message:
      facts.repository === undefined
        ? `It no longer names a source repository; it was ${was}.`
        : `Its source repository was ${was} and is ${facts.repository}.`,
  };
  return [draft];
};

const newest = (known: readonly Known[]): Known | undefined =>
  known.toSorted(
    (one, other) => Date.parse(other.facts?.publishedAt ?? "") - Date.parse(one.facts?.publishedAt ?? ""),
  )[0];

/** `git+https://github.com/Acme/Shop.git#readme` and `github:acme/shop` are the same place. */
const placeOf = (address: string | undefined): string =>
  (address ?? "")
    .toLowerCase()
    .replace(/^(?:git\+)?(?:https?|ssh|git):\/\/(?:[^@/]*@)?(?:www\.)?/, "")
    .replace(/^git@([^:]+):/, "$1/")
    .replace(/^github:/, "github.com/")
    .replace(/[?#].*$/, "")
    .replace(/\/tree\/.*$/, "")
    .replace(/(?:\.git)?\/*$/, "");
