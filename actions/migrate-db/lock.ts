import { Failure } from "../../shared/action/failure.ts";
import type { SqlSession } from "../../shared/ports/sql.ts";
import type { MigrateContext } from "./ports.ts";

/** One lock for each database, whoever migrates it with whatever tool. */
const KEY = [0x736c6970, 0x77617901] as const;
const HOLDER = `select a.pid, a.application_name, a.usename, a.state, a.backend_start::text as since
from pg_locks l join pg_stat_activity a using (pid)
where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and l.classid::bigint = $1 and l.objid::bigint = $2
  and l.database = (select oid from pg_database where datname = current_database())`;

const REMIND = 30_000;

/**
 * Takes the session's advisory lock. It asks again and again and never waits inside the server: a session that waits
 * there holds a snapshot, and `create index concurrently` of the lock's holder would wait for it for ever.
 */
export async function takeLock(
  session: SqlSession,
  { clock, signal, random, log }: Pick<MigrateContext, "clock" | "signal" | "random" | "log">,
  waitSeconds: number,
): Promise<void> {
  const since = clock.now();
  let told = Number.NEGATIVE_INFINITY;
  for (;;) {
    signal.throwIfAborted();
    const [row] = await session.query("select pg_try_advisory_lock($1::int, $2::int) as taken", KEY);
    if (row?.["taken"] === true) return;
    const holder = await describeHolder(session);
    const waited = clock.now() - since;
    if (waited >= waitSeconds * 1000) throw locked(holder, waitSeconds);
    if (waited - told >= REMIND) {
      told = waited;
      log.info(`Waiting for another migration of this database: ${holder}.`);
    }
    await clock.sleep(250 + random() * 750, signal);
  }
}

const HELD = `select 1 from pg_locks where pid = pg_backend_pid() and locktype = 'advisory' and granted
  and objsubid = 2 and classid::bigint = $1 and objid::bigint = $2`;

/** Throws when the lock is not ours any more; asked before a journal's row is written, so that nothing is kept then. */
export async function proveLock(session: SqlSession, file: string, state: string): Promise<void> {
  if ((await session.query(HELD, KEY)).length > 0) return;
  throw new Failure("SLIP-DB-LOCKED", `${file} frees the lock that keeps other runs away from this database.`, {
    blame: "user",
    state,
    next: "Take `pg_advisory_unlock_all` or what else frees all locks out of it, then run the step again.",
  });
}

export const freeLock = async (session: SqlSession): Promise<void> => {
  await session.query("select pg_advisory_unlock($1::int, $2::int)", KEY);
};

async function describeHolder(session: SqlSession): Promise<string> {
  const [row] = await session.query(HOLDER, KEY);
  if (!row) return "it has just ended";
  const [pid, name, user] = [row["pid"], row["application_name"], row["usename"]].map(String);
  return `backend ${pid} (application ${name || "without a name"}, user ${user}, connected since ${String(row["since"])})`;
}

const locked = (holder: string, seconds: number): Failure =>
  new Failure("SLIP-DB-LOCKED", `Another migration still runs after ${seconds} s of waiting: ${holder}.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Wait until it has ended and run the step again, or raise `lock-wait`. Should it be a left-over, end it with `select pg_terminate_backend(<pid>)`.",
  });
