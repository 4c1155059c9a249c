import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { serveFile } from "./static-files.ts";

export type Target =
  | { readonly kind: "ports"; readonly ports: readonly number[] }
  | { readonly kind: "folder"; readonly folder: string }
  | { readonly kind: "suspended" };

/** The stable public address of one service. */
export interface Front {
  readonly url: string;
  /** From now on every next request goes there, also on connections that are open already. */
  readonly point: (target: Target) => void;
  readonly close: () => Promise<void>;
}

const refuse = (response: ServerResponse, status: number, text: string): void => {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.writeHead(status, { "content-type": "text/plain", "x-render-routing": text });
  response.end(`${text}\n`);
};

export const openFront = async (port: number | undefined): Promise<Front> => {
  let target: Target = { kind: "ports", ports: [] };
  let turn = 0;
  const agents = new Map<number, Agent>();

  const next = (): number | undefined => {
    const { ports } = target.kind === "ports" ? target : { ports: [] };
    return ports[turn++ % Math.max(1, ports.length)];
  };
  const agentOf = (instance: number): Agent => {
    const agent = agents.get(instance) ?? new Agent({ keepAlive: true, maxSockets: 256 });
    agents.set(instance, agent);
    return agent;
  };

  const forward = (incoming: IncomingMessage, response: ServerResponse, instance: number, fresh = false): void => {
    const { method = "GET", url = "/", headers } = incoming;
    const bodiless = headers["content-length"] === undefined && headers["transfer-encoding"] === undefined;
    // What has a body cannot be sent again, so it does not travel on a connection that may just be closing.
    const agent = bodiless && !fresh ? agentOf(instance) : false;
    const outgoing = request({
      host: "127.0.0.1",
      port: instance,
      method,
      path: url,
      agent,
      headers: { ...headers, connection: agent ? "keep-alive" : "close", "x-forwarded-proto": "http" },
    });
    outgoing.on("response", (answer) => {
      const { connection: _, "keep-alive": __, ...rest } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, answer.statusMessage, {
        ...rest,
        "x-render-origin-server": "Render",
      });
      answer.on("error", () => response.destroy());
      answer.pipe(response);
    });
    outgoing.on("error", () => {
      if (outgoing.reusedSocket && bodiless && !response.headersSent) forward(incoming, response, instance, true);
      else refuse(response, 502, "no-server");
    });
    response.on("close", () => {
      if (!response.writableFinished) outgoing.destroy();
    });
    if (bodiless) outgoing.end();
    else incoming.pipe(outgoing);
  };

  const server = createServer((incoming, response) => {
    if (target.kind === "suspended") return refuse(response, 503, "suspend");
    if (target.kind === "folder") return serveFile(target.folder, incoming, response);
    const instance = next();
    return instance === undefined ? refuse(response, 502, "no-server") : forward(incoming, response, instance);
  });

  const tunnels = new Set<Duplex>();
  server.on("upgrade", (incoming: IncomingMessage, client: Duplex, head: Buffer) => {
    const instance = next();
    if (instance === undefined) return void client.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
    const upstream = connect(instance, "127.0.0.1", () => {
      const { rawHeaders: raw } = incoming;
      const lines = raw.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${raw[index + 1] ?? ""}`] : []));
      upstream.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    for (const side of [client, upstream]) {
      tunnels.add(side);
      side.on("error", () => {});
      side.on("close", () => {
        tunnels.delete(side);
        client.destroy();
        upstream.destroy();
      });
    }
    return undefined;
  });

  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port ?? 0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    point: (to) => {
      target = to;
      const kept = new Set(to.kind === "ports" ? to.ports : []);
      for (const [instance, agent] of agents) {
        if (kept.has(instance)) continue;
        // Only idle connections: requests in flight finish where they are.
        for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
        agents.delete(instance);
      }
    },
    close: async () => {
      for (const agent of agents.values()) agent.destroy();
      for (const side of tunnels) side.destroy();
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
    },
  };
};
