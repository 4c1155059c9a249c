import { chown, chmod, mkdir, mkdtemp, realpath } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Binaries, findBinaries, reachable, unprivileged } from "./binaries.ts";
import { newCluster, superuser } from "./cluster.ts";
import { removeAtTheEnd } from "./lifeline.ts";
import { type Server, startServer, withConnection } from "./server.ts";

export interface Postgres {
  readonly port: number;
  /** Superuser's address of the database `postgres`. */
  readonly url: string;
  /** The same of another database. */
  readonly urlOf: (database: string) => string;
  /** Creates an empty database and answers its address. */
  readonly create: (database: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** The first of these that the user whom Postgres runs as may enter. */
const enterable = async (wish: string | undefined): Promise<string> => {
  const identity = unprivileged();
  for (const path of wish === undefined ? [tmpdir()] : [wish, tmpdir()]) {
    const real = await realpath(path);
    if (identity === undefined || (await reachable(real, identity))) return real;
  }
  return "/tmp";
};

/** A temporary folder of the user that Postgres runs as, and what removes it. It also goes when this process is killed. */
export const workFolder = async (parent?: string) => {
  const folder = await mkdtemp(join(await enterable(parent), "slipway-pg-"));
  const remove = removeAtTheEnd(folder);
  await chmod(folder, 0o755);
  const binaries = await findBinaries(folder);
  const home = join(folder, "home");
  await mkdir(home, { mode: 0o700 });
  if (binaries.identity) await chown(home, binaries.identity.uid, binaries.identity.gid);
  return { binaries, home, remove };
};

const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
};

/** Between looking for a port and taking it somebody else may have taken it. */
const onFreePort = async (
  binaries: Binaries,
  home: string,
  password: string,
): Promise<{ server: Server; port: number }> => {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      const server = await startServer(binaries, {
        data: join(home, "data"),
        sockets: home,
        port,
        tcp: true,
        password,
      });
      return { server, port };
    } catch (error) {
      if (attempt === 5 || !String(error).includes("could not bind")) throw error;
    }
  }
};

/**
 * A real Postgres on loopback, empty, in a temporary folder. Ends with this process. `folder` holds that temporary
 * folder, unless we are root and Postgres' user, who is not, may not enter it.
 */
export const startPostgres = async ({ folder }: { folder?: string } = {}): Promise<Postgres> => {
  const { binaries, home, remove } = await workFolder(folder);
  try {
    const password = await newCluster(binaries, join(home, "data"));
    const { server, port } = await onFreePort(binaries, home, password);
    const urlOf = (database: string): string =>
      `postgresql://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    return {
      port,
      url: urlOf("postgres"),
      urlOf,
      create: async (database) => {
        await withConnection(
          server,
          "postgres",
          async (sql) => await sql`create database ${sql(database)} strategy file_copy`,
        );
        return urlOf(database);
      },
      close: async () => {
        await server.stop("now");
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
};
