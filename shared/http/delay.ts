/** First retry waits up to this many milliseconds, the next up to twice as many, and so on. */
const BASE = 100;
const BASE_WHEN_LIMITED = 500;
const CAP = 20_000;

/** Full jitter: anywhere between nothing and the doubled limit, so that callers who failed together come back apart. */
export const backoff = (retry: number, limited: boolean, random: () => number): number =>
  Math.round(random() * Math.min(CAP, (limited ? BASE_WHEN_LIMITED : BASE) * 2 ** Math.min(retry, 30)));

const HTTP_DATE = /^(mon|tue|wed|thu|fri|sat|sun)/i;
const NUMBER = /^\d+(\.\d+)?$/;
/** No vendor counts seconds that far; a greater number is a moment (Render's docs and its answers disagree on which). */
const EPOCH_FROM = 1e9;

const remaining = (headers: Headers): string | null =>
  headers.get("ratelimit-remaining") ?? headers.get("x-ratelimit-remaining");

/** The server's own clock where it tells it: a skewed runner must not turn "in a minute" into "in two hours". */
const serverNow = (headers: Headers, now: Date): number => {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? now.getTime() : date;
};

const retryAfter = (headers: Headers, now: Date): number | undefined => {
  const value = headers.get("retry-after")?.trim() ?? "";
  if (NUMBER.test(value)) return Number(value) * 1000;
  if (HTTP_DATE.test(value)) return Date.parse(value) - serverNow(headers, now);
  return undefined;
};

const rateLimitReset = (headers: Headers, now: Date): number | undefined => {
  const value = headers.get("ratelimit-reset") ?? headers.get("x-ratelimit-reset") ?? "";
  if (remaining(headers)?.trim() !== "0" || !NUMBER.test(value)) return undefined;
  return Number(value) > EPOCH_FROM ? Number(value) * 1000 - serverNow(headers, now) : Number(value) * 1000;
};

/** Nobody means more; a number beyond all dates would not even be one that can be told. */
const LONGEST = 366 * 86_400_000;

/** Milliseconds that the server asks us to wait; undefined when it says nothing, or nothing that makes sense. */
export const askedDelay = (headers: Headers, now: Date): number | undefined => {
  const asked = [retryAfter(headers, now), rateLimitReset(headers, now)].find((wait) => wait !== undefined && wait > 0);
  return asked && Math.min(asked, LONGEST);
};

/** 429 and 425 say it; GitHub says 403 and tells by its headers that it is about the rate. */
export const isLimited = (status: number, headers: Headers): boolean =>
  status === 429 ||
  status === 425 ||
  (status === 403 && (headers.has("retry-after") || headers.get("x-ratelimit-remaining")?.trim() === "0"));
