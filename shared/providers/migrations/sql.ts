import { readdir } from "node:fs/promises";
import { resolve } from "node:path";
import type { MigrationTool } from "../../ports/migrations.ts";
import type { SqlSession } from "../../ports/sql.ts";
import { JOURNAL } from "./drizzle-folder.ts";
import { isFile } from "./files.ts";
import { readSqlFolder } from "./sql-folder.ts";

const CREATE = `create table if not exists slipway.migrations (
  name text primary key,
  checksum text not null,
  applied_at timestamptz not null default clock_timestamp(),
  duration_ms integer not null,
  statements integer not null,
  run text not null
)`;

async function journalExists(session: SqlSession): Promise<boolean> {
  const [row] = await session.query("select to_regclass('slipway.migrations') is not null as there");
  return row?.["there"] === true;
}

/** Plain SQL files with a journal of our own, `slipway.migrations`. */
export const sqlTool = ({ workspace }: { readonly workspace: string }): MigrationTool => ({
  name: "sql",
  identity: "key",
  // Drizzle's files are numbered as well, but the order and the journal are Drizzle's.
  recognises: async (directory) =>
    !(await isFile(resolve(workspace, directory, JOURNAL))) &&
    (await readdir(resolve(workspace, directory)).catch(() => [])).some((file) => /^\d.*\.sql$/i.test(file)),
  read: (directory) => readSqlFolder({ workspace, directory }),
  async applied(session) {
    if (!(await journalExists(session))) return [];
    const rows = await session.query("select name, checksum from slipway.migrations order by applied_at, name");
    return rows.map((row) => ({ key: String(row["name"]), hash: String(row["checksum"]) }));
  },
  async prepare(session) {
    // Even `if not exists` asks for the right to create; a role may have no more than what it needs.
    if (await journalExists(session)) return;
    const [schema] = await session.query("select to_regnamespace('slipway') is not null as there");
    if (schema?.["there"] !== true) await session.execute("create schema if not exists slipway");
    await session.execute(CREATE);
  },
  async record(session, { name, hash }, { durationMs, statements, run }) {
    await session.query(
      "insert into slipway.migrations (name, checksum, duration_ms, statements, run) values ($1, $2, $3::int, $4::int, $5)",
      [name, hash, Math.round(durationMs), statements, run],
    );
  },
});
