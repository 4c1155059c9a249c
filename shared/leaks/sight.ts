import { type Anchors, createAnchors } from "./anchors.ts";
import { entropy, isPlaceholder } from "./placeholder.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules.ts";

/** Where a secret is in a text, in characters. */
export interface Sight {
  readonly rule: Rule;
  readonly start: number;
  readonly end: number;
}

let known: { readonly anchors: Anchors; readonly owners: readonly Rule[] } | undefined;

/** The table is made when the first text is looked at: most runs never look. */
const table = (): NonNullable<typeof known> => {
  const owned = rules.flatMap((rule) => rule.anchors.map((anchor) => ({ rule, anchor })));
  known ??= { anchors: createAnchors(owned.map(({ anchor }) => anchor)), owners: owned.map(({ rule }) => rule) };
  return known;
};

const look = (rule: Rule, text: string, index: number): Sight | undefined => {
  rule.pattern.lastIndex = index;
  const match = rule.pattern.exec(text);
  if (match === null) return undefined;
  const groups = match.groups ?? {};
  const value = groups["value"] ?? groups["secret"] ?? match[0];
  if (rule.entropy > 0 && (isPlaceholder(value) || entropy(value) < rule.entropy)) return undefined;
  if (rule.isReal?.({ text, index, value, groups }) === false) return undefined;
  return { rule, start: index, end: index + match[0].length };
};

/**
 * Secrets by their looks that begin in `[from, to)`, in order, none over another. Takes time in proportion to the text:
 * each anchor leads to one bounded match. No more than `most` are looked for.
 */
export const sightings = (text: string, from: number, to: number, most: number): readonly Sight[] => {
  const { anchors, owners } = table();
  const seen: Sight[] = [];
  anchors.search(text, (word, start) => {
    const rule = owners[word];
    if (rule === undefined || start < from || start >= to) return true;
    const sight = look(rule, text, start);
    if (sight !== undefined) seen.push(sight);
    return seen.length < most * 2;
  });
  const rank = (sight: Sight): number => rules.indexOf(sight.rule);
  const kept: Sight[] = [];
  for (const sight of seen.toSorted((a, b) => a.start - b.start || rank(a) - rank(b))) {
    const last = kept.at(-1);
    if (last === undefined || sight.start >= last.end) kept.push(sight);
    else if (rank(sight) < rank(last)) kept[kept.length - 1] = sight;
  }
  return kept.slice(0, most);
};
