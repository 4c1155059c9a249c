import { paginate } from "../../http/paginate.ts";

const PAGE = 100;

/**
 * A list of GitHub's by page numbers. `page` is asked with the query of a page, such as `per_page=100&page=2`; `key` tells
 * an item from others, since whoever writes one while we read moves the others to later pages.
 */
export const byPageNumber = <T>(
  what: string,
  page: (query: string) => Promise<readonly T[]>,
  key: (item: T) => number,
): AsyncGenerator<T> =>
  paginate({
    what,
    page: async (number = "1") => {
      const items = await page(`per_page=${PAGE}&page=${number}`);
      return { items, next: items.length < PAGE ? undefined : String(Number(number) + 1) };
    },
    key: (item) => String(key(item)),
  });
