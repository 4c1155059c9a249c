import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Failure } from "../../../shared/action/failure.ts";
import { until } from "../../tools/until.ts";
import { drizzle, server } from "./harness.ts";

let pg: Awaited<ReturnType<typeof server>>;
beforeAll(async () => {
  pg = await server();
}, 60_000);
afterAll(() => pg.close());

const SQL = {
  "migrations/1_seed.sql":
    "create table if not exists seed (id int); insert into seed values (1); select pg_sleep(0.2);",
  "migrations/2_more.sql": "insert into seed values (2);",
};
const DRIZZLE = drizzle([
  { tag: "0000_seed", sql: SQL["migrations/1_seed.sql"] },
  { tag: "0001_more", sql: SQL["migrations/2_more.sql"] },
]);

describe("several runs at once", () => {
  test.each([
    ["sql", SQL],
    ["drizzle", DRIZZLE],
  ])(
    "apply each migration of %s exactly once",
    async (_, files) => {
      const project = await pg.project(files);
      const results = await Promise.all([project.run(), project.run(), project.run()]);
      expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(["applied", "unchanged", "unchanged"]);
      expect(await project.sql`select id from seed order by id`).toEqual([{ id: 1 }, { id: 2 }]);
    },
    30_000,
  );

  test("a run that waits too long names who holds the lock", async () => {
    const project = await pg.project({ "migrations/1_slow.sql": "select pg_sleep(30);" });
    const first = project.start();
    await until(
      async () =>
        (
          await project.sql`select 1 from pg_stat_activity where query like '%pg_sleep(30)%' and pid <> pg_backend_pid()`
        ).length > 0,
    );
    await expect(project.run({ lockWait: 1 })).rejects.toMatchObject({
      code: "SLIP-DB-LOCKED",
      message: expect.stringMatching(/backend \d+ \(application slipway run 4711\.1, user cloud_admin/),
    });
    first.context.abort(
      new Failure("SLIP-CANCELLED", "The step was cancelled (SIGINT).", { blame: "user", outcome: "cancelled" }),
    );
    await expect(first.result).rejects.toMatchObject({
      code: "SLIP-CANCELLED",
      outcome: "cancelled",
      state: "Nothing was applied.",
    });
    expect(await project.sql`select 1 from pg_locks where locktype = 'advisory'`).toHaveLength(0);
  }, 30_000);

  test("a run in another database is not in the way", async () => {
    const [one, other] = [await pg.project(SQL), await pg.project(SQL)];
    const results = await Promise.all([one.run({ lockWait: 1 }), other.run({ lockWait: 1 })]);
    expect(results.map(({ outcome }) => outcome)).toEqual(["applied", "applied"]);
  });
});

describe("kill -9 in the middle of a migration", () => {
  test("leaves nothing, and the next run applies it once", async () => {
    const project = await pg.project({
      "migrations/1_a.sql": "create table a (id int); insert into a values (1);",
      "migrations/2_b.sql": "insert into a values (2); select pg_sleep(60);",
    });
    const running = project.process();
    await until(
      async () =>
        (
          await project.sql`select 1 from pg_stat_activity where query like '%pg_sleep(60)%' and pid <> pg_backend_pid()`
        ).length > 0,
    );
    running.signal("SIGKILL");
    expect(await running.ended).toBeNull();
    await project.write({ "migrations/2_b.sql": "insert into a values (2);" });
    const next = project.process();
    expect([await next.ended, next.said()]).toEqual([0, expect.stringContaining("Applied migrations/2_b.sql")]);
    expect(await project.sql`select id from a order by id`).toEqual([{ id: 1 }, { id: 2 }]);
    expect(await project.sql`select name from slipway.migrations order by name`).toEqual([
      { name: "1_a" },
      { name: "2_b" },
    ]);
  }, 60_000);

  test("an index build that was broken off is cleared away and done again", async () => {
    const project = await pg.project({
      "migrations/1_a.sql": "create table big (id int); insert into big select generate_series(1, 10);",
      "migrations/2_i.sql": "create index concurrently big_id on big (id);",
    });
    await project.run({ directory: "migrations", allow: [] }).catch(() => undefined);
    await project.sql`drop index if exists big_id`;
    await project.sql`delete from slipway.migrations where name = '2_i'`;
    // An open transaction makes the concurrent build wait, so that it can be killed in its middle.
    const reader = await project.sql.reserve();
    await reader`begin`;
    await reader`lock table big in row exclusive mode`;
    const running = project.process();
    await until(async () => (await project.sql`select 1 from pg_stat_progress_create_index`).length > 0);
    running.signal("SIGKILL");
    await running.ended;
    // The server notices within two seconds that its client is gone, and stops.
    await until(async () => (await project.sql`select 1 from pg_stat_progress_create_index`).length === 0);
    await reader`rollback`;
    reader.release();
    expect(await project.sql`select indisvalid from pg_index where indexrelid = 'big_id'::regclass`).toEqual([
      { indisvalid: false },
    ]);
    expect(await project.run()).toMatchObject({ outcome: "applied", head: "2_i" });
    expect(await project.sql`select indisvalid from pg_index where indexrelid = 'big_id'::regclass`).toEqual([
      { indisvalid: true },
    ]);
    expect(await project.sql`select 1 from slipway.progress`).toHaveLength(0);
  }, 60_000);
});

describe("a lost connection", () => {
  test("is followed by a new one that goes on where the journal says", async () => {
    const project = await pg.project({
      "migrations/1_a.sql": "create table a (id int);",
      "migrations/2_b.sql": "insert into a values (1); select pg_sleep(1);",
    });
    const running = project.start();
    await until(
      async () =>
        (await project.sql`select 1 from pg_stat_activity where query like '%pg_sleep(1)%' and pid <> pg_backend_pid()`)
          .length > 0,
    );
    await project.sql`select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(1)%' and pid <> pg_backend_pid()`;
    expect(await running.result).toMatchObject({ outcome: "applied", applied: [{ name: "1_a" }, { name: "2_b" }] });
    expect(await project.sql`select id from a`).toEqual([{ id: 1 }]);
    expect(running.context.runner.log.join("\n")).toContain("The connection was lost");
  }, 30_000);
});
