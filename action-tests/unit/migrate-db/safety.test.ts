import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../shared/action/secret.ts";
import { postgresConnect } from "../../../shared/providers/postgres/connect.ts";
import { server } from "./harness.ts";

let pg: Awaited<ReturnType<typeof server>>;
beforeAll(async () => {
  pg = await server();
}, 60_000);
afterAll(() => pg.close());

const T = { "migrations/1_t.sql": "create table t (id int);" };

describe("a plan", () => {
  test("leaves no setting in a session that a pooler will give to somebody else", async () => {
    const project = await pg.project(T);
    const open = postgresConnect((text) => text);
    const shared: Awaited<ReturnType<typeof open>>[] = [];
    await project.run(
      { mode: "plan" },
      {
        connect: async (url, options) => {
          const session = await open(url, options);
          shared.push(session);
          // What a pooler does when its client goes: it rolls back, and keeps the backend as it is.
          return { ...session, close: () => session.execute("rollback").catch(() => undefined) };
        },
      },
    );
    const [kept] = shared;
    expect(await kept?.query("select current_setting('transaction_read_only') as now")).toEqual([{ now: "off" }]);
    expect(await kept?.query("select current_setting('default_transaction_read_only') as later")).toEqual([
      { later: "off" },
    ]);
    await Promise.all(shared.map((session) => session.close()));
  });
});

describe("what one run must never do", () => {
  test("keep a migration that frees the lock", async () => {
    const project = await pg.project({
      ...T,
      "migrations/2_u.sql": "insert into t values (1); select pg_advisory_unlock_all();",
    });
    await expect(project.run()).rejects.toMatchObject({
      code: "SLIP-DB-LOCKED",
      message: expect.stringContaining("migrations/2_u.sql frees the lock"),
      state: expect.stringContaining("Applied up to 1_t"),
    });
    expect(await project.sql`select 1 from t`).toHaveLength(0);
    expect(await project.sql`select name from slipway.migrations`).toEqual([{ name: "1_t" }]);
  });

  test("commit in the middle of a file whose statements are not told apart", async () => {
    // `case` as a name keeps the function's body open for whoever counts words.
    const project = await pg.project({
      ...T,
      "migrations/2_f.sql":
        "create function f() returns int begin atomic select 1 as case; end; commit; insert into t values (1); select 1/0;",
    });
    await expect(project.run()).rejects.toMatchObject({ message: expect.stringContaining("SQLSTATE 42601") });
    expect(await project.sql`select 1 from t`).toHaveLength(0);
    expect(await project.sql`select to_regproc('f') as f`).toEqual([{ f: null }]);
  });

  test("store letters that it could not read", async () => {
    const project = await pg.project(T);
    await writeFile(
      join(project.workspace, "migrations/2_latin1.sql"),
      Buffer.from("comment on table t is 'gr\u00f6\u00dfer'", "latin1"),
    );
    await expect(project.run()).rejects.toMatchObject({
      code: "SLIP-DB-REFUSED",
      message: expect.stringMatching(/^migrations\/2_latin1\.sql: .*UTF-8.* \[not-utf8\]/),
    });
    expect(await project.sql`select to_regclass('t') as t`).toEqual([{ t: null }]);
  });

  test("begin a file anew that was renamed after half of it was carried out", async () => {
    const text = "insert into t values (1); vacuum t; select 1/0;";
    const project = await pg.project({ ...T, "migrations/2_half.sql": text });
    const allow = ["no-transaction"];
    await expect(project.run({ allow })).rejects.toMatchObject({ code: "SLIP-DB-MIGRATION" });
    await rm(join(project.workspace, "migrations/2_half.sql"));
    await project.write({ "migrations/3_half.sql": text.replace("select 1/0;", "") });
    await expect(project.run({ allow })).rejects.toMatchObject({
      code: "SLIP-DB-DIVERGED",
      message: expect.stringContaining("delete from slipway.progress where tool = 'sql' and migration = '2_half'"),
    });
    expect(await project.sql`select id from t`).toEqual([{ id: 1 }]);
  });
});

describe("a file with a byte order mark", () => {
  test("is applied like any other", async () => {
    const project = await pg.project({ "migrations/1_t.sql": "\ufeffcreate table t (id int);" });
    expect(await project.run()).toMatchObject({ outcome: "applied", head: "1_t" });
  });
});

describe("settings of a file that runs statement by statement", () => {
  test("hold until its end, also in the run that goes on with it, and no longer", async () => {
    const project = await pg.project({
      "migrations/1_t.sql": "create schema shop; create table t (id int); create table shop.t (id int);",
      "migrations/2_i.sql":
        "set search_path = shop; create index concurrently t_id on t (id); insert into t values (1); select 1/0; vacuum t;",
    });
    const allow = ["no-transaction"];
    await expect(project.run({ allow })).rejects.toMatchObject({ message: expect.stringContaining("SQLSTATE 22012") });
    await project.write({
      "migrations/2_i.sql":
        "set search_path = shop; create index concurrently t_id on t (id); insert into t values (1); insert into t values (2); vacuum t;",
      "migrations/3_after.sql": "insert into t values (3);",
    });
    expect(await project.run({ allow })).toMatchObject({ outcome: "applied", head: "3_after" });
    expect(await project.sql`select schemaname from pg_indexes where indexname = 't_id'`).toEqual([
      { schemaname: "shop" },
    ]);
    expect(await project.sql`select id from shop.t order by id`).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await project.sql`select id from public.t`).toEqual([{ id: 3 }]);
  });
});

describe("a role that may do no more than it needs", () => {
  test("applies migrations where somebody else has made the journals", async () => {
    const project = await pg.project({ "migrations/1_a.sql": "create table app.a (id int);" });
    await project.sql.unsafe(
      "create schema app; create role migrator_of_little login password 'little'; grant usage, create on schema app to migrator_of_little;" +
        "create table app.t (id int); alter table app.t owner to migrator_of_little",
    );
    await project.run();
    await project.write({ "migrations/2_v.sql": "insert into app.t values (1); vacuum app.t;" });
    const allow = ["no-transaction"];
    await project.run({ allow });
    await project.sql.unsafe(
      "grant usage on schema slipway to migrator_of_little; grant select, insert, update, delete on all tables in schema slipway to migrator_of_little; revoke create on database " +
        new URL(project.url).pathname.slice(1) +
        " from public",
    );
    await project.write({
      "migrations/3_b.sql": "create table app.b (id int);",
      "migrations/4_v.sql": "insert into app.t values (1); vacuum app.t;",
    });
    const url = new URL(project.url);
    [url.username, url.password] = ["migrator_of_little", "little"];
    expect(await project.run({ allow, databaseUrl: new Secret(url.href) })).toMatchObject({
      outcome: "applied",
      head: "4_v",
    });
  });
});
