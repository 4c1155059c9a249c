/** The next page of a list, as its `Link` header tells it; undefined on the last one. Only ever of the same registry. */
export const nextPage = (headers: Headers, asked: URL): URL | undefined => {
  const link = /<([^>]*)>\s*;[^,]*rel="?next"?/i.exec(headers.get("link") ?? "")?.[1];
  if (link === undefined || !URL.canParse(link, asked.href)) return undefined;
  const next = new URL(link, asked.href);
  return next.origin === asked.origin ? next : undefined;
};
