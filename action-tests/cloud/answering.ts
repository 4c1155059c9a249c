import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as wait } from "node:timers/promises";
import type { Strikes } from "./faults.ts";
import type { Reply } from "./routes.ts";
import type { Exchange } from "./types.ts";

const html = (status: number) =>
  `<!DOCTYPE html><html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`;

const bytesOf = (reply: Reply): Buffer => {
  if (reply.raw !== undefined) return Buffer.from(reply.raw as string);
  return reply.body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(reply.body));
};

const headersOf = (reply: Reply, length: number): Record<string, string> => ({
  ...(reply.body === undefined || reply.raw !== undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
  ...(reply.status === 204 || reply.status === 304 ? {} : { "content-length": String(length) }),
  ...reply.headers,
});

const reset = (response: ServerResponse): void => {
  const { socket } = response;
  if (socket && "resetAndDestroy" in socket && typeof socket.resetAndDestroy === "function") socket.resetAndDestroy();
  response.destroy();
};

const forever = function* (): Generator<Buffer> {
  const piece = Buffer.alloc(64 * 1024, "{");
  for (;;) yield piece;
};

/** Sends what the request leads to, bent by the faults that strike it. Calls and delays go with any other fault. */
export const answering = async (
  response: ServerResponse,
  exchange: Exchange,
  strikes: Strikes,
  closing: AbortSignal,
  carryOut: () => Promise<Reply>,
): Promise<void> => {
  for (const strike of strikes) {
    if (strike.kind === "delay") await wait(strike.milliseconds, undefined, { signal: closing });
    if (strike.kind === "call" && strike.when === "before") await strike.call();
  }
  const send = (reply: Reply, share = 1): void => {
    const bytes = bytesOf(reply);
    exchange.status = reply.status;
    exchange.answer = reply.raw === undefined ? reply.body : String(reply.raw);
    response.writeHead(reply.status, headersOf(reply, bytes.length));
    if (share === 1) response.end(bytes);
    else response.write(bytes.subarray(0, Math.floor(bytes.length * share)), () => reset(response));
  };
  const afterwards = async (): Promise<void> => {
    for (const strike of strikes) if (strike.kind === "call" && strike.when === "after") await strike.call();
  };

  const strike = strikes.find(({ kind }) => kind !== "delay" && kind !== "call");
  switch (strike?.kind) {
    case "status":
      send({ status: strike.status, body: strike.body, headers: strike.headers ?? {} });
      break;
    case "html":
      send({ status: strike.status, raw: html(strike.status), headers: { "content-type": "text/html" } });
      break;
    case "reset":
      reset(response);
      break;
    case "cut":
    case "lost-answer":
      await carryOut();
      await afterwards();
      reset(response);
      return;
    case "truncate":
      send(await carryOut(), 0.5);
      break;
    case "endless":
      exchange.status = 200;
      response.writeHead(200, { "content-type": "application/octet-stream" });
      // Until nobody takes it any more, which is how it always ends.
      await pipeline(Readable.from(forever()), response, { signal: closing }).catch(() => {});
      break;
    case "hang":
      if (strike.carriedOut) await carryOut();
      break;
    case "delay":
    case "call":
    case undefined: {
      const reply = await carryOut();
      await afterwards();
      send(reply);
      return;
    }
  }
  await afterwards();
};
