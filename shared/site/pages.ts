import { createHash } from "node:crypto";
import { parseJson } from "../domain/json.ts";
import { visibleText } from "./html.ts";

/** Where a place says what its pages say: page to fingerprint of its text. */
export const PAGES = ".slipway/pages.json";

/** Above this many pages the list would weigh more than it is worth: megabytes, and seconds of every publication. */
export const MOST_PAGES = 20_000;

/** Of what a reader sees: markup, names of assets and the base make no difference. */
export const fingerprint = (html: string): string =>
  createHash("sha256").update(visibleText(html)).digest("base64url").slice(0, 12);

export const formatPages = (pages: ReadonlyMap<string, string>): string =>
  `${JSON.stringify(Object.fromEntries([...pages].toSorted(([one], [other]) => (one < other ? -1 : 1))), undefined, 0)}\n`;

/** Undefined where there is no such list. */
export function parsePages(text: string | undefined): ReadonlyMap<string, string> | undefined {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

export interface PageChange {
  readonly page: string;
  readonly how: "added" | "changed" | "removed";
}

/** What differs between two sites, the most important first: new pages, then those nearer to the top. */
export function changedPages(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly PageChange[] {
  const changes: PageChange[] = [];
  for (const [page, print] of after) {
    const there = before.get(page);
    if (there !== print) changes.push({ page, how: there === undefined ? "added" : "changed" });
  }
  for (const page of before.keys()) if (!after.has(page)) changes.push({ page, how: "removed" });
  const rank = { added: 0, changed: 1, removed: 2 } as const;
  const depth = (page: string) => page.replace(/\/?index\.html$/, "").split("/").length;
  return changes.toSorted(
    (one, other) =>
      rank[one.how] - rank[other.how] || depth(one.page) - depth(other.page) || (one.page < other.page ? -1 : 1),
  );
}
