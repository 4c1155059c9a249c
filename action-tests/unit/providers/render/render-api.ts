import { Secret } from "../../../../shared/action/secret.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import { renderDeployer } from "../../../../shared/providers/render/deployer.ts";
import { virtualClock } from "../../../fakes/clock.ts";

export interface Call {
  readonly method: string;
  /** Path below /v1 with its query. */
  readonly path: string;
  readonly body: unknown;
}

/** Answers one call; `undefined` means that the connection is cut. */
export type Reply = Response | undefined;

/** The adapter on top of the real HTTP client, whose `fetch` is the test's, on a clock on which waiting takes no time. */
export function adapter(answer: (call: Call, index: number) => Reply) {
  const calls: Call[] = [];
  const clock = virtualClock();
  const controller = new AbortController();
  const http = createHttp({
    clock,
    random: () => 0.5,
    signal: controller.signal,
    log: { debug: () => {}, warning: () => {} },
    redact: (text) => text,
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      const body = typeof init?.body === "string" ? (JSON.parse(init.body) as unknown) : undefined;
      const call = { method: init?.method ?? "GET", path: url.pathname.replace("/v1", "") + url.search, body };
      calls.push(call);
      const reply = answer(call, calls.length - 1);
      if (reply === undefined) {
        const cut = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
        throw new TypeError("fetch failed", { cause: cut });
      }
      return reply;
    },
  });
  const token = new Secret("rnd_0123456789");
  const deployer = renderDeployer({ http, clock, signal: controller.signal, token, api: "https://api.test/v1/" });
  return { deployer, calls, clock, posts: () => calls.filter(({ method }) => method === "POST") };
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });

/** A list as Render pages it. */
export const listed = (...deploys: readonly object[]): Response =>
  json(deploys.map((deploy) => ({ deploy, cursor: "c" })));
