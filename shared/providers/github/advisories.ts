import { mergeAdvisories } from "../../dependencies/merge-advisories.ts";
import type { VersionRange } from "../../dependencies/policy/types.ts";
import { parseRange, standsIn } from "../../dependencies/policy/version-range.ts";
import type { Advisory, Dependency, NotChecked } from "../../dependencies/types.ts";
import { compareVersions } from "../../dependencies/versions/compare-versions.ts";
import { boundedHttp } from "../../http/bounded.ts";
import type { Http } from "../../http/types.ts";
import type { Advisories } from "../../ports/advisories.ts";
import type { Clock } from "../../ports/clock.ts";
import { inParallel } from "../in-parallel.ts";
import { questionsOf } from "../osv/queries.ts";
import type { GithubAccess } from "./access.ts";
import { batchesOf, type Package } from "./advisory-batches.ts";
import { entriesAbout, type PagesOptions } from "./advisory-pages.ts";
import { type About, advisoryOf, concerning, type GlobalAdvisory, type Vulnerability } from "./global-advisory.ts";

export interface GithubAdvisoriesOptions extends Pick<GithubAccess, "token" | "api"> {
  readonly http: Http;
  readonly clock: Clock;
  /** Milliseconds after which nothing more is asked: nobody waits long for a second opinion. */
  readonly patience: number;
  /** Tags that lead to the same commit as an action's ref. */
  readonly tagsOf: (dependency: Dependency) => Promise<readonly string[]>;
}

/** Requests at the same time, two for each batch: GitHub frowns on who has many under way. */
const MOST = 8;
/** Batches of one review: a job's token has a thousand requests an hour for everything. */
const BATCHES = 50;

const COMMIT = "GitHub's advisories are about versions, and this is a commit";
/** Refused batches are halved to find what is wrong in them; so often at most. */
const HALVINGS = 10;

interface Judgement {
  readonly known: readonly Advisory[];
  readonly why: string | undefined;
}

/** GitHub's own database of advisories: what it reviewed, and malware. Works with any token, and needs no licence. */
export const githubAdvisories = (options: GithubAdvisoriesOptions): Advisories => {
  const { http, clock, patience, tagsOf, token, api } = options;
  const bounded = boundedHttp(http, { most: MOST, budget: patience });

  const judge = async (
    { dependency, version }: Package["askers"][number],
    about: About,
    entries: readonly GlobalAdvisory[],
  ): Promise<Judgement> => {
    const concerned = entries
      .map((entry) => ({ entry, of: concerning(entry, about) }))
      .filter(({ of }) => of.length > 0);
    if (concerned.length === 0) return { known: [], why: undefined };
    const versions = about.ecosystem === "GitHub Actions" ? await tagsOf(dependency) : [version];
    const known: Advisory[] = [];
    let why: string | undefined;
    for (const { entry, of } of concerned) {
      const verdict = isAmong(about, versions, of);
      if (verdict === true) known.push(advisoryOf(entry, about, of));
      why ??= verdict === undefined ? `it cannot be told whether ${entry.ghsa_id} is about this version` : undefined;
    }
    return { known: mergeAdvisories(known.filter(({ withdrawnAt }) => withdrawnAt === undefined)), why };
  };

  const lookUp: Advisories["lookUp"] = async (dependencies) => {
    const { questions, unasked } = questionsOf(dependencies);
    const told = new Map<string, Judgement>();
    const pages: PagesOptions = { http: bounded, clock, token, api, until: clock.now() + patience };
    let halvings = HALVINGS;

    const ask = async (batch: readonly Package[]): Promise<void> => {
      const terms = batch.flatMap((one) => one.terms);
      const { entries, why, refused } = await entriesAbout(pages, batch[0]?.about.theirs ?? "", terms);
      if (refused && batch.length > 1 && halvings-- > 0) {
        const middle = Math.ceil(batch.length / 2);
        await Promise.all([ask(batch.slice(0, middle)), ask(batch.slice(middle))]);
        return;
      }
      const judged = batch.flatMap(({ about, askers }) =>
        askers.map(async (asker) => {
          const judgement = await judge(asker, about, entries);
          told.set(asker.dependency.purl, { ...judgement, why: why ?? judgement.why });
        }),
      );
      await Promise.all(judged);
    };

    for (const { query, askers } of questions) {
      if (query.package === undefined) for (const purl of askers.keys()) unasked.set(purl, COMMIT);
    }
    await inParallel(batchesOf(questions).slice(0, BATCHES), MOST / 2, ask);
    const known = new Map<string, readonly Advisory[]>();
    const unchecked: NotChecked[] = [];
    for (const purl of new Set(dependencies.map((one) => one.purl))) {
      if (unasked.has(purl)) continue;
      const judgement = told.get(purl);
      const why = judgement === undefined ? "GitHub was not asked about it" : judgement.why;
      if (judgement !== undefined && (why === undefined || judgement.known.length > 0))
        known.set(purl, judgement.known);
      if (why !== undefined) unchecked.push({ purl, what: "advisories", why });
    }
    return { known, unchecked, unasked };
  };

  return { lookUp, survey: lookUp };
};

/** Undefined: nobody can say. An action is in every version that its tags say; one that can be compared is enough. */
function isAmong(
  { ecosystem }: About,
  versions: readonly string[],
  concerned: readonly Vulnerability[],
): boolean | undefined {
  const verdicts = versions.map((version) => {
    const places = concerned.map(({ vulnerable_version_range: text }) => {
      const range = rangeOf(text ?? "");
      return range && standsIn(range, { ecosystem, version }, compareVersions);
    });
    return places.includes(true) || (places.includes(undefined) ? undefined : false);
  });
  return verdicts.includes(true) || (verdicts.includes(false) ? false : undefined);
}

/** From nothing on is all of them: by the order of versions, some pre-releases come before 0. */
const rangeOf = (text: string): VersionRange | undefined => {
  const rest = text.trim().replace(/^>=\s*0(?:\.0)*(?=\s*(?:,|$))/, "");
  return text.trim() === "" ? undefined : parseRange(rest.replace(/^\s*,/, "") || "*");
};
