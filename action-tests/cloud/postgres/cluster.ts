import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import type { Binaries, Identity } from "./binaries.ts";
import { startServer, superuser, withConnection } from "./server.ts";

const run = promisify(execFile);

const options = (identity: Identity | undefined) => ({ ...identity, env: { PATH: process.env["PATH"], LC_ALL: "C" } });

/** Copies a folder for the user that Postgres runs as. Files that vanish under way are Postgres' own temporary ones. */
export const copyFolder = async (from: string, to: string, identity: Identity | undefined): Promise<void> => {
  await run("cp", ["-R", from, to], { ...options(identity), cwd: "/" }).catch((error: Error & { stderr?: string }) => {
    const bad = (error.stderr ?? error.message).split("\n").filter((line) => line && !line.includes("No such file"));
    if (bad.length > 0) throw error;
  });
};

const initialise = async (binaries: Binaries, folder: string): Promise<void> => {
  const home = dirname(folder);
  const passwordFile = join(home, "password");
  await writeFile(passwordFile, randomBytes(18).toString("hex"), { mode: 0o644 });
  const flags = ["--no-sync", "--no-instructions", "--encoding=UTF8", "--locale=C", "--wal-segsize=1"];
  const access = [`--username=${superuser}`, "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const settings = ["-c", "fsync=off", "-c", "min_wal_size=2MB"];
  const command = join(binaries.folder, "bin", "initdb");
  await run(command, ["-D", folder, ...flags, ...access, ...settings], { ...options(binaries.identity), cwd: home });
  await withoutSpare(binaries, folder, await readFile(passwordFile, "utf8"));
};

/** A third of a new cluster is a spare template that nobody here needs, and every branch would copy it. */
const withoutSpare = async (binaries: Binaries, data: string, password: string): Promise<void> => {
  const server = await startServer(binaries, { data, sockets: dirname(data), port: 5432, password });
  await withConnection(server, "postgres", async (sql) => {
    await sql`alter database template0 with is_template false allow_connections true`;
    await sql`drop database template0`;
  });
  await server.stop("fast");
};

const cacheOf = ({ nodeModules, version }: Binaries): string =>
  join(nodeModules, ".cache", "slipway", `postgres-${version}-2`);

/** Password of the cluster that is kept, and so what tells it from any other; undefined when none is. */
export const cachedPassword = (binaries: Binaries): Promise<string | undefined> =>
  readFile(join(cacheOf(binaries), "password"), "utf8").catch(() => undefined);

/**
 * Makes a fresh cluster in `folder` (which must not exist, in a folder that belongs to Postgres' user) and answers the
 * superuser's password. The first one is kept below node_modules/.cache, where that can be written to: a copy takes a
 * tenth of initdb's second.
 */
export const newCluster = async (binaries: Binaries, folder: string): Promise<string> => {
  const { identity } = binaries;
  const cache = cacheOf(binaries);
  const copied = await cachedPassword(binaries);
  if (copied !== undefined) {
    await run("cp", ["-R", join(cache, "data"), folder], options(undefined));
    if (identity) await run("chown", ["-R", `${identity.uid}:${identity.gid}`, folder], options(undefined));
    return copied;
  }
  await initialise(binaries, folder);
  const password = await readFile(join(dirname(folder), "password"), "utf8");
  await keep(cache, folder, password).catch(() => undefined);
  return password;
};

const keep = async (cache: string, folder: string, password: string): Promise<void> => {
  await mkdir(dirname(cache), { recursive: true });
  const draft = await mkdtemp(`${cache}-`);
  try {
    await run("cp", ["-R", folder, join(draft, "data")], options(undefined));
    await writeFile(join(draft, "password"), password, { mode: 0o600 });
    await rename(draft, cache);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
};
