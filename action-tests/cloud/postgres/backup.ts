import { chown, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Identity } from "./binaries.ts";
import { copyFolder } from "./cluster.ts";
import { type Server, withConnection } from "./server.ts";

const forget = async (data: string, names: readonly string[]): Promise<void> => {
  await Promise.all(names.map((name) => rm(join(data, name), { recursive: true, force: true })));
};

/**
 * Copies the cluster of a running server, by Postgres' own base backup: connections live on and may go on writing. The
 * copy holds what was committed when this resolves.
 */
export const copyRunning = (server: Server, from: string, to: string, identity: Identity | undefined): Promise<void> =>
  withConnection(server, "template1", async (sql) => {
    await sql`select pg_backup_start('branch', true)`;
    await copyFolder(from, to, identity);
    const [stop] = await sql<{ labelfile: string }[]>`select labelfile from pg_backup_stop(false)`;
    if (!stop) throw new Error("Postgres did not end the backup");
    await forget(to, ["pg_wal", "postmaster.pid", "postmaster.opts"]);
    await copyFolder(join(from, "pg_wal"), join(to, "pg_wal"), identity);
    const label = join(to, "backup_label");
    await writeFile(label, stop.labelfile);
    if (identity) await chown(label, identity.uid, identity.gid);
  });

/** What a cluster can be taken back to. */
export type Moment = { readonly time: Date } | { readonly lsn: string };

/** Writes the end of the log to disk, after a commit that tells a replay that it went far enough. */
export const flushLog = (server: Server): Promise<void> =>
  withConnection(server, "template1", async (sql) => {
    await sql`select txid_current()`;
    await sql`select pg_switch_wal()`;
  });

/**
 * Turns `to`, a copy made earlier, into what the cluster at `from` was at a moment since: its log is played up to there
 * when the server over `to` is next started with the settings that this answers.
 */
export const replayUpTo = async (
  from: string,
  to: string,
  moment: Moment,
  identity: Identity | undefined,
): Promise<Readonly<Record<string, string>>> => {
  const signal = join(to, "recovery.signal");
  await writeFile(signal, "");
  if (identity) await chown(signal, identity.uid, identity.gid);
  const target =
    "lsn" in moment
      ? { recovery_target_lsn: moment.lsn }
      : { recovery_target_time: moment.time.toISOString().replace("T", " ").replace("Z", "+00") };
  return {
    ...target,
    // initdb's own run allowed more connections than we do; only a standby that answers queries minds.
    hot_standby: "off",
    recovery_target_action: "promote",
    restore_command: `cp '${join(from, "pg_wal")}/%f' '%p'`,
  };
};

/** Position in the write-ahead log, such as `0/1A2B3C8`. */
export const currentLsn = (server: Server): Promise<string> =>
  withConnection(server, "template1", async (sql) => {
    const [row] = await sql<{ lsn: string }[]>`select pg_current_wal_insert_lsn()::text as lsn`;
    return row?.lsn ?? "0/0";
  });
