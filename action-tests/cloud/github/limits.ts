import { randomBytes } from "node:crypto";
import { rateWindow } from "../rate-window.ts";
import type { Incoming, Reply } from "../routes.ts";
import { Refusal, refused } from "./refusal.ts";
import { authenticate } from "./tokens.ts";
import type { World } from "./world.ts";

const hour = 3_600_000;

/** The door: who is it, and is it not too often. Its headers are on every answer. */
export const door = (world: World) => {
  const hourly = world.options.hourly ?? 1000;
  const writesPerMinute = world.options.writesPerMinute ?? 80;
  const primary = new Map<string, ReturnType<typeof rateWindow>>();
  const secondary = new Map<string, ReturnType<typeof rateWindow>>();

  const windowOf = (windows: typeof primary, name: string, allowed: number, length: number) => {
    const window = windows.get(name) ?? rateWindow(allowed, length);
    windows.set(name, window);
    return window;
  };

  const headers = (used: number, wait: number): Readonly<Record<string, string>> => ({
    "x-ratelimit-limit": String(hourly),
    "x-ratelimit-remaining": String(Math.max(0, hourly - used)),
    "x-ratelimit-used": String(used),
    "x-ratelimit-reset": String(Math.ceil((world.now().getTime() + wait) / 1000)),
    "x-ratelimit-resource": "core",
  });

  const repositoryOf = (request: Incoming): string | undefined => {
    try {
      return authenticate(world, request).repository;
    } catch {
      return undefined;
    }
  };

  return {
    before: (request: Incoming): Reply | undefined => {
      try {
        const { repository } = authenticate(world, request);
        const window = windowOf(primary, repository, hourly, hour);
        if (!window.take())
          throw new Refusal(403, "API rate limit exceeded for installation.", {}, headers(hourly, window.wait()));
        const writes = windowOf(secondary, repository, writesPerMinute, 60_000);
        if (request.method === "GET" || request.method === "HEAD" || writes.take()) return undefined;
        const message = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.";
        throw new Refusal(403, message, {}, { "retry-after": String(Math.max(1, Math.ceil(writes.wait() / 1000))) });
      } catch (error) {
        if (error instanceof Refusal) return refused(error);
        throw error;
      }
    },
    after: (request: Incoming, reply: Reply): Reply => {
      const repository = repositoryOf(request);
      const window = repository === undefined ? undefined : windowOf(primary, repository, hourly, hour);
      return {
        ...reply,
        headers: {
          "x-github-request-id": randomBytes(16).toString("hex").toUpperCase(),
          "x-github-media-type": "github.v3; format=json",
          ...(window ? headers(window.used(), window.wait()) : {}),
          ...reply.headers,
        },
      };
    },
  };
};
