import { chown, chmod, mkdir, mkdtemp, realpath, statfs } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Binaries, findBinaries, type Identity, reachable, unprivileged } from "./binaries.ts";
import { newCluster } from "./cluster.ts";
import { removeAtTheEnd } from "./lifeline.ts";
import { type Server, startServer, superuser, withConnection } from "./server.ts";

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
const enterable = async (identity: Identity | undefined, paths: readonly string[]): Promise<string> => {
  for (const path of paths) {
    const real = await realpath(path);
    if (identity === undefined || (await reachable(real, identity))) return real;
  }
  return "/tmp";
};

/** A cluster is hundreds of small files; a disk takes many times as long for them as memory, where that is plenty. */
const memory = async (): Promise<readonly string[]> => {
  const path = "/dev/shm";
  const room = await statfs(path).catch(() => undefined);
  return room && room.bavail * room.bsize > 4 * 1024 ** 3 ? [path] : [];
};

/** A temporary folder of the user that Postgres runs as, and what removes it. It also goes when this process is killed. */
export const workFolder = async (wish?: string) => {
  const identity = unprivileged();
  const folders = [tmpdir()];
  const data = await enterable(identity, [...(wish === undefined ? await memory() : [wish]), ...folders]);
  const folder = await mkdtemp(join(data, "slipway-pg-"));
  const spare = await mkdtemp(join(await enterable(identity, folders), "slipway-pg-"));
  const remove = removeAtTheEnd([folder, spare]);
  await Promise.all([folder, spare].map((path) => chmod(path, 0o755)));
  const binaries = await findBinaries(spare);
  const home = join(folder, "home");
  await mkdir(home, { mode: 0o700 });
  if (identity) await chown(home, identity.uid, identity.gid);
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
