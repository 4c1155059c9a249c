import type { IncomingMessage, ServerResponse } from "node:http";
import { answering } from "./answering.ts";
import type { Contract } from "./contract.ts";
import { faultScript } from "./faults.ts";
import { newJournal } from "./journal.ts";
import { listenOnLoopback } from "./loopback.ts";
import { type Incoming, type Reply, type Route, routeTable } from "./routes.ts";
import type { Emulator } from "./types.ts";

export interface ServerOptions {
  /** Path before all routes, such as `/v1`; part of `url`. */
  readonly prefix?: string;
  readonly routes: readonly Route[];
  readonly contract?: Contract | undefined;
  /** Runs before a route, also before an unknown one: authentication, limits. A reply ends the matter. */
  readonly before?: (request: Incoming) => Reply | undefined | Promise<Reply | undefined>;
  /** Runs over every reply that is not a fault's: headers that all answers bear. */
  readonly after?: (request: Incoming, reply: Reply) => Reply;
  readonly notFound?: (request: Incoming) => Reply;
  /** Free-chosen when absent. */
  readonly port?: number | undefined;
}

export type EmulatorServer = Omit<Emulator, "dump">;

const limit = 64 * 1024 * 1024;

/** `most`: where the connection is going to be cut; what came by then is the body. */
const readBody = async (request: IncomingMessage, most: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  if (most === 0) return Buffer.alloc(0);
  for await (const chunk of request.iterator({ destroyOnReturn: most === Number.POSITIVE_INFINITY })) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > limit) throw new Error("body too large");
    chunks.push(bytes);
    if (size >= most) return Buffer.concat(chunks).subarray(0, most);
  }
  return Buffer.concat(chunks);
};

const parse = (raw: Buffer): unknown => {
  if (raw.length === 0) return undefined;
  try {
    return JSON.parse(raw.toString("utf8"));
  } catch {
    return undefined;
  }
};

const flat = (headers: IncomingMessage["headers"]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : (value ?? "")]),
  );

/** An emulator's HTTP side on loopback: routes, journal, faults and the check against the API description. */
export const startServer = async (options: ServerOptions): Promise<EmulatorServer> => {
  const { prefix = "", contract } = options;
  const journal = newJournal();
  const script = faultScript();
  const find = routeTable(prefix, options.routes);
  const violations: string[] = [];
  const closing = new AbortController();

  const check = (request: Incoming, route: Route | undefined, reply: Reply): void => {
    if (!route) violations.push(`${request.method} ${request.path}: no such route in the emulator`);
    if (!contract || !route || route.described === false) return;
    const path = request.path.slice(prefix.length);
    // A refused request may be wrong: that is why it was refused.
    if (reply.status < 400) violations.push(...contract.request(request.method, path, request.query, request.body));
    if (reply.raw === undefined || reply.status >= 400) {
      const body = reply.body === undefined ? undefined : (JSON.parse(JSON.stringify(reply.body)) as unknown);
      violations.push(...contract.answer(request.method, path, reply.status, body));
    }
  };

  const carryOut = async (request: Incoming, route: Route | undefined): Promise<Reply> => {
    const early = await options.before?.(request);
    const unfound = options.notFound ?? (() => ({ status: 404, body: { message: "Not Found" } }));
    const reply = early ?? (await (route ? route.handler(request) : unfound(request)));
    const final = options.after?.(request, reply) ?? reply;
    if (!early) check(request, route, final);
    return final;
  };

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(message.url ?? "/", "http://emulator");
    const method = message.method ?? "GET";
    const found = find(method, url.pathname);
    const strikes = script.strikes(method, url.pathname);
    const cut = strikes.find((strike) => strike.kind === "cut");
    const raw = await readBody(message, cut?.bytes ?? Number.POSITIVE_INFINITY);
    const request: Incoming = {
      method,
      path: url.pathname,
      params: found?.params ?? {},
      query: url.searchParams,
      headers: flat(message.headers),
      body: parse(raw),
      raw,
      ...(cut === undefined ? {} : { cut: true }),
    };
    const { path, headers } = request;
    const body = request.body ?? (raw.length > 0 ? raw.toString("utf8") : undefined);
    const exchange = journal.open({ method, path, query: url.search.slice(1), headers, body });
    await answering(response, exchange, strikes, closing.signal, () => carryOut(request, found?.route));
  };

  const { url, close } = await listenOnLoopback((message, response) => {
    serve(message, response).catch((error: unknown) => {
      if (closing.signal.aborted || response.destroyed) return;
      // An emulator that breaks must not look like a vendor that does.
      violations.push(`${message.method} ${message.url}: the emulator failed: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500, { "content-type": "application/json" });
      response.end(JSON.stringify({ message: "emulator failure" }));
    });
  }, options.port);

  return {
    url: url + prefix,
    journal: journal.exchanges,
    fault: script.add,
    clearFaults: script.clear,
    violations,
    close: async () => {
      closing.abort();
      await close();
    },
  };
};
