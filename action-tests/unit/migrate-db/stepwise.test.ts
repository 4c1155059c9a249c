import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Connect, SqlError } from "../../../shared/ports/sql.ts";
import { postgresConnect } from "../../../shared/providers/postgres/connect.ts";
import { server } from "./harness.ts";

let pg: Awaited<ReturnType<typeof server>>;
beforeAll(async () => {
  pg = await server();
}, 60_000);
afterAll(() => pg.close());

const TABLE = { "migrations/1_t.sql": "create table t (id int, mail text); insert into t values (1, 'a'), (2, 'a');" };

describe("a migration with statements that cannot run in a transaction", () => {
  test("runs by itself when it is the only one", async () => {
    const project = await pg.project({ ...TABLE, "migrations/2_i.sql": "create index concurrently t_id on t (id);" });
    expect(await project.run()).toMatchObject({ outcome: "applied", head: "2_i" });
    expect(await project.sql`select indisvalid from pg_index where indexrelid = 't_id'::regclass`).toEqual([
      { indisvalid: true },
    ]);
  });

  test("runs statement by statement when that is allowed, and goes on where it stopped", async () => {
    const project = await pg.project({
      ...TABLE,
      "migrations/2_m.sql":
        "insert into t values (3, 'c');\ncreate index concurrently t_id on t (id);\ninsert into missing values (1);\ninsert into t values (4, 'd');",
    });
    await expect(project.run({ allow: ["no-transaction"] })).rejects.toMatchObject({
      code: "SLIP-DB-MIGRATION",
      message: expect.stringMatching(/^migrations\/2_m\.sql:3:13: relation "missing" does not exist/),
      state: expect.stringContaining("The next run goes on in migrations/2_m.sql where this one stopped."),
    });
    expect(await project.sql`select position, state from slipway.progress order by position`).toEqual([
      { position: 0, state: "done" },
      { position: 1, state: "done" },
    ]);
    await project.write({
      "migrations/2_m.sql":
        "insert into t values (3, 'c');\ncreate index concurrently t_id on t (id);\ninsert into t values (4, 'd');",
    });
    expect(await project.run({ allow: ["no-transaction"] })).toMatchObject({ outcome: "applied", head: "2_m" });
    expect(await project.sql`select id from t order by id`).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }]);
    expect(await project.sql`select 1 from slipway.progress`).toHaveLength(0);
  });

  test("is refused when what was carried out already has changed since", async () => {
    const project = await pg.project({
      ...TABLE,
      "migrations/2_m.sql": "insert into t values (3, 'c'); vacuum t; select 1/0;",
    });
    await expect(project.run({ allow: ["no-transaction"] })).rejects.toMatchObject({ code: "SLIP-DB-MIGRATION" });
    await project.write({ "migrations/2_m.sql": "insert into t values (5, 'c'); vacuum t; select 1;" });
    await expect(project.run({ allow: ["no-transaction"] })).rejects.toMatchObject({
      code: "SLIP-DB-DIVERGED",
      message: expect.stringContaining("migrations/2_m.sql:1:1: statement 1 was carried out"),
    });
  });

  test("an index that cannot be built says why, and is built once the data allow it", async () => {
    const project = await pg.project({
      ...TABLE,
      "migrations/2_u.sql": "create unique index concurrently t_mail on t (mail);",
    });
    await expect(project.run()).rejects.toMatchObject({
      code: "SLIP-DB-MIGRATION",
      message: expect.stringContaining("SQLSTATE 23505"),
    });
    await project.sql`delete from t where id = 2`;
    expect(await project.run()).toMatchObject({ outcome: "applied", head: "2_u" });
    expect(await project.sql`select indisvalid from pg_index where indexrelid = 't_mail'::regclass`).toEqual([
      { indisvalid: true },
    ]);
  });

  test.each([
    ["concurrently", "create unique index concurrently if not exists t_mail on t (mail);"],
    ["in a transaction", "create unique index if not exists t_mail on t (mail);"],
  ])("an invalid index of an earlier tool is not taken for a good one (%s)", async (_, sql) => {
    const project = await pg.project(TABLE);
    await project.run();
    await project.sql`create unique index concurrently t_mail on t (mail)`.catch(() => undefined);
    await project.write({ "migrations/2_u.sql": sql });
    const refusal = {
      code: "SLIP-DB-INVALID-INDEX",
      next: "Run `drop index concurrently public.t_mail`, then run the step again.",
    };
    await expect(project.run()).rejects.toMatchObject(refusal);
    await expect(project.run()).rejects.toMatchObject(refusal);
    expect(await project.sql`select 1 from slipway.migrations where name = '2_u'`).toHaveLength(0);
  });

  test("a statement that was begun and whose end nobody saw is left to a person, with the commands", async () => {
    const project = await pg.project({ ...TABLE, "migrations/2_d.sql": "create database shadow_of_nobody;" });
    await project.run({ allow: [] }).catch(() => undefined);
    await project.sql`delete from slipway.migrations where name = '2_d'`;
    await project.sql`insert into slipway.progress values ('sql', '2_d', 0, 'x', 'running', '1')`;
    const { result } = project.start();
    await expect(result).rejects.toMatchObject({
      code: "SLIP-DB-MIGRATION",
      next: expect.stringContaining(
        "`update slipway.progress set state = 'done' where tool = 'sql' and migration = '2_d' and position = 0`",
      ),
    });
  });

  test("a statement that the server itself refused, and that gave way, is tried again", async () => {
    const project = await pg.project({ ...TABLE, "migrations/2_d.sql": "drop database if exists nobody_at_all;" });
    const open = postgresConnect((text) => text);
    let refusals = 0;
    const connect: Connect = async (url, options) => {
      const session = await open(url, options);
      return {
        ...session,
        execute: (text) =>
          text.startsWith("drop database") && (refusals += 1) === 1
            ? Promise.reject(new SqlError("canceling statement due to lock timeout", { kind: "server", code: "55P03" }))
            : session.execute(text),
      };
    };
    expect(await project.run({}, { connect })).toMatchObject({ outcome: "applied", head: "2_d" });
    expect(refusals).toBe(2);
  });

  test("a dropped index is not dropped twice", async () => {
    const project = await pg.project({
      ...TABLE,
      "migrations/2_i.sql": "create index t_id on t (id);",
      "migrations/3_d.sql": "drop index concurrently t_id;",
    });
    await project.run();
    await project.sql`delete from slipway.migrations where name = '3_d'`;
    await project.sql`insert into slipway.progress values ('sql', '3_d', 0, 'x', 'running', '1')`;
    expect(await project.run()).toMatchObject({ outcome: "applied", head: "3_d" });
  });
});
