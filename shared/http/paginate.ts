import { Failure } from "../action/failure.ts";

/** One page of a list. */
export interface Page<I> {
  readonly items: readonly I[];
  /** What to ask the next page with; undefined on the last one. */
  readonly next: string | undefined;
}

/** How to read a list page by page. */
export interface PaginateOptions<I> {
  /** For messages: `the deploys of srv-abc`. */
  readonly what: string;
  readonly page: (cursor: string | undefined) => Promise<Page<I>>;
  /** What makes an item the same as another: it may move to a later page while we read. */
  readonly key: (item: I) => string;
  /** A list that goes on after so many pages is a fault of the provider. */
  readonly maxPages?: number;
}

const endless = (what: string, why: string): Failure =>
  new Failure("SLIP-HTTP-MALFORMED", `The list of ${what} does not end: ${why}.`, {
    blame: "provider",
    state: "Nothing was changed by reading it.",
    next: "Run the step again; if it happens again, report it to the provider.",
  });

/** Every item of a list once, page by page, in the provider's order; read no further than the caller does. */
export async function* paginate<I>(options: PaginateOptions<I>): AsyncGenerator<I, void, undefined> {
  const { what, page, key, maxPages = 1000 } = options;
  const cursors = new Set<string>();
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let count = 0; count < maxPages; count++) {
    const { items, next } = await page(cursor);
    for (const item of items) {
      const id = key(item);
      if (seen.has(id)) continue;
      seen.add(id);
      yield item;
    }
    if (next === undefined) return;
    if (cursors.has(next)) throw endless(what, "a page leads back to an earlier one");
    cursors.add(next);
    cursor = next;
  }
  throw endless(what, `there are more than ${maxPages} pages`);
}

/** The whole list at once. */
export const collect = async <I>(items: AsyncIterable<I>): Promise<readonly I[]> => {
  const all: I[] = [];
  for await (const item of items) all.push(item);
  return all;
};
