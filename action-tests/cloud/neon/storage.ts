import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { copyRunning, currentLsn, flushLog, type Moment, replayUpTo } from "../postgres/backup.ts";
import { cachedPassword, copyFolder, newCluster } from "../postgres/cluster.ts";
import { type Server, type Sql, startServer, withConnection } from "../postgres/server.ts";
import { workFolder } from "../postgres/start.ts";
import { turnstile } from "./turnstile.ts";

/** The data of branches, each a cluster of its own in a folder, and the computes that run over them. */
export interface Storage {
  /** An empty cluster whose past is kept from now on. */
  readonly root: (branch: string) => Promise<void>;
  /** Copies a branch as it is, or as it was. Its connections live on. */
  readonly copy: (from: string, to: string, moment?: Moment) => Promise<void>;
  /** Starts the branch's compute where it does not run. Waits for what is being done to the branch. */
  readonly compute: (branch: string) => Promise<Server>;
  /** Works over a superuser's connection; the compute does not go to sleep meanwhile. */
  readonly work: <T>(branch: string, database: string, work: (sql: Sql) => Promise<T>) => Promise<T>;
  readonly running: (branch: string) => boolean;
  readonly suspend: (branch: string) => Promise<void>;
  /** Gives the data of one branch another name; the first name is free then. */
  readonly move: (from: string, to: string) => Promise<void>;
  readonly remove: (branch: string) => Promise<void>;
  /** Keeps the branch's past from now on. Stops its compute. */
  readonly remember: (branch: string) => Promise<void>;
  readonly lsn: (branch: string) => Promise<string>;
  /** From when on the branch's past is kept, if it is. */
  readonly rememberedSince: (branch: string) => Date | undefined;
  readonly close: () => Promise<void>;
}

/** What a branch was when its past began, to replay its log over. */
interface Base {
  readonly since: Date;
  readonly layDown: (folder: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** A branch of the root keeps its log from the first write on; one segment is 1 MB. */
const keepLog = { wal_keep_size: "4GB", max_wal_size: "8GB" };

export const openStorage = async (): Promise<Storage> => {
  const { binaries, home, remove: removeAll } = await workFolder();
  const { identity } = binaries;
  const servers = new Map<string, Server>();
  const bases = new Map<string, Base>();
  const alone = turnstile();
  let password = "";
  let sockets = 0;

  const data = (branch: string): string => join(home, branch);

  const keptCopy = async (branch: string): Promise<Base> => {
    const kept = join(home, `${branch}.base.${Date.now()}`);
    await copyFolder(data(branch), kept, identity);
    return {
      since: new Date(),
      layDown: (folder) => copyFolder(kept, folder, identity),
      remove: () => rm(kept, { recursive: true, force: true }),
    };
  };

  /** A new cluster is a copy of one that is kept anyway, unless that could not be kept. */
  const newRoot = async (branch: string): Promise<Base> => {
    password = await newCluster(binaries, data(branch));
    const again = await cachedPassword(binaries);
    if (again !== password) return keptCopy(branch);
    const layDown = async (folder: string): Promise<void> => void (await newCluster(binaries, folder));
    return { since: new Date(), layDown, remove: async () => undefined };
  };

  const start = async (branch: string, settings: Readonly<Record<string, string>> = keepLog): Promise<Server> => {
    const running = servers.get(branch);
    if (running?.process.alive() === true) return running;
    sockets += 1;
    const options = { data: data(branch), sockets: home, port: sockets, password, settings };
    const server = await startServer(binaries, options);
    servers.set(branch, server);
    return server;
  };

  const stop = async (branch: string): Promise<void> => {
    await servers.get(branch)?.stop("fast");
    servers.delete(branch);
  };

  const copyAsItWas = async (from: string, to: string, moment: Moment): Promise<void> => {
    await flushLog(await start(from));
    const base = bases.get(from);
    if (!base) throw new Error(`the past of ${from} is not kept`);
    await base.layDown(data(to));
    const settings = await replayUpTo(data(from), data(to), moment, identity);
    const server = await start(to, { ...keepLog, ...settings });
    // The settings are for the replay only.
    await server.stop("fast");
    servers.delete(to);
  };

  const copyAsItIs = async (from: string, to: string): Promise<void> => {
    const server = servers.get(from);
    if (server?.process.alive() === true) await copyRunning(server, data(from), data(to), identity);
    else await copyFolder(data(from), data(to), identity);
  };

  const forget = async (branch: string): Promise<void> => {
    await servers.get(branch)?.stop("now");
    servers.delete(branch);
    await bases.get(branch)?.remove();
    bases.delete(branch);
    await rm(data(branch), { recursive: true, force: true });
  };

  return {
    root: (branch) => alone([branch], async () => void bases.set(branch, await newRoot(branch))),
    copy: (from, to, moment) =>
      alone([from, to], () => (moment ? copyAsItWas(from, to, moment) : copyAsItIs(from, to))),
    compute: (branch) => alone([branch], () => start(branch)),
    work: (branch, database, work) => alone([branch], async () => withConnection(await start(branch), database, work)),
    running: (branch) => servers.get(branch)?.process.alive() === true,
    suspend: (branch) => alone([branch], () => stop(branch)),
    move: (from, to) =>
      alone([from, to], async () => {
        await stop(from);
        await rename(data(from), data(to));
        const base = bases.get(from);
        bases.delete(from);
        if (base) bases.set(to, base);
      }),
    remove: (branch) => alone([branch], () => forget(branch)),
    remember: (branch) =>
      alone([branch], async () => {
        await stop(branch);
        bases.set(branch, await keptCopy(branch));
      }),
    lsn: (branch) => alone([branch], async () => currentLsn(await start(branch))),
    rememberedSince: (branch) => bases.get(branch)?.since,
    close: async () => {
      await Promise.all([...servers.values()].map((server) => server.stop("now")));
      await removeAll();
    },
  };
};
