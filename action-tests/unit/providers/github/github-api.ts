import * as z from "zod";
import { Secret } from "../../../../shared/action/secret.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import { githubLedger } from "../../../../shared/providers/github/ledger.ts";
import { virtualClock } from "../../../fakes/clock.ts";

const Body = z.looseObject({
  environment: z.string().optional(),
  ref: z.string().optional(),
  task: z.string().optional(),
});

interface Stored {
  readonly id: number;
  readonly environment: string;
  readonly sha: string;
  readonly task: string;
  readonly created_at: string;
  readonly payload: unknown;
  readonly statuses: Record<string, unknown>[];
}

/** What befalls one request: `lost` is carried out and never answered. */
export type Mishap = "lost" | "cut" | Response | undefined;

/** The ledger on the real client against as much of GitHub's Deployments as it needs. `asText` gives payloads back as text. */
export function github({
  mishap = () => undefined,
  asText = false,
}: { mishap?: (method: string, index: number) => Mishap; asText?: boolean } = {}) {
  const stored: Stored[] = [];
  const requests: { method: string; path: string; body: Record<string, unknown> }[] = [];
  let ids = 100;

  const answer = (method: string, url: URL, body: Record<string, unknown>): Response => {
    const [, id, statuses] = /\/repos\/acme\/shop\/deployments(?:\/(\d+))?(\/statuses)?$/.exec(url.pathname) ?? [];
    const size = Number(url.searchParams.get("per_page"));
    const page = <T>(all: readonly T[]): Response => {
      const from = (Number(url.searchParams.get("page")) - 1) * size;
      return Response.json(all.slice(from, from + size));
    };
    if (id === undefined && method === "POST") {
      const { environment = "production", ref = "", task = "deploy" } = Body.parse(body);
      const payload = asText ? JSON.stringify(body["payload"]) : body["payload"];
      const made = {
        id: (ids += 1),
        environment,
        sha: ref,
        task,
        created_at: `2026-11-20T00:00:${ids % 60}Z`,
        payload,
        statuses: [],
      };
      stored.unshift(made);
      return Response.json(made, { status: 201 });
    }
    if (id === undefined) {
      const wanted = ["environment", "sha", "task"].flatMap((key) => url.searchParams.get(key) ?? []);
      return page(
        stored.filter((one) => wanted.every((value) => [one.environment, one.sha, one.task].includes(value))),
      );
    }
    const found = stored.find((one) => String(one.id) === id);
    if (found === undefined) return Response.json({ message: "Not Found" }, { status: 404 });
    if (statuses === undefined) return Response.json(found);
    if (method === "GET") return page(found.statuses);
    const status = {
      id: (ids += 1),
      created_at: "2026-11-20T00:00:00Z",
      description: "",
      environment_url: "",
      ...body,
    };
    found.statuses.unshift(status);
    return Response.json(status, { status: 201 });
  };

  const http = createHttp({
    clock: virtualClock(),
    random: () => 0.5,
    signal: new AbortController().signal,
    log: { debug: () => {}, warning: () => {} },
    redact: (text) => text,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const method = init?.method ?? "GET";
      const body = typeof init?.body === "string" ? z.looseObject({}).parse(JSON.parse(init.body)) : {};
      requests.push({ method, path: url.pathname, body });
      const happens = mishap(method, requests.filter((request) => request.method === method).length - 1);
      if (happens instanceof Response) return happens;
      const reply = happens === "cut" ? undefined : answer(method, url, body);
      if (happens === undefined && reply !== undefined) return reply;
      const cut = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
      throw new TypeError("fetch failed", { cause: cut });
    },
  });
  const token = new Secret("ghs_0123456789");
  const access = { http, token, api: "https://api.test", repository: "acme/shop", runUrl: "https://github.test/run/1" };
  return {
    ledger: githubLedger(access),
    stored,
    requests,
    posts: () => requests.filter(({ method }) => method === "POST"),
  };
}
