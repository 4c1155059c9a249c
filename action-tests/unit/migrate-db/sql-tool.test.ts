import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { evidenceSchema } from "../../../actions/migrate-db/evidence.ts";
import { server } from "./harness.ts";

let pg: Awaited<ReturnType<typeof server>>;
beforeAll(async () => {
  pg = await server();
}, 60_000);
afterAll(() => pg.close());

const TWO = {
  "migrations/0001_users.sql": "create table users (id int primary key);\ninsert into users values (1);",
  "migrations/0002_mail.sql": "alter table users add column mail text default 'a;b';",
};

describe("plain SQL migrations", () => {
  test("are applied once, in order, with a journal", async () => {
    const project = await pg.project(TWO);
    const first = await project.run();
    expect(first).toMatchObject({ outcome: "applied", head: "0002_mail", pending: [], compatible: "true" });
    expect(first.applied).toEqual([
      { name: "0001_users", file: "migrations/0001_users.sql", statements: 2, durationMs: expect.any(Number) },
      { name: "0002_mail", file: "migrations/0002_mail.sql", statements: 1, durationMs: expect.any(Number) },
    ]);
    expect(await project.sql`select id, mail from users`).toEqual([{ id: 1, mail: "a;b" }]);
    expect(await project.sql`select name, statements from slipway.migrations order by name`).toEqual([
      { name: "0001_users", statements: 2 },
      { name: "0002_mail", statements: 1 },
    ]);
    expect(await project.run()).toMatchObject({ outcome: "unchanged", applied: [], head: "0002_mail" });
    const evidence = evidenceSchema.parse(await project.evidence(first.evidence));
    expect(evidence).toMatchObject({ outcome: "applied", tool: "sql", head: "0002_mail" });
  });

  test("are only read by a plan", async () => {
    const project = await pg.project(TWO);
    const planned = await project.run({ mode: "plan", checkpoint: "br-before" });
    expect(planned).toMatchObject({ outcome: "planned", head: "", applied: [], checkpoint: "br-before" });
    expect(planned.pending).toEqual([
      { name: "0001_users", file: "migrations/0001_users.sql" },
      { name: "0002_mail", file: "migrations/0002_mail.sql" },
    ]);
    expect(await project.sql`select 1 from pg_namespace where nspname = 'slipway'`).toHaveLength(0);
    expect(await project.run({ dryRun: true })).toMatchObject({ outcome: "planned" });
  });

  test("leave nothing of a file that fails, and say where it failed", async () => {
    const project = await pg.project({
      ...TWO,
      "migrations/0003_bad.sql": "create table kept_out (id int);\n\nselect 1,\n  nonsense from users;",
    });
    const { context, result } = project.start({ checkpoint: "br-before" });
    await expect(result).rejects.toMatchObject({
      code: "SLIP-DB-MIGRATION",
      message: expect.stringMatching(
        /^migrations\/0003_bad\.sql:4:3: column "nonsense" does not exist \(SQLSTATE 42703\)/,
      ),
      state: "Applied up to 0002_mail (2 of 3); nothing was applied after it. The state before is kept in br-before.",
    });
    expect(context.published).toMatchObject({
      outcome: "failed",
      head: "0002_mail",
      pending: [{ name: "0003_bad", file: "migrations/0003_bad.sql" }],
    });
    expect(await project.sql`select to_regclass('kept_out') as it`).toEqual([{ it: null }]);
    await project.write({ "migrations/0003_bad.sql": "create table kept_out (id int);" });
    expect(await project.run()).toMatchObject({ outcome: "applied", head: "0003_bad" });
  });

  test("may be wrapped in their own begin and commit", async () => {
    const project = await pg.project({ "migrations/1_a.sql": "BEGIN;\ncreate table a ();\nCOMMIT;" });
    expect(await project.run()).toMatchObject({ outcome: "applied", head: "1_a" });
  });

  test("do not pass their settings or role on to the next one", async () => {
    const project = await pg.project({
      "migrations/1_a.sql": "create role app_owner; set role app_owner; select set_config('search_path', '', false);",
      "migrations/2_b.sql": "create table b ();",
    });
    expect(await project.run()).toMatchObject({ outcome: "applied", head: "2_b" });
    expect(await project.sql`select tableowner from pg_tables where tablename = 'b'`).toEqual([
      { tableowner: "cloud_admin" },
    ]);
  });

  test("a deferred constraint that does not hold fails like a statement", async () => {
    const project = await pg.project({
      "migrations/1_a.sql":
        "create table p (id int primary key); create table c (p int references p deferrable initially deferred); insert into c values (7);",
    });
    await expect(project.run()).rejects.toMatchObject({ message: expect.stringContaining("1_a.sql (at commit)") });
    expect(await project.sql`select to_regclass('p') as it`).toEqual([{ it: null }]);
  });

  test.each([
    ["an edited file", { "migrations/0001_users.sql": "create table users (id bigint);" }, "edited"],
    [
      "a file that comes before applied ones",
      { "migrations/0001_a.sql": "select 1;", "migrations/00015_x.sql": "select 1" },
      "duplicate-number",
    ],
    ["a file without number", { "migrations/later.sql": "select 1;" }, "no-number"],
    [
      "a copy of another tool's file",
      { "migrations/3_d.sql": "-- migrate:up\nselect 1;\n-- migrate:down\nselect 2;" },
      "foreign-format",
    ],
    ["a transaction of its own", { "migrations/3_t.sql": "select 1; commit; select 2;" }, "transaction-control"],
    ["a string without end", { "migrations/3_t.sql": "select 'oops;" }, "unterminated"],
    ["psql's own commands", { "migrations/3_t.sql": "copy users from stdin;\n1\n\\.\n" }, "needs-psql"],
    [
      "an index that cannot be built in the file's transaction",
      { "migrations/3_t.sql": "select 1; create index concurrently i on users (id);" },
      "no-transaction",
    ],
  ])("%s is refused before anything is applied", async (_, files, rule) => {
    const project = await pg.project(TWO);
    await project.run();
    await project.write({ ...files, "migrations/9_more.sql": "create table more ();" });
    const { context, result } = project.start();
    await expect(result).rejects.toMatchObject({ message: expect.stringContaining(`[${rule}]`) });
    expect(context.published.findings).toContainEqual(expect.objectContaining({ rule, severity: "error" }));
    expect(await project.sql`select to_regclass('more') as it`).toEqual([{ it: null }]);
  });

  test("a migration merged late is applied when that is allowed", async () => {
    const project = await pg.project({ "migrations/10_a.sql": "select 1;", "migrations/30_c.sql": "select 3;" });
    await project.run();
    await project.write({ "migrations/20_b.sql": "create table b ();" });
    await expect(project.run()).rejects.toMatchObject({
      code: "SLIP-DB-DIVERGED",
      message: expect.stringContaining("[out-of-order]"),
    });
    expect(await project.run({ allow: ["out-of-order"] })).toMatchObject({
      outcome: "applied",
      head: "30_c",
      pending: [],
    });
    expect(await project.sql`select to_regclass('b') is not null as it`).toEqual([{ it: true }]);
  });

  test("an older commit finds a newer database unchanged", async () => {
    const project = await pg.project(TWO);
    await project.run();
    await rm(join(project.workspace, "migrations", "0002_mail.sql"));
    const { context, result } = project.start();
    expect(await result).toMatchObject({ outcome: "unchanged", head: "0001_users" });
    expect(context.runner.log.join("\n")).toContain("0002_mail");
    await project.write({ "migrations/0003_c.sql": "select 1;" });
    await expect(project.run()).rejects.toMatchObject({ code: "SLIP-DB-DIVERGED" });
    expect(await project.run({ allow: ["missing"] })).toMatchObject({ outcome: "applied", head: "0003_c" });
  });
});
