import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Failure } from "../../../shared/action/failure.ts";
import { until } from "../../tools/until.ts";
import { server } from "./harness.ts";

let pg: Awaited<ReturnType<typeof server>>;
beforeAll(async () => {
  pg = await server();
}, 60_000);
afterAll(() => pg.close());

const files = {
  "migrations/1_t.sql": "create table t (id int);",
  "migrations/2_c.sql": "alter table t add column a int;",
};

async function blocked() {
  const project = await pg.project({ "migrations/1_t.sql": files["migrations/1_t.sql"] });
  await project.run();
  await project.write(files);
  // postgres.js never answers a reserve() that has to open the first connection.
  await project.sql`select 1`;
  const reader = await project.sql.reserve();
  await reader`begin`;
  await reader`select * from t`;
  return { project, reader };
}

describe("a lock that somebody else holds", () => {
  test("is waited for in short tries, so that others get through in between", async () => {
    const { project, reader } = await blocked();
    const { context, result } = project.start({ lockTimeout: 1, lockWait: 60 });
    await until(async () => context.runner.log.join("\n").includes("gave way"));
    await reader`commit`;
    reader.release();
    expect(await result).toMatchObject({ outcome: "applied", head: "2_c" });
    expect(context.runner.log.join("\n")).toMatch(
      /gave way \(canceling statement due to lock timeout\), try 2 follows/,
    );
  }, 30_000);

  test("ends the migration when it is held too long, and the holder is named", async () => {
    const { project, reader } = await blocked();
    await expect(project.run({ lockTimeout: 1, lockWait: 2 })).rejects.toMatchObject({
      code: "SLIP-DB-TIMEOUT",
      message: expect.stringMatching(
        /2_c\.sql:1:1: canceling statement due to lock timeout[^]*In the way: backend \d+ .*idle in transaction.*select \* from t/,
      ),
      state: "Nothing was applied.",
    });
    await reader`rollback`;
    reader.release();
  }, 30_000);
});

describe("limits and cancellation", () => {
  test("a statement that takes too long is stopped", async () => {
    const project = await pg.project({ "migrations/1_s.sql": "select pg_sleep(30);" });
    await expect(project.run({ statementTimeout: 1 })).rejects.toMatchObject({
      message: expect.stringContaining("SQLSTATE 57014"),
      next: expect.stringContaining("`statement-timeout`"),
    });
  }, 30_000);

  test("a cancelled run stops its statement, frees the lock and says what was applied", async () => {
    const project = await pg.project({
      "migrations/1_t.sql": "create table t ();",
      "migrations/2_s.sql": "create table u (); select pg_sleep(31);",
    });
    const { context, result } = project.start({ checkpoint: "br-before" });
    await until(
      async () =>
        (
          await project.sql`select 1 from pg_stat_activity where query like '%pg_sleep(31)%' and pid <> pg_backend_pid()`
        ).length > 0,
    );
    context.abort(
      new Failure("SLIP-CANCELLED", "The step was cancelled (SIGINT).", { blame: "user", outcome: "cancelled" }),
    );
    await expect(result).rejects.toMatchObject({
      code: "SLIP-CANCELLED",
      outcome: "cancelled",
      state: "Applied up to 1_t (1 of 2); nothing was applied after it. The state before is kept in br-before.",
    });
    expect(context.published).toMatchObject({ outcome: "cancelled", head: "1_t" });
    await until(
      async () =>
        (await project.sql`select 1 from pg_stat_activity where application_name like 'slipway%'`).length === 0,
    );
    expect(await project.sql`select to_regclass('u') as it`).toEqual([{ it: null }]);
    expect(await project.run({ mode: "plan" })).toMatchObject({ pending: [{ name: "2_s" }] });
  }, 30_000);

  test("SIGINT ends the process with its children's locks freed, and without success", async () => {
    const project = await pg.project({ "migrations/1_s.sql": "select pg_sleep(32);" });
    const running = project.process();
    await until(
      async () =>
        (
          await project.sql`select 1 from pg_stat_activity where query like '%pg_sleep(32)%' and pid <> pg_backend_pid()`
        ).length > 0,
    );
    running.signal("SIGINT");
    expect(await running.ended).toBe(1);
    expect(running.said()).toContain("SLIP-CANCELLED");
    expect(await project.sql`select 1 from pg_locks where locktype = 'advisory'`).toHaveLength(0);
  }, 30_000);
});
