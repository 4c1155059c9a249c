import { mergeAdvisories } from "../../dependencies/merge-advisories.ts";
import type { Dependency, NotChecked } from "../../dependencies/types.ts";
import type { Advisories, AdvisoryAnswer, Source } from "../../ports/advisories.ts";

/** A database under the name that people know it by. */
export interface Database {
  readonly name: string;
  readonly advisories: Advisories;
}

/**
 * One answer of two databases. The first one decides what is checked: what it does not answer is not known to be clean,
 * whatever the second one says, which does not list all that the first one does. The second one adds what it knows, and
 * where it does not answer, that is told and changes nothing.
 */
export function fromDatabases(first: Database, second?: Database): Advisories {
  return {
    async lookUp(dependencies) {
      const [main, more] = await Promise.all([
        first.advisories.lookUp(dependencies),
        second?.advisories.lookUp(dependencies),
      ]);
      const sources = [sourceOf(first, dependencies, main)];
      if (second === undefined || more === undefined) return { ...main, sources };
      const known = new Map(main.known);
      for (const [purl, found] of more.known) {
        if (found.length > 0) known.set(purl, mergeAdvisories([...(known.get(purl) ?? []), ...found]));
      }
      const open = new Set(more.unchecked.map(({ purl }) => purl));
      const unchecked = main.unchecked.map((one): NotChecked => {
        const isAnswered = one.what === "advisories" && !open.has(one.purl) && !more.unasked.has(one.purl);
        // Malware of most registries is in none of GitHub's lists, so that half of an answer is no answer.
        return isAnswered ? { ...one, why: `${one.why} (${second.name} answered, which has less)` } : one;
      });
      return { known, unchecked, unasked: main.unasked, sources: [...sources, sourceOf(second, dependencies, more)] };
    },
    survey: first.advisories.survey,
  };
}

function sourceOf(
  { name }: Database,
  dependencies: readonly Dependency[],
  { unchecked, unasked }: AdvisoryAnswer,
): Source {
  const asked = new Set(dependencies.map(({ purl }) => purl).filter((purl) => !unasked.has(purl)));
  const open = new Set(unchecked.map(({ purl }) => purl));
  return { name, asked: asked.size, answered: asked.size - open.size, why: unchecked[0]?.why };
}
