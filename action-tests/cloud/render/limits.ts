import type { Limits } from "./options.ts";

export interface Allowance {
  readonly allowed: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** Whole seconds until the window ends. */
  readonly reset: number;
}

/** Which bucket a request falls into. One service's deploys, PATCH, suspend, resume, scale and hooks share one. */
const bucketOf = (method: string, path: string, limits: Limits): readonly [name: string, limit: number] => {
  const hook = /^\/deploy\/([^/]+)$/.exec(path);
  if (hook) return [`service ${hook[1]}`, limits.service];
  if (path.startsWith("/v1/logs")) return ["logs", limits.logs];
  const shared =
    method === "PATCH"
      ? /^\/v1\/services\/([^/]+)$/.exec(path)
      : method === "POST"
        ? /^\/v1\/services\/([^/]+)\/(?:deploys|suspend|resume|scale)$/.exec(path)
        : null;
  if (shared) return [`service ${shared[1]}`, limits.service];
  return method === "GET" || method === "HEAD" ? ["get", limits.get] : ["write", limits.write];
};

/** Windows of fixed length that start with their first request, for each user and class. */
export const newLimiter = (limits: Limits) => {
  const windows = new Map<string, { start: number; used: number }>();
  return (user: string, method: string, path: string): Allowance => {
    const [name, limit] = bucketOf(method, path, limits);
    // A service's bucket is the service's, whoever asks.
    const key = name.startsWith("service ") ? name : `${user} ${name}`;
    const now = limits.now();
    let window = windows.get(key);
    if (!window || now - window.start >= limits.window) {
      window = { start: now, used: 0 };
      windows.set(key, window);
    }
    const allowed = window.used < limit;
    if (allowed) window.used++;
    const reset = Math.ceil((window.start + limits.window - now) / 1000);
    return { allowed, limit, remaining: limit - window.used, reset };
  };
};
