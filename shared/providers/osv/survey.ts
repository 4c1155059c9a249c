import { mergeAdvisories } from "../../dependencies/merge-advisories.ts";
import type { Advisory, Dependency, NotChecked } from "../../dependencies/types.ts";
import { boundedHttp } from "../../http/bounded.ts";
import type { Http } from "../../http/types.ts";
import type { Advisories } from "../../ports/advisories.ts";
import { advisoryOf, unreadAdvisory } from "./advisory.ts";
import { askBatches } from "./batches.ts";
import { detailsReader } from "./details.ts";
import { questionsOf } from "./queries.ts";

/** Requests at the same time: what the change brings in is asked about beside it, and comes first. */
const MOST = 12;
/** Milliseconds for all attempts of one request: nobody waits long for what decides nothing. */
const BUDGET = 5_000;
/** Records that are read: as many as anybody looks at. */
const READ = 100;

/** What is known about many packages by as few requests as it takes; malware, then the packages that come first, are told in full. */
export const surveyor = (http: Http, api: string): Advisories["survey"] => {
  const bounded = boundedHttp(http, { most: MOST, budget: BUDGET });
  const read = detailsReader(bounded, api);

  const recordsOf = async (found: ReadonlyMap<string, string>) => {
    const byMalware = ([one]: readonly [string, string], [other]: readonly [string, string]): number =>
      Number(other.startsWith("MAL-")) - Number(one.startsWith("MAL-"));
    const wanted = [...found].toSorted(byMalware).slice(0, READ);
    return new Map(await Promise.all(wanted.map(async ([id, modified]) => [id, await read(id, modified)] as const)));
  };

  return async (dependencies) => {
    const { questions, unasked } = questionsOf(dependencies);
    const asked = questions.filter(({ query }) => query.version !== undefined);
    const found = await askBatches(
      bounded,
      api,
      asked.map(({ query }) => query),
    );
    const records = await recordsOf(new Map(found.flatMap(({ ids }) => [...ids])));
    const told = (id: string, { ecosystem, name }: Dependency): Advisory => {
      const detail = records.get(id);
      return detail !== undefined && "record" in detail
        ? advisoryOf(detail.record, { ecosystem, name })
        : unreadAdvisory(id);
    };
    const known = new Map<string, readonly Advisory[]>();
    const unchecked: NotChecked[] = [];
    for (const [index, { askers }] of asked.entries()) {
      const { ids, why } = found[index] ?? { ids: new Map<string, string>(), why: "no answer" };
      for (const [purl, dependency] of askers) {
        const all = [...ids.keys()].map((id) => told(id, dependency));
        const merged = mergeAdvisories(all.filter(({ withdrawnAt }) => withdrawnAt === undefined));
        if (why === undefined || merged.length > 0) known.set(purl, merged);
        if (why !== undefined) unchecked.push({ purl, what: "advisories", why });
      }
    }
    return { known, unchecked, unasked };
  };
};
