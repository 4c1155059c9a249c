import { Failure } from "../../action/failure.ts";
import type { Http } from "../../http/types.ts";
import type { Query } from "./queries.ts";
import { Batch } from "./schemas.ts";

/** OSV takes no more queries at once. */
const LARGEST = 1000;
/** A query with more pages than this has more advisories than any package ever had. */
const PAGES = 30;
/** Refused batches are halved to find the query that is wrong; this many further requests at most. */
const HALVINGS = 60;

/** What OSV answered to one query: ids with when they were last changed, or why it is not known. */
export interface Found {
  readonly ids: Map<string, string>;
  why: string | undefined;
}

interface Asked {
  readonly query: Query;
  readonly found: Found;
  token: string | undefined;
  pages: number;
}

/** Answers by position, every page followed. Rejects only with the run's own reason. */
export async function askBatches(http: Http, api: string, queries: readonly Query[]): Promise<readonly Found[]> {
  const asked = queries.map((query): Asked => ({
    query,
    found: { ids: new Map(), why: undefined },
    token: undefined,
    pages: 0,
  }));
  let halvings = HALVINGS;

  const ask = async (batch: readonly Asked[]): Promise<void> => {
    const results = await send(batch).catch((thrown: unknown) => {
      if (!(thrown instanceof Failure) || !thrown.code.startsWith("SLIP-HTTP-")) throw thrown;
      return thrown;
    });
    if (results instanceof Failure) {
      const isForOne = results.code === "SLIP-HTTP-REFUSED" || results.code === "SLIP-HTTP-TOO-LARGE";
      if (!isForOne || batch.length === 1 || halvings-- <= 0) giveUp(batch, results.message);
      else {
        const middle = Math.ceil(batch.length / 2);
        await Promise.all([ask(batch.slice(0, middle)), ask(batch.slice(middle))]);
      }
      return;
    }
    if (results.length !== batch.length) {
      giveUp(batch, `OSV answered ${results.length} of ${batch.length} queries`);
      return;
    }
    for (const [index, result] of results.entries()) {
      const one = batch[index];
      if (one !== undefined) take(one, result);
    }
  };

  const send = async (batch: readonly Asked[]): Promise<Batch["results"]> => {
    const { body } = await http({
      method: "POST",
      url: `${api.replace(/\/+$/, "")}/v1/querybatch`,
      body: {
        queries: batch.map(({ query, token }) => ({ ...query, ...(token === undefined ? {} : { page_token: token }) })),
      },
      schema: Batch,
      repeatable: true,
    });
    return body.results;
  };

  for (let open: readonly Asked[] = asked; open.length > 0; open = open.filter(({ token }) => token !== undefined)) {
    // oxlint-disable-next-line no-await-in-loop -- a page is asked for with what the one before it said
    await Promise.all(chunks(open).map(ask));
  }
  return asked.map(({ found }) => found);
}

const take = (asked: Asked, result: Batch["results"][number]): void => {
  const { found } = asked;
  for (const { id, modified } of result?.vulns ?? []) found.ids.set(id, modified ?? "");
  const next = result?.next_page_token || undefined;
  asked.pages++;
  if (next !== undefined && (next === asked.token || asked.pages >= PAGES)) {
    found.why = "OSV's list of what is known about it does not end";
    asked.token = undefined;
  } else asked.token = next;
};

const giveUp = (batch: readonly Asked[], why: string): void => {
  for (const asked of batch) {
    asked.found.why = why;
    asked.token = undefined;
  }
};

const chunks = (asked: readonly Asked[]): (readonly Asked[])[] =>
  Array.from({ length: Math.ceil(asked.length / LARGEST) }, (_, index) =>
    asked.slice(index * LARGEST, (index + 1) * LARGEST),
  );
