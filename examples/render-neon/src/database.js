import { setTimeout as sleep } from "node:timers/promises";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";

/**
 * What a query fails with when the database goes away for a moment: a Neon compute that restarts, scales, wakes up or is
 * restored from a snapshot. Nothing is wrong then; the same query works a second later.
 */
const AWAY = new Set([
  "57P01",
  "57P02",
  "57P03",
  "3D000",
  "55000",
  "08001",
  "08003",
  "08006",
  "53300",
  "ECONNRESET",
  "ECONNREFUSED",
  "EPIPE",
  "ETIMEDOUT",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
]);

export const isAway = (error) => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (AWAY.has(cause.code)) return true;
  return false;
};

/**
 * Runs `work` again while the database is away, for at most `patience` milliseconds. `work` may run several times: what it
 * writes must come out the same (own ids, `on conflict do nothing`, or one transaction).
 */
export const persistently = async (work, { patience = 15_000 } = {}) => {
  const end = performance.now() + patience;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const pause = Math.min(1000, 50 * 2 ** attempt) * (0.5 + Math.random() / 2);
      if (!isAway(error) || performance.now() + pause > end) throw error;
      await sleep(pause);
    }
  }
};

export const connect = (url) => {
  // Without prepared statements, so that the pooled address of Neon (PgBouncer) works as well as the direct one.
  const sql = postgres(url, {
    max: 5,
    idle_timeout: 20,
    connect_timeout: 10,
    prepare: false,
    // The driver asks for them on its own after it has connected; when the database goes away just then, nobody catches it.
    fetch_types: false,
    onnotice: () => {},
  });
  return { db: drizzle(sql), close: () => sql.end({ timeout: 5 }) };
};
