import { type AddressInfo, connect, createServer, type Server as Listener, type Socket } from "node:net";
import { superuser } from "../postgres/server.ts";
import { fatal, readFirst, writeStartup } from "./startup-packet.ts";

/** The two addresses of a compute endpoint: straight to Postgres, and by the pooler. */
export interface Gateway {
  readonly directPort: number;
  readonly pooledPort: number;
  readonly connections: () => number;
  /** Breaks every connection, as a restart of the compute does. */
  readonly drop: () => void;
  readonly close: () => Promise<void>;
}

export interface GatewayOptions {
  /** Starts the compute where it sleeps and answers its unix socket. A rejection's message goes to the client. */
  readonly wake: () => Promise<string>;
  readonly onIdle: () => void;
}

const listen = async (accept: (socket: Socket) => void): Promise<Listener> => {
  const server = createServer(accept);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  return server;
};

const portOf = (server: Listener): number => (server.address() as AddressInfo).port;

/** Opens both addresses. They stay the same however often the compute behind them is restarted. */
export const openGateway = async (options: GatewayOptions): Promise<Gateway> => {
  const open = new Set<Socket>();

  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
  };

  const forward = async (client: Socket, first: Buffer): Promise<void> => {
    const path = await options.wake();
    if (client.destroyed) return;
    const compute = connect(path);
    keep(compute);
    compute.write(first);
    client.pipe(compute).pipe(client);
    client.on("close", () => compute.destroy());
    compute.on("close", () => {
      client.destroy();
      if (open.size === 0) options.onIdle();
    });
  };

  const accept = (pooled: boolean) => (client: Socket) => {
    keep(client);
    let seen: Buffer = Buffer.alloc(0);
    const read = (chunk: Buffer): void => {
      seen = Buffer.concat([seen, chunk]);
      const first = readFirst(seen);
      if (first.kind === "incomplete") return;
      if (first.kind === "encryption") {
        seen = seen.subarray(first.length);
        client.write("N");
        if (seen.length > 0) read(Buffer.alloc(0));
        return;
      }
      client.off("data", read).pause();
      const refuse = (error: unknown): void => void client.end(fatal("08006", String(error)));
      if (first.kind === "other") return void forward(client, seen).catch(refuse);
      // The vendor's own superuser has no way in from outside.
      if (first.params.get("user") === superuser) return refuse(`password authentication failed for user`);
      const params = new Map(first.params);
      // A pooler swallows what it does not know, and nothing that lives as long as a session is passed on.
      if (pooled) for (const name of ["pgbouncer", "options", "search_path"]) params.delete(name);
      forward(client, Buffer.concat([writeStartup(params), seen.subarray(first.length)])).catch(refuse);
    };
    client.on("data", read);
  };

  const [direct, pooled] = await Promise.all([listen(accept(false)), listen(accept(true))]);
  const drop = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    directPort: portOf(direct),
    pooledPort: portOf(pooled),
    connections: () => open.size,
    drop,
    close: async () => {
      drop();
      await Promise.all([direct, pooled].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
};
