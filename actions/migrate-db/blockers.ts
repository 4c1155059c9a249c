import type { SqlRow, SqlSession } from "../../shared/ports/sql.ts";
import type { MigrateContext } from "./ports.ts";

/** Looks, from a second session, at who keeps our statement waiting. */
export interface Blockers {
  /** Watches while the work goes on; connects only when it takes long enough for somebody to be in the way. */
  readonly watch: <T>(work: () => Promise<T>) => Promise<T>;
  /** Who was in the way when we last looked, or undefined. */
  readonly last: () => string | undefined;
  readonly close: () => Promise<void>;
}

const WHO = `select pid, usename, application_name, state, left(query, 120) as query, (now() - xact_start)::text as age
from pg_stat_activity where pid = any(pg_blocking_pids($1::int)) order by xact_start limit 3`;

export function watchBlockers(
  pid: number,
  { clock, inputs, signal }: Pick<MigrateContext, "clock" | "inputs" | "signal">,
  open: () => Promise<SqlSession | undefined>,
): Blockers {
  let found: string | undefined;
  let second: Promise<SqlSession | undefined> | undefined;

  /** Curiosity must not fail a migration: whatever goes wrong here only leaves the blocker unnamed. */
  async function look(): Promise<void> {
    second ??= open().catch(() => undefined);
    const rows = await (await second)?.query(WHO, [pid]).catch(() => []);
    if (rows && rows.length > 0) found = rows.map(describe).join("; ");
  }

  async function watching(stop: AbortSignal): Promise<void> {
    try {
      for (let wait = inputs.lockTimeout * 500; ; wait = inputs.lockTimeout * 250) {
        await clock.sleep(wait, stop);
        await look();
      }
    } catch {
      // Stopped: the statement has ended one way or the other.
    }
  }

  return {
    last: () => found,
    async watch(work) {
      const stop = new AbortController();
      const watcher = watching(AbortSignal.any([stop.signal, signal]));
      try {
        return await work();
      } finally {
        stop.abort(new Error("stopped"));
        await watcher;
      }
    },
    close: async () => {
      await (await second)?.close();
    },
  };
}

const describe = (row: SqlRow): string => {
  const [pid, user, name, state, age] = ["pid", "usename", "application_name", "state", "age"].map((key) =>
    String(row[key]),
  );
  return `backend ${pid} (user ${user}, application ${name || "without a name"}, ${state} for ${age}): ${String(row["query"])}`;
};
