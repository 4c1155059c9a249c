import { exceptionFor } from "../../shared/dependencies/policy/exceptions.ts";
import { replacementDraft } from "../../shared/dependencies/policy/gates/replacement.ts";
import type { Draft } from "../../shared/dependencies/policy/gates/subject.ts";
import type { Policy } from "../../shared/dependencies/policy/types.ts";
import { findReplaceable, type Replaceable } from "../../shared/dependencies/replacements/find.ts";
import type { Comparison } from "../../shared/dependencies/types.ts";
import { compareVersions } from "../../shared/dependencies/versions/compare-versions.ts";
import { leastNode } from "../../shared/dependencies/versions/least-node.ts";
import type { Ports } from "./ports.ts";
import type { Range } from "./range.ts";

/** Projects whose `engines` are read. */
const MOST_PROJECTS = 100;

export interface Spared {
  /** What the project chose itself, for the rule. */
  readonly drafts: readonly Draft[];
  /** What others bring in, which no exception lifts: it is told, and decides nothing. */
  readonly brought: readonly Replaceable[];
}

/** What comes in and could be spared. Nothing is read when the rule is off, or nothing is new. */
export async function findSpared(
  { added }: Pick<Comparison, "added">,
  range: Range,
  policy: Policy,
  { revisions, replacements }: Pick<Ports, "revisions" | "replacements">,
  now: number,
): Promise<Spared> {
  const fresh = added.filter(({ before }) => before.length === 0);
  if (policy.levels.replacement === "off" || fresh.length === 0) return { drafts: [], brought: [] };
  const { own, list } = policy.replacements;
  const files = new Set(
    fresh.map(({ dependency }) => dependency).flatMap((one) => (one.ecosystem === "npm" ? one.file : [])),
  );
  const isAsked = list && files.size > 0;
  const [known, ...projects] = await Promise.all([
    isAsked ? replacements() : new Map<never, never>(),
    ...[...(isAsked ? files : [])].slice(0, MOST_PROJECTS).map(async (file) => {
      const manifest = await revisions.read(range.head, `${file.slice(0, file.lastIndexOf("/") + 1)}package.json`);
      return [file, leastNode(manifest)] as const;
    }),
  ]);
  const least = new Map(projects);
  const found = findReplaceable(fresh, { own, known, compare: compareVersions, leastNode: (file) => least.get(file) });
  const isLifted = (one: Replaceable): boolean =>
    exceptionFor(replacementDraft(one), policy, now, compareVersions).exception !== undefined;
  return {
    drafts: found.filter(({ isDirect }) => isDirect).map(replacementDraft),
    brought: found.filter((one) => !one.isDirect && !isLifted(one)),
  };
}
