import { createHash } from "node:crypto";
import type { SqlSession } from "../../shared/ports/sql.ts";
import type { Step } from "./findings/collect.ts";
import { relationExists } from "./indexes.ts";
import type { Statement } from "./sql/split.ts";

/**
 * How far a migration got that cannot run in one transaction. `running` is written before a statement that runs outside
 * of transactions: whoever finds it later knows that its effect has to be looked for.
 */
export type Progress = ReadonlyMap<number, { readonly state: "running" | "done"; readonly hash: string }>;

const CREATE = `create table if not exists slipway.progress (
  tool text not null,
  migration text not null,
  position integer not null,
  statement_hash text not null,
  state text not null check (state in ('running', 'done')),
  run text not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (tool, migration, position)
)`;

export interface ProgressRecord {
  readonly read: () => Promise<Progress>;
  readonly write: (position: number, statement: Statement, state: "running" | "done") => Promise<void>;
  readonly forget: (position?: number) => Promise<void>;
  /** What a person has to run to tell us how a statement ended. */
  readonly commands: (position: number) => { readonly itRan: string; readonly itDidNot: string };
}

/** The schema may be somebody else's, whose record does not concern us. */
const READABLE = `select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'slipway' and c.relname = 'progress'
  and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')`;

/** Migrations of the tool that were begun statement by statement and have not ended; writes nothing. */
export async function halfDone(session: SqlSession, tool: string): Promise<readonly string[]> {
  const [readable] = await session.query(READABLE);
  if (readable === undefined) return [];
  const rows = await session.query("select distinct migration from slipway.progress where tool = $1 order by 1", [
    tool,
  ]);
  return rows.map((row) => String(row["migration"]));
}

export const statementHash = ({ text }: Statement): string => createHash("sha256").update(text).digest("hex");

export async function openProgress(
  session: SqlSession,
  tool: string,
  { migration }: Step,
  run: string,
): Promise<ProgressRecord> {
  if (!(await relationExists(session, "slipway.progress"))) {
    const [schema] = await session.query("select to_regnamespace('slipway') is not null as there");
    if (schema?.["there"] !== true) await session.execute("create schema if not exists slipway");
    await session.execute(CREATE);
  }
  const key = [tool, migration.name];
  const where = `tool = '${tool}' and migration = '${migration.name.replaceAll("'", "''")}'`;
  return {
    async read() {
      const rows = await session.query(
        "select position, statement_hash, state from slipway.progress where tool = $1 and migration = $2",
        key,
      );
      return new Map(
        rows.map((row) => [
          Number(row["position"]),
          { state: row["state"] === "done" ? "done" : "running", hash: String(row["statement_hash"]) },
        ]),
      );
    },
    async write(position, statement, state) {
      await session.query(
        `insert into slipway.progress (tool, migration, position, statement_hash, state, run) values ($1, $2, $3::int, $4, $5, $6)
        on conflict (tool, migration, position) do update set statement_hash = $4, state = $5, run = $6, updated_at = clock_timestamp()`,
        [...key, position, statementHash(statement), state, run],
      );
    },
    async forget(position) {
      await session.query(
        "delete from slipway.progress where tool = $1 and migration = $2 and ($3::int is null or position = $3::int)",
        [...key, position ?? null],
      );
    },
    commands: (position) => ({
      itRan: `update slipway.progress set state = 'done' where ${where} and position = ${position}`,
      itDidNot: `delete from slipway.progress where ${where} and position = ${position}`,
    }),
  };
}
