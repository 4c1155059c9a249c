import type { Sql } from "../postgres/server.ts";
import type { Incoming, Reply } from "../routes.ts";
import { branchOf, endpointsOf } from "./lookups.ts";
import { notFound, wrong } from "./refusal.ts";
import { contents, schemaText } from "./schema-text.ts";
import { unifiedDiff } from "./unified-diff.ts";
import type { Branch, World } from "./world.ts";

const reading = <T>(world: World, branch: Branch, database: string, read: (sql: Sql) => Promise<T>): Promise<T> =>
  world.storage.work(branch.id, database, read);

/** Nobody would put a compute to sleep that no endpoint stands for. */
const asleepAgain = async (world: World, branch: Branch): Promise<void> => {
  if (endpointsOf(world, branch).length === 0) await world.storage.suspend(branch.id);
};

const textOf = async (world: World, branch: Branch, query: URLSearchParams): Promise<string> => {
  const database = query.get("db_name") ?? "";
  if (!branch.databases.has(database)) throw notFound("database");
  for (const name of ["lsn", "timestamp", "base_lsn", "base_timestamp"])
    if (query.has(name)) throw wrong(`${name} is outside of the restore window`);
  const text = await reading(world, branch, database, schemaText);
  await asleepAgain(world, branch);
  return text;
};

export const getSchema = async (world: World, { params, query }: Incoming): Promise<Reply> => {
  if ((query.get("format") ?? "sql") !== "sql") throw wrong("format must be sql");
  return { status: 200, body: { sql: await textOf(world, branchOf(world, params["branch"]), query) } };
};

/** Against the parent, where no base is named. */
export const compareSchema = async (world: World, { params, query }: Incoming): Promise<Reply> => {
  const branch = branchOf(world, params["branch"]);
  const base = branchOf(world, query.get("base_branch_id") ?? branch.parent);
  const name = query.get("db_name") ?? "";
  const [before, after] = [await textOf(world, base, query), await textOf(world, branch, query)];
  return { status: 200, body: { diff: unifiedDiff({ name, text: before }, { name, text: after }) } };
};

/** What is in each database of a branch: schema as text, rows as counts and hashes. */
export const fingerprints = async (world: World, branch: Branch): Promise<Readonly<Record<string, unknown>>> => {
  const found: Record<string, unknown> = {};
  for (const name of [...branch.databases.keys()].toSorted())
    found[name] = await reading(world, branch, name, async (sql) => ({
      owner: branch.databases.get(name)?.owner,
      schema: (await schemaText(sql)).split("\n"),
      tables: await contents(sql),
    }));
  await asleepAgain(world, branch);
  return found;
};
