import type { Branch, World } from "./world.ts";

/** Leaves the tables and takes their rows. */
export const emptyTables = async (world: World, branch: Branch): Promise<void> => {
  for (const { name } of branch.databases.values())
    await world.storage.work(branch.id, name, async (sql) => {
      const tables = await sql<{ name: string }[]>`
        select format('%I.%I', schemaname, tablename) as name from pg_tables
        where schemaname not in ('pg_catalog', 'information_schema')`;
      const names = tables.map((table) => table.name).join(", ");
      if (names !== "") await sql.unsafe(`truncate ${names} restart identity cascade`);
    });
};
