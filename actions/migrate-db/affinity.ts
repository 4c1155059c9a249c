import { randomUUID } from "node:crypto";
import type { SqlSession } from "../../shared/ports/sql.ts";
import { pooled } from "./address.ts";

const MARK = "slipway.affinity";

/**
 * Proves that our session is ours alone. A pooler that no address betrays gives our backend away between two
 * transactions: so a second session holds whatever backend it gets while we look whether we still have ours.
 */
export async function proveAffinity(session: SqlSession, second: () => Promise<SqlSession | undefined>): Promise<void> {
  const value = randomUUID();
  await session.query(`select set_config('${MARK}', $1, false)`, [value]);
  const other = await second();
  try {
    await other?.execute("begin");
    const [theirs] = (await other?.query("select pg_backend_pid() as pid")) ?? [];
    const [ours] = await session.query(`select pg_backend_pid() as pid, current_setting('${MARK}', true) as value`);
    const kept = ours?.["value"] === value && Number(ours["pid"]) === session.server.pid;
    if (kept && Number(theirs?.["pid"] ?? 0) !== session.server.pid) return;
    throw pooled(
      "two of our sessions share one backend",
      "Give `database-url` the address of the database server itself, not of PgBouncer or another pooler.",
    );
  } finally {
    await other?.close();
  }
}
