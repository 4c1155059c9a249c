import type { Incoming, Reply } from "../routes.ts";

const whole = (text: string | null, fallback: number): number => {
  const value = Number(text ?? fallback);
  return Number.isInteger(value) && value > 0 ? value : fallback;
};

/** One page of a list, with the Link header that leads to the others. */
export const paged = (
  base: string,
  { path, query }: Incoming,
  all: readonly unknown[],
  wrap: (page: readonly unknown[]) => unknown = (page) => page,
): Reply => {
  const size = Math.min(100, whole(query.get("per_page"), 30));
  const page = whole(query.get("page"), 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (number: number, rel: string): string => {
    const search = new URLSearchParams(query);
    search.set("page", String(number));
    return `<${base}${path}?${search.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(Math.min(page - 1, last), "prev")] : []),
    ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
    ...(page > 1 ? [link(1, "first")] : []),
  ];
  return {
    status: 200,
    body: wrap(all.slice((page - 1) * size, page * size)),
    headers: links.length === 0 ? {} : { link: links.join(", ") },
  };
};
