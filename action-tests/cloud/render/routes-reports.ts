import type { Reply, Route } from "../routes.ts";
import { listOf, page } from "./paging.ts";
import { forService } from "./routes-deploys.ts";
import { eventBody, instant, logBody, notFound, ok, problem, timestamp } from "./wording.ts";
import type { World } from "./world.ts";

const hour = 3_600_000_000;

/** Without a start time, events and logs reach back one hour only. */
const windowOf = (world: World, query: URLSearchParams): { readonly from: number; readonly to: number } | undefined => {
  const now = world.stamp();
  const to = instant(query.get("endTime") ?? timestamp(now));
  const from = instant(query.get("startTime") ?? timestamp(now - hour));
  return from === undefined || to === undefined ? undefined : { from, to };
};

const logs = (world: World, query: URLSearchParams, ownerId: string): Reply => {
  const resources = listOf(query, "resource");
  const span = windowOf(world, query);
  const limit = Number(query.get("limit") ?? "20");
  if (query.get("ownerId") !== ownerId) return problem(400, "ownerId is required");
  if (resources.length === 0) return problem(400, "resource is required");
  if (!span || !Number.isInteger(limit) || limit < 1 || limit > 100) return problem(400, "invalid query");
  const missing = resources.find((id) => !world.services.has(id));
  if (missing !== undefined) return notFound(missing);
  const wants = (name: string, value: string | undefined) => {
    const wanted = listOf(query, name);
    return wanted.length === 0 || (value !== undefined && wanted.includes(value));
  };
  const texts = listOf(query, "text");
  const found = world.logs.filter(
    (line) =>
      resources.includes(line.service) &&
      line.at >= span.from &&
      line.at <= span.to &&
      wants("type", line.type) &&
      wants("level", line.level) &&
      wants("instance", line.instance) &&
      (texts.length === 0 || texts.some((text) => line.text.includes(text))),
  );
  const forward = query.get("direction") === "forward";
  const shown = forward ? found.slice(0, limit) : found.toReversed().slice(0, limit);
  const last = shown.at(-1)?.at;
  const hasMore = found.length > shown.length;
  // The two times are the query of the next page.
  const next = last === undefined ? span : forward ? { ...span, from: last + 1 } : { ...span, to: last - 1 };
  return ok({
    hasMore,
    nextStartTime: timestamp(next.from),
    nextEndTime: timestamp(next.to),
    logs: shown.map(logBody),
  });
};

export const reportRoutes = (world: World, ownerId: string): readonly Route[] => [
  {
    method: "GET",
    path: "/services/:id/events",
    handler: forService(world)((found, { query }) => {
      const span = windowOf(world, query);
      if (!span) return problem(400, "invalid time");
      const wanted = listOf(query, "type");
      const events = world.events
        .filter(
          ({ service, at, type }) =>
            service === found.id && at >= span.from && at <= span.to && (wanted.length === 0 || wanted.includes(type)),
        )
        .toReversed();
      return page(query, events, { id: ({ id }) => id, wrap: (event) => ({ event: eventBody(event) }) });
    }),
  },
  {
    method: "GET",
    path: "/events/:event",
    handler: ({ params }) => {
      const event = world.events.find(({ id }) => id === params["event"]);
      return event ? ok(eventBody(event)) : notFound(params["event"] ?? "");
    },
  },
  { method: "GET", path: "/logs", handler: ({ query }) => logs(world, query, ownerId) },
];
