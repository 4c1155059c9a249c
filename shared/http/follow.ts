const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const next = (response: Response, from: URL): URL | undefined => {
  const location = response.headers.get("location");
  if (!REDIRECTS.has(response.status) || location === null || !URL.canParse(location, from.href)) return undefined;
  const to = new URL(location, from.href);
  const safe = to.protocol === "https:" || (to.protocol === "http:" && from.protocol === "http:");
  return safe && to.username === "" && to.password === "" ? to : undefined;
};

/**
 * Sends, and sends again where the answer leads to, so many times. At another origin nothing of what we said before is
 * repeated: storage that hands out signed addresses refuses foreign credentials, and should never see them. The answer
 * is a redirect itself where it leads nowhere we may go.
 */
export const follow = async (
  target: URL,
  init: RequestInit,
  most: number,
  send: (url: URL, init: RequestInit) => Promise<Response>,
): Promise<Response> => {
  let url = target;
  let current = init;
  for (let left = most; ; left--) {
    const response = await send(url, current);
    const to = left > 0 ? next(response, url) : undefined;
    if (to === undefined) return response;
    await response.body?.cancel();
    if (to.origin !== url.origin)
      current = { method: init.method ?? "GET", headers: { "user-agent": "slipway", "accept-encoding": "identity" } };
    url = to;
  }
};
