import type { IncomingMessage, ServerResponse } from "node:http";
import { createHttp, type HttpOptions } from "../../../shared/http/client.ts";
import { listenOnLoopback } from "../../cloud/loopback.ts";
import { virtualClock } from "../../fakes/clock.ts";

export type Responder = (response: ServerResponse, request: IncomingMessage) => void;

export interface Server {
  readonly url: string;
  readonly requests: readonly {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingMessage["headers"];
    readonly body: string;
  }[];
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** A real server on loopback that answers its nth request with the nth responder, and with the last one from then on. */
export const serve = async (...responders: readonly Responder[]): Promise<Server> => {
  const requests: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  const { url, close } = await listenOnLoopback((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      const responder = responders[Math.min(requests.length, responders.length - 1)];
      requests.push({ method, url: path, headers, body: Buffer.concat(chunks).toString() });
      responder?.(response, request);
    });
  });
  return { url, requests, [Symbol.asyncDispose]: close };
};

export const json =
  (value: unknown, status = 200, headers: Readonly<Record<string, string>> = {}): Responder =>
  (response) => {
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(value));
  };
export const status = (code: number, headers: Readonly<Record<string, string>> = {}): Responder =>
  json({}, code, headers);
/** Hangs up without an answer. */
export const reset: Responder = (response) => {
  response.socket?.resetAndDestroy();
};
/** Takes the request and never answers. */
export const hang: Responder = () => {};

/** The client under a virtual clock, with what it logged. */
export const client = (overrides: Partial<HttpOptions> = {}) => {
  const clock = virtualClock();
  const debug: string[] = [];
  const warnings: string[] = [];
  const log = { debug: (line: string) => void debug.push(line), warning: (line: string) => void warnings.push(line) };
  const options: HttpOptions = {
    clock,
    log,
    random: () => 0.5,
    signal: new AbortController().signal,
    redact: (text) => text.replaceAll("s3cret", "***"),
    ...overrides,
  };
  return { http: createHttp(options), clock, debug, warnings };
};
