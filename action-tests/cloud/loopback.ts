import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface Loopback {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Ends open connections too; may be called twice. */
  readonly close: () => Promise<void>;
}

/** An HTTP server on this machine alone. `port`: free-chosen when absent. */
export async function listenOnLoopback(handler: RequestListener, port = 0): Promise<Loopback> {
  // Clients that keep a connection must not meet one that was just closed.
  const server = createServer({ keepAliveTimeout: 60_000 }, handler);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      server.closeAllConnections();
      await closed;
    },
  };
}
