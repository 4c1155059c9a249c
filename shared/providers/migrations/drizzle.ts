import { join, resolve } from "node:path";
import { Failure } from "../../action/failure.ts";
import type { MigrationTool } from "../../ports/migrations.ts";
import type { SqlSession } from "../../ports/sql.ts";
import { JOURNAL, readDrizzleFolder } from "./drizzle-folder.ts";
import { isFile } from "./files.ts";

/** Exactly what Drizzle's own migrator creates. */
const CREATE = `create table if not exists %s (
  id serial primary key,
  hash text not null,
  created_at bigint
)`;

const TABLE = "__drizzle_migrations";

/** Drizzle's table is in schema `drizzle`, unless the user's configuration put it elsewhere: then it is where it is. */
async function table(session: SqlSession): Promise<{ readonly name: string; readonly exists: boolean }> {
  const rows = await session.query(
    "select format('%I.%I', n.nspname, c.relname) as name, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = $1 and c.relkind = 'r' order by n.nspname = 'drizzle' desc, n.nspname",
    [TABLE],
  );
  const name = rows[0]?.["name"];
  if (rows.length > 1 && rows[0]?.["schema"] !== "drizzle") throw several(rows.map((row) => String(row["name"])));
  return typeof name === "string" ? { name, exists: true } : { name: `drizzle.${TABLE}`, exists: false };
}

/** To guess would be to apply anew what another of them knows. */
const several = (names: readonly string[]): Failure =>
  new Failure("SLIP-DB-TOOL", `The database has more than one journal of Drizzle: ${names.join(", ")}.`, {
    blame: "user",
    state: "Nothing was changed.",
    next: "Keep the one that belongs to these migrations in the schema `drizzle`, or drop those that nobody uses.",
  });

/** Migrations of drizzle-kit, applied by us and recorded so that Drizzle sees them as its own. */
export const drizzleTool = ({ workspace }: { readonly workspace: string }): MigrationTool => ({
  name: "drizzle",
  identity: "hash",
  recognises: (directory) => isFile(resolve(workspace, join(directory, JOURNAL))),
  read: (directory) => readDrizzleFolder({ workspace, directory }),
  async applied(session) {
    const { name, exists } = await table(session);
    if (!exists) return [];
    const rows = await session.query(`select hash, created_at from ${name} order by created_at, id`);
    return rows.map((row) => ({ key: String(row["created_at"]), hash: String(row["hash"]) }));
  },
  async prepare(session) {
    const { name, exists } = await table(session);
    if (exists) return;
    // Even `if not exists` asks for the right to create schemas.
    const [schema] = await session.query("select to_regnamespace('drizzle') is not null as there");
    if (schema?.["there"] !== true) await session.execute("create schema if not exists drizzle");
    await session.execute(CREATE.replace("%s", name));
  },
  async record(session, { key, hash }) {
    const { name } = await table(session);
    await session.query(`insert into ${name} (hash, created_at) values ($1, $2::bigint)`, [hash, key]);
  },
});
