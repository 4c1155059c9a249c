import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../shared/action/secret.ts";
import type { Connect } from "../../../shared/ports/sql.ts";
import { postgresConnect } from "../../../shared/providers/postgres/connect.ts";
import { drizzle, type Files, server } from "./harness.ts";

let pg: Awaited<ReturnType<typeof server>>;
beforeAll(async () => {
  pg = await server();
}, 60_000);
afterAll(() => pg.close());

const never = (): Promise<never> => new Promise(() => undefined);

/** Sessions of a process that dies right after its nth statement: its connections break, and nothing of it goes on. */
function dyingAt(at: number) {
  const statements: string[] = [];
  const ends: (() => Promise<void>)[] = [];
  let died = false;
  let die: () => void = () => undefined;
  const dead = new Promise<void>((resolve) => (die = resolve));
  const really = postgresConnect((text) => text);
  const connect: Connect = async (url, options) => {
    if (died) return never();
    const session = await really(url, options);
    ends.push(session.close);
    const kill = async (): Promise<never> => {
      died = true;
      await Promise.all(ends.map((end) => end()));
      die();
      return never();
    };
    const dying =
      <A extends readonly [string, ...unknown[]], R>(call: (...args: A) => Promise<R>) =>
      async (...args: A): Promise<R> => {
        const mine = statements.push(args[0]) - 1;
        if (mine > at) return never();
        const result = await call(...args);
        return mine === at ? kill() : result;
      };
    return { ...session, query: dying(session.query), execute: dying(session.execute) };
  };
  return { connect, dead, statements };
}

const SQL: Files = {
  "migrations/1_t.sql": "create table t (id int); insert into t values (1);",
  "migrations/2_m.sql": "insert into t values (2); create index concurrently t_id on t (id); insert into t values (3);",
  "migrations/3_d.sql": "drop index concurrently t_id;",
  "migrations/4_v.sql": "vacuum t;",
};
const DRIZZLE = drizzle([
  { tag: "0000_t", sql: "create table t (id int);--> statement-breakpoint\ninsert into t values (1);" },
  { tag: "0001_i", sql: "create unique index concurrently t_id on t (id);" },
  { tag: "0002_m", sql: "insert into t values (2);" },
]);

type Project = Awaited<ReturnType<typeof pg.project>>;
const inputs = { allow: ["no-transaction"] };

async function stateOf({ sql }: Project): Promise<unknown> {
  const [rows, indexes, ours, theirs, progress] = [
    await sql`select id from t order by id`,
    await sql`select indexrelid::regclass::text as name, indisvalid from pg_index where indrelid = 't'::regclass`,
    await sql`select name, checksum from slipway.migrations order by name`.catch(() => []),
    await sql`select hash, created_at from drizzle.__drizzle_migrations order by created_at`.catch(() => []),
    await sql`select * from slipway.progress`.catch(() => []),
  ];
  return [rows, indexes, ours, theirs, progress].map((list) => [...list]);
}

describe("an apply that is killed at any statement, and run again", () => {
  test.each([
    ["sql", SQL],
    ["drizzle", DRIZZLE],
  ])(
    "ends as if nothing had been (%s)",
    async (_, files) => {
      const whole = await pg.project(files);
      const { connect, statements } = dyingAt(Number.POSITIVE_INFINITY);
      await whole.run(inputs, { connect });
      const expected = await stateOf(whole);
      expect(statements.length).toBeGreaterThan(30);
      expect(statements.filter((text) => text === "commit").length).toBeGreaterThan(2);

      // Before a change is the same as after the one before it, and what changes nothing makes no difference.
      const changes = [...statements.keys()].filter(
        (at) => !/^(?:select|set|reset|begin|rollback)\b/.test(statements[at] ?? ""),
      );
      for (const at of changes) {
        const project = await pg.project(files);
        const dying = dyingAt(at);
        const first = project.start(inputs, { connect: dying.connect });
        await Promise.race([first.result, dying.dead]);
        // The timers of a process die with it.
        first.context.abort(new Error("dead"));
        await project.run(inputs);
        expect([statements[at], await stateOf(project)]).toEqual([statements[at], expected]);
        await project.end();
      }
    },
    120_000,
  );

  test("really dies", async () => {
    const { connect, dead } = dyingAt(0);
    const project = await pg.project(SQL);
    const session = await connect(new Secret(project.url), { timeout: 5000 });
    void session.query("create table made ()");
    await dead;
    void session.query("create table never_made ()");
    expect(
      await project.sql`select to_regclass('made') is not null as made, to_regclass('never_made') as never`,
    ).toEqual([{ made: true, never: null }]);
  });
});
