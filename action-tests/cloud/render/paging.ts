import type { Reply } from "../routes.ts";
import { instant, ok, problem } from "./wording.ts";

/** Values of an array parameter, which are comma lists or repetitions. */
export const listOf = (query: URLSearchParams, name: string): readonly string[] =>
  [...query.getAll(name), ...query.getAll(`${name}[]`)]
    .flatMap((text) => text.split(","))
    .filter((text) => text !== "");

const cursorOf = (id: string): string => Buffer.from(id).toString("base64url");

/** One page of `{<thing>, cursor}`, from behind the item that the cursor names. The end is an empty page. */
export const page = <T>(
  query: URLSearchParams,
  items: readonly T[],
  view: { readonly id: (item: T) => string; readonly wrap: (item: T) => Readonly<Record<string, unknown>> },
): Reply => {
  const limit = Number(query.get("limit") ?? "20");
  if (!Number.isInteger(limit) || limit < 1 || limit > 100) return problem(400, "limit must be between 1 and 100");
  const cursor = query.get("cursor");
  const place = cursor ? items.findIndex((item) => cursorOf(view.id(item)) === cursor) : -1;
  if (cursor && place < 0) return problem(400, "invalid cursor");
  const shown = items.slice(place + 1, place + 1 + limit);
  return ok(shown.map((item) => ({ ...view.wrap(item), cursor: cursorOf(view.id(item)) })));
};

/** Whether a moment lies between `<name>After` and `<name>Before`. */
export const within = (query: URLSearchParams, name: string, at: number | undefined): boolean => {
  const after = query.get(`${name}After`);
  const before = query.get(`${name}Before`);
  if (after === null && before === null) return true;
  if (at === undefined) return false;
  const from = after === null ? undefined : instant(after);
  const to = before === null ? undefined : instant(before);
  return (from === undefined || at > from) && (to === undefined || at < to);
};
