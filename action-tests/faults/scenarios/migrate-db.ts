import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { startPostgres } from "../../cloud/postgres/start.ts";
import type { Scenario, World } from "../scenario.ts";
import { startSqlProxy } from "../sql-proxy.ts";

const ROLE = "shop";
/** Everything that quoting, escaping and encoding change. */
const PASSWORD = `pw"4\\k'r%&<$!+/=@7:xJ~z#{b}|;p?`;

/** One that runs for a while in its transaction, and one that cannot run in any. */
const MIGRATIONS = {
  "1_orders.sql":
    "create table orders (id int, note text); insert into orders values (1, 'a'); select pg_sleep(0.2); update orders set note = 'b';",
  "2_index.sql": "create index concurrently orders_note on orders (note);",
};

type Server = Awaited<ReturnType<typeof startPostgres>>;
type Sql = ReturnType<typeof postgres>;

const world = async (server: Server, name: string, onClose: () => Promise<void>): Promise<World> => {
  const proxy = await startSqlProxy(server.port);
  const workspace = mkdtempSync(join(tmpdir(), "slipway-migrate-"));
  mkdirSync(join(workspace, "migrations"));
  for (const [file, text] of Object.entries(MIGRATIONS)) writeFileSync(join(workspace, "migrations", file), text);
  let count = 0;
  const open = async () => {
    const address = await server.create(`${name}_${(count += 1)}`);
    const sql = postgres(address, { max: 1, onnotice: () => {}, fetch_types: false });
    const [row] = await sql`select current_database() as name`;
    await sql.unsafe(`alter database ${String(row?.["name"])} owner to ${ROLE}`);
    return { sql, database: String(row?.["name"]) };
  };
  let { sql, database } = await open();
  const url = () =>
    `postgresql://${ROLE}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${proxy.port}/${database}?sslmode=disable`;
  return {
    get step() {
      return { inputs: { "database-url": url(), tool: "sql", checkpoint: "br-before" }, workspace };
    },
    emulators: [proxy],
    get secrets() {
      return { given: [PASSWORD, url()], outputs: [] };
    },
    dump: () => dump(sql),
    effects: () => ({}),
    settled: () => settled(sql),
    async reset() {
      await sql.end({ timeout: 1 });
      ({ sql, database } = await open());
    },
    async close() {
      await sql.end({ timeout: 1 });
      await proxy.close();
      rmSync(workspace, { recursive: true, force: true });
      await onClose();
    },
  };
};

const sessions = (sql: Sql) =>
  sql`select application_name, state from pg_stat_activity where usename = ${ROLE} and datname = current_database()`;

/** The server looks every two seconds whether the client of a running statement is still there. */
async function settled(sql: Sql): Promise<void> {
  for (const end = performance.now() + 10_000; (await sessions(sql)).length > 0 && performance.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 25));
}

async function dump(sql: Sql): Promise<unknown> {
  const [orders, indexes, journal, progress, locks] = [
    await sql`select id, note from orders order by id`,
    await sql`select indexrelid::regclass::text as name, indisvalid from pg_index where indrelid = 'orders'::regclass`,
    await sql`select name, checksum from slipway.migrations order by name`,
    await sql`select * from slipway.progress`,
    await sql`select mode from pg_locks where locktype = 'advisory'
      and database = (select oid from pg_database where datname = current_database())`,
  ];
  const lists = { orders, indexes, journal, progress, locks, sessions: await sessions(sql) };
  return Object.fromEntries(Object.entries(lists).map(([name, rows]) => [name, [...rows]]));
}

export const migrateDb: Scenario = {
  name: "migrate-db apply",
  action: "migrate-db",
  outcome: "applied",
  again: ["unchanged"],
  // Statements are many and much alike, and the unit tests kill the migration at each of them.
  stride: 2,
  afterCancel: (state) => state,
  async open(count) {
    const server = await startPostgres();
    const sql = postgres(server.url, { max: 1, onnotice: () => {} });
    await sql.unsafe(`create role ${ROLE} login password '${PASSWORD.replaceAll("'", "''")}'`);
    await sql.end();
    let left = count;
    const onClose = async () => {
      if (--left === 0) await server.close();
    };
    return Promise.all(Array.from({ length: count }, (_, index) => world(server, `shop${index}`, onClose)));
  },
};
