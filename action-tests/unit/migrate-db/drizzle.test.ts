import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { drizzle as drizzleOrm } from "drizzle-orm/postgres-js";
import { migrate as drizzleMigrate } from "drizzle-orm/postgres-js/migrator";
import { drizzle, server } from "./harness.ts";

let pg: Awaited<ReturnType<typeof server>>;
beforeAll(async () => {
  pg = await server();
}, 60_000);
afterAll(() => pg.close());

const A = {
  tag: "0000_users",
  sql: 'CREATE TABLE "users" ("id" serial PRIMARY KEY);\n--> statement-breakpoint\nINSERT INTO users DEFAULT VALUES',
};
const B = { tag: "0001_mail", sql: 'ALTER TABLE "users" ADD COLUMN "mail" text;' };
const C = {
  tag: "0002_log",
  sql: "CREATE TABLE log ();\r\n--> statement-breakpoint\r\nINSERT INTO users DEFAULT VALUES;\r\n",
};

type Project = Awaited<ReturnType<typeof pg.project>>;
const theirs = (project: Project) =>
  drizzleMigrate(drizzleOrm(project.sql), { migrationsFolder: join(project.workspace, "drizzle") });
const journal = (project: Project) =>
  project.sql`select id, hash, created_at::text from drizzle.__drizzle_migrations order by id`;
const columns = (project: Project) =>
  project.sql`select table_schema, table_name, column_name, data_type, column_default, is_nullable from information_schema.columns where table_schema in ('public', 'drizzle') order by 1, 2, 3`;

describe("Drizzle's migrations", () => {
  test("leave the same database and journal as Drizzle's own migrator", async () => {
    const files = drizzle([A, B, C]);
    const [ours, other] = [await pg.project(files), await pg.project(files)];
    expect(await ours.run()).toMatchObject({ outcome: "applied", head: "0002_log" });
    await theirs(other);
    expect(await journal(ours)).toEqual(await journal(other));
    expect(await columns(ours)).toEqual(await columns(other));
    expect(await ours.sql`select count(*)::int as rows from users`).toEqual([{ rows: 2 }]);
  });

  test("are not applied again by Drizzle, nor by us after Drizzle", async () => {
    const project = await pg.project(drizzle([A]));
    await project.run();
    await theirs(project);
    await project.write(drizzle([A, B]));
    await theirs(project);
    expect(await project.run()).toMatchObject({ outcome: "unchanged", head: "0001_mail" });
    await project.write(drizzle([A, B, C]));
    expect(await project.run()).toMatchObject({ outcome: "applied", head: "0002_log" });
    await theirs(project);
    expect(await project.sql`select count(*)::int as rows from users`).toEqual([{ rows: 2 }]);
    expect(await journal(project)).toHaveLength(3);
  });

  test("are seen as applied by drizzle-kit", async () => {
    const project = await pg.project(drizzle([A, B]));
    await project.run();
    await project.write({
      "drizzle.config.json": JSON.stringify({
        dialect: "postgresql",
        out: "drizzle",
        schema: "none.ts",
        dbCredentials: { url: project.url },
      }),
    });
    const kit = fileURLToPath(new URL("../../../node_modules/drizzle-kit/bin.cjs", import.meta.url));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [kit, "migrate", "--config", "drizzle.config.json"],
      {
        cwd: project.workspace,
        env: { PATH: process.env["PATH"] },
      },
    );
    expect(stdout).toContain("applied successfully");
    expect(await project.sql`select count(*)::int as rows from users`).toEqual([{ rows: 1 }]);
    expect(await journal(project)).toHaveLength(2);
  }, 30_000);

  test("that were merged late are seen, where Drizzle passes over them in silence", async () => {
    const late = { ...B, when: 1_700_000_000_500 };
    const project = await pg.project(drizzle([A, C]));
    await theirs(project);
    await project.write(drizzle([A, late, { ...C, when: 1_700_000_001_000 }]));
    await theirs(project);
    expect(await project.sql`select 1 from information_schema.columns where column_name = 'mail'`).toHaveLength(0);
    await expect(project.run()).rejects.toMatchObject({
      code: "SLIP-DB-DIVERGED",
      message: expect.stringContaining("0001_mail"),
    });
    expect(await project.run({ allow: ["out-of-order"] })).toMatchObject({ outcome: "applied", pending: [] });
    expect(await project.sql`select 1 from information_schema.columns where column_name = 'mail'`).toHaveLength(1);
  });

  test("that were edited after they were applied are refused, other line ends are not an edit", async () => {
    const project = await pg.project(drizzle([A, C]));
    await project.run();
    await project.write({ "drizzle/0002_log.sql": C.sql.replaceAll("\r\n", "\n") });
    expect(await project.run()).toMatchObject({ outcome: "unchanged" });
    await project.write({ "drizzle/0002_log.sql": `${C.sql}select 1;` });
    await expect(project.run()).rejects.toMatchObject({ message: expect.stringContaining("[edited]") });
    expect(await project.run({ allow: ["edited"] })).toMatchObject({ outcome: "unchanged" });
  });

  test("keep the journal where the user's configuration put it", async () => {
    const project = await pg.project(drizzle([A]));
    await drizzleMigrate(drizzleOrm(project.sql), {
      migrationsFolder: join(project.workspace, "drizzle"),
      migrationsSchema: "own place",
    });
    await project.write(drizzle([A, B]));
    expect(await project.run()).toMatchObject({ outcome: "applied" });
    expect(await project.sql`select 1 from "own place".__drizzle_migrations`).toHaveLength(2);
    expect(await project.sql`select 1 from pg_namespace where nspname = 'drizzle'`).toHaveLength(0);
  });

  test("are not held against a journal that was guessed", async () => {
    const project = await pg.project(drizzle([A]));
    const migrationsFolder = join(project.workspace, "drizzle");
    await drizzleMigrate(drizzleOrm(project.sql), { migrationsFolder, migrationsSchema: "shop" });
    await project.sql`create schema blog`;
    await project.sql`create table blog.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`;
    await expect(project.run()).rejects.toMatchObject({
      code: "SLIP-DB-TOOL",
      message:
        "The database has more than one journal of Drizzle: blog.__drizzle_migrations, shop.__drizzle_migrations.",
    });
    await project.sql`alter schema shop rename to drizzle`;
    expect(await project.run()).toMatchObject({ outcome: "unchanged" });
  });

  test.each([
    ["conflict markers", "<<<<<<< HEAD\n{}"],
    ["another dialect", JSON.stringify({ version: "7", dialect: "sqlite", entries: [] })],
    [
      "a tag that leads out of the folder",
      JSON.stringify({ dialect: "postgresql", entries: [{ idx: 0, when: 1, tag: "../x" }] }),
    ],
  ])("with %s in the journal are refused", async (_, text) => {
    const project = await pg.project({ ...drizzle([A]), "drizzle/meta/_journal.json": text });
    await expect(project.run()).rejects.toMatchObject({ code: "SLIP-DB-TOOL", blame: "user" });
  });

  test("that are listed but missing are named", async () => {
    const project = await pg.project({
      "drizzle/meta/_journal.json": JSON.stringify({
        dialect: "postgresql",
        entries: [{ idx: 0, when: 1, tag: "0000_gone" }],
      }),
    });
    await expect(project.run()).rejects.toMatchObject({
      code: "SLIP-DB-TOOL",
      message: "drizzle/0000_gone.sql cannot be read.",
    });
  });
});
