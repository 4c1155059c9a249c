import { mergeAdvisories } from "../../dependencies/merge-advisories.ts";
import type { Advisory, Dependency, NotChecked } from "../../dependencies/types.ts";
import { boundedHttp } from "../../http/bounded.ts";
import type { Http } from "../../http/types.ts";
import type { Advisories } from "../../ports/advisories.ts";
import { affectsTags } from "./action-ranges.ts";
import { type About, advisoryOf, unreadAdvisory } from "./advisory.ts";
import { askBatches, type Found } from "./batches.ts";
import { detailsReader } from "./details.ts";
import { actionRepository, type Query, questionsOf } from "./queries.ts";
import { surveyor } from "./survey.ts";

export interface OsvOptions {
  readonly http: Http;
  /** Base address: `https://api.osv.dev`, or a mirror of it. */
  readonly api: string;
  /** Tags that lead to the same commit as an action's ref; without it, only the ref itself counts. */
  readonly tagsOf?: (dependency: Dependency) => Promise<readonly string[]>;
}

/** Requests to OSV at the same time. */
const MOST = 24;
/** Milliseconds for all attempts of one request. */
const BUDGET = 20_000;

/** OSV: everything in as few batches as it takes, then each record that is named once. */
export const osvAdvisories = ({ http, api, tagsOf = refOnly }: OsvOptions): Advisories => {
  const bounded = boundedHttp(http, { most: MOST, budget: BUDGET });
  const read = detailsReader(bounded, api);

  /** What the ids that were found for one dependency come to. */
  const judge = async (dependency: Dependency, query: Query, { ids, why }: Found): Promise<Judgement> => {
    const about = aboutOf(dependency, query);
    const known: Advisory[] = [];
    const gaps = why === undefined ? [] : [why];
    const details = await Promise.all([...ids].map(async ([id, modified]) => ({ id, ...(await read(id, modified)) })));
    const isAction = dependency.ecosystem === "GitHub Actions" && query.commit === undefined;
    const tags = isAction && details.length > 0 ? await tagsOf(dependency) : [];
    for (const detail of details) {
      if ("why" in detail) {
        known.push(unreadAdvisory(detail.id));
        gaps.push(detail.why);
        continue;
      }
      const affected = !isAction || affectsTags(detail.record, actionRepository(dependency.name), tags);
      if (affected === "unknown")
        gaps.push(`no version tag leads to its commit, so ${detail.id} may concern it or not`);
      if (affected === true) known.push(advisoryOf(detail.record, about));
    }
    return { known, gaps };
  };

  return {
    async lookUp(dependencies) {
      const { questions: asked, unasked } = questionsOf(dependencies);
      const found = await askBatches(
        bounded,
        api,
        asked.map(({ query }) => query),
      );
      const judged = new Map<string, Judgement>();
      await Promise.all(
        asked.flatMap(({ query, askers }, index) =>
          [...askers.values()].map(async (dependency) => {
            judged.set(
              dependency.purl,
              await judge(dependency, query, found[index] ?? { ids: new Map(), why: "no answer" }),
            );
          }),
        ),
      );
      const known = new Map<string, readonly Advisory[]>();
      const unchecked: NotChecked[] = [];
      // In the order of the question, however the answers came in.
      for (const { purl } of dependencies) {
        const judgement = judged.get(purl);
        if (judgement === undefined || !judged.delete(purl)) continue;
        const merged = mergeAdvisories(judgement.known.filter(({ withdrawnAt }) => withdrawnAt === undefined));
        const [why] = judgement.gaps;
        if (why === undefined || merged.length > 0) known.set(purl, merged);
        if (why !== undefined) unchecked.push({ purl, what: "advisories", why });
      }
      return { known, unchecked, unasked };
    },
    survey: surveyor(http, api),
  };
};

interface Judgement {
  readonly known: readonly Advisory[];
  /** Why something about it is not known. */
  readonly gaps: readonly string[];
}

const refOnly = ({ version }: Dependency): Promise<readonly string[]> =>
  Promise.resolve(version === undefined ? [] : [version]);

const aboutOf = ({ ecosystem, name }: Dependency, query: Query): About | undefined =>
  query.commit === undefined
    ? { ecosystem, name: ecosystem === "GitHub Actions" ? actionRepository(name) : name }
    : undefined;
