import * as z from "zod";
import { Failure } from "../../action/failure.ts";
import type { Http } from "../../http/types.ts";
import type { Clock } from "../../ports/clock.ts";
import { type GithubAccess, HEADERS } from "./access.ts";
import { GlobalAdvisory } from "./global-advisory.ts";

/** Entries that GitHub gives at once. */
const PAGE = 100;
/** More than that is known about no such handful of packages. */
const PAGES = 20;
/** Milliseconds for one request. */
const ATTEMPT = 5_000;
/** Vulnerabilities and malware are two lists, and the second one is only given to who asks for it. */
const TYPES = ["reviewed", "malware"] as const;

const Page = z
  .array(GlobalAdvisory.nullable().catch(null))
  .nullish()
  // A refusal that is an answer has a body of another shape.
  .catch(undefined);

/** What was asked together, and why not all of the answer is there. */
export interface Told {
  readonly entries: readonly GlobalAdvisory[];
  readonly why: string | undefined;
  /** It was refused for what was asked: in halves it may be answered. */
  readonly refused: boolean;
}

export interface PagesOptions extends Pick<GithubAccess, "token" | "api"> {
  readonly http: Http;
  readonly clock: Clock;
  /** Moment of the clock after which nothing more is asked. */
  readonly until: number;
}

/** Everything that GitHub's database of advisories tells of some packages of one ecosystem. Rejects only with the run's own reason. */
export async function entriesAbout(
  options: PagesOptions,
  ecosystem: string,
  affects: readonly string[],
): Promise<Told> {
  const lists = await Promise.all(TYPES.map((type) => read(options, `ecosystem=${ecosystem}&type=${type}`, affects)));
  return {
    entries: lists.flatMap(({ entries }) => entries),
    why: lists.find(({ why }) => why !== undefined)?.why,
    refused: lists.some(({ refused }) => refused),
  };
}

async function read(options: PagesOptions, what: string, affects: readonly string[]): Promise<Told> {
  const { http, token, api, clock, until } = options;
  const address = `${api.replace(/\/+$/, "")}/advisories?${what}&per_page=${PAGE}&affects=${affects.map(encoded).join(",")}`;
  const entries: GlobalAdvisory[] = [];
  const ended = (why: string | undefined, refused = false): Told => ({ entries, why, refused });
  let after = "";
  for (let count = 0; count < PAGES; count++) {
    const budget = until - clock.now();
    if (budget <= 0) return ended("GitHub's advisories took too long");
    try {
      // oxlint-disable-next-line no-await-in-loop -- where the next page begins, this one tells
      const { status, headers, body } = await http({
        url: `${address}${after}`,
        token,
        headers: HEADERS,
        schema: Page,
        accept: [404],
        budget,
        attempt: ATTEMPT,
      });
      if (status === 404) return ended("GitHub's advisories are not offered here: it answered 404");
      if (!body) return ended("GitHub's advisories answered something else");
      for (const entry of body) if (entry !== null) entries.push(entry);
      if (body.includes(null)) return ended("GitHub's advisories have an entry that cannot be read");
      const next = cursorIn(headers.get("link"));
      if (next === undefined) return ended(undefined);
      if (`&after=${next}` === after) break;
      after = `&after=${next}`;
    } catch (thrown) {
      if (!(thrown instanceof Failure) || !thrown.code.startsWith("SLIP-HTTP-")) throw thrown;
      return ended(thrown.message, thrown.code === "SLIP-HTTP-REFUSED" || thrown.code === "SLIP-HTTP-TOO-LARGE");
    }
  }
  return ended("GitHub's list of advisories does not end");
}

/** What may stand in a query as it is stays so: an address has to be short. */
const encoded = (term: string): string => encodeURIComponent(term).replaceAll("%40", "@").replaceAll("%2F", "/");

/** Only the cursor is taken of the address: an answer does not choose who is asked. */
const cursorIn = (link: string | null): string | undefined => {
  const address = /<([^>]{1,20000})>;\s*rel="next"/.exec(link ?? "")?.[1];
  return /[?&]after=([\w%=.~-]{1,500})(?:&|$)/.exec(address ?? "")?.[1];
};
