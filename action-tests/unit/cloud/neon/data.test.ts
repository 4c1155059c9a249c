import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import postgres from "postgres";
import { type Client, startClient } from "./client.ts";

let client: Client;

beforeAll(async () => {
  client = await startClient({ plan: "scale" });
  await client.query(client.neon.uri(), "create table goods (id serial primary key, name text not null)");
  await client.query(client.neon.uri(), "insert into goods (name) values ('tea'), ('rice')");
});
afterAll(async () => client.close());

const names = async (uri: string): Promise<unknown> => client.query(uri, "select name from goods order by id");

describe("the data of branches", () => {
  test("a branch begins as its parent and goes its own way", async () => {
    await client.branch("own-way");
    const uri = client.neon.uri("own-way");
    await client.query(uri, "delete from goods where name = 'rice'");
    await client.query(client.neon.uri(), "insert into goods (name) values ('salt')");
    expect(await names(uri)).toEqual([{ name: "tea" }]);
    expect(await names(client.neon.uri())).toEqual([{ name: "tea" }, { name: "rice" }, { name: "salt" }]);
    await client.query(client.neon.uri(), "delete from goods where name = 'salt'");
  });

  test("connections to the parent live on while it is copied, and so do their transactions", async () => {
    const sql = postgres(client.neon.uri(), { max: 1 });
    await sql.begin(async (transaction) => {
      await transaction`insert into goods (name) values ('uncommitted')`;
      expect((await client.branch("while-busy")).status).toBe(201);
      await transaction`delete from goods where name = 'uncommitted'`;
    });
    await sql.end();
    expect(await names(client.neon.uri("while-busy"))).toEqual([{ name: "tea" }, { name: "rice" }]);
  });

  test("names of database and role are the same on every branch", async () => {
    await client.branch("same-names");
    const who = await client.query(
      client.neon.uri("same-names"),
      "select current_user::text, current_database()::text",
    );
    expect(who).toEqual([{ current_user: "neondb_owner", current_database: "neondb" }]);
  });

  test("a schema-only branch has the tables and no rows, and is a root", async () => {
    const { body } = await client.branch("schema-only", { init_source: "schema-only" });
    expect(body.branch).not.toHaveProperty("parent_id");
    expect(await names(client.neon.uri("schema-only"))).toEqual([]);
  });

  test("a branch of an earlier time has what was there then", async () => {
    await client.query(client.neon.uri(), "insert into goods (name) values ('early')");
    const [row] = (await client.query(client.neon.uri(), "select clock_timestamp() as at, pg_sleep(0.01)")) as [
      { at: Date },
    ];
    await client.query(client.neon.uri(), "delete from goods where name = 'early'");
    const { status } = await client.branch("earlier", {
      parent_timestamp: new Date(row.at.getTime() + 5).toISOString(),
    });
    expect(status).toBe(201);
    expect(await names(client.neon.uri("earlier"))).toEqual([{ name: "tea" }, { name: "rice" }, { name: "early" }]);
  });

  test("the pooled address leads to the same database and swallows what a pooler swallows", async () => {
    const uri = client.neon.uri(undefined, { pooled: true });
    expect(uri).toContain("pgbouncer=true");
    expect(new URL(uri).port).not.toBe(new URL(client.neon.uri()).port);
    expect(await names(uri)).toEqual([{ name: "tea" }, { name: "rice" }]);
  });

  test("passwords are checked, and the vendor's superuser cannot come in", async () => {
    const wrong = new URL(client.neon.uri());
    wrong.password = "guessed";
    await expect(names(wrong.href)).rejects.toMatchObject({ code: "28P01" });
    const admin = new URL(client.neon.uri());
    admin.username = "cloud_admin";
    await expect(names(admin.href)).rejects.toThrow("password authentication failed");
  });

  test("compare_schema tells a branch's schema from another's, and nothing when they are the same", async () => {
    const { body } = await client.branch("compared");
    const path = `/branches/${body.branch.id}/compare_schema?db_name=neondb&base_branch_id=${client.neon.mainBranchId}`;
    expect((await client.call("GET", path)).body).toEqual({ diff: "" });
    await client.query(client.neon.uri("compared"), "alter table goods add price integer");
    const { diff } = (await client.call("GET", path)).body;
    expect(diff).toContain("+    price integer\n");
    expect(diff).toMatch(/^--- a\/neondb\n\+\+\+ b\/neondb\n@@ /);
  });

  test("dump tells of content, and not of ids, passwords and times", async () => {
    const before = await client.neon.dump();
    expect(await client.neon.dump()).toEqual(before);
    await client.query(client.neon.uri(), "insert into goods (name) values ('salt')");
    expect(await client.neon.dump()).not.toEqual(before);
    await client.query(client.neon.uri(), "delete from goods where name = 'salt'");
    expect(await client.neon.dump()).toEqual(before);
    expect(JSON.stringify(before)).not.toMatch(/npg_|br-|ep-/);
  });
});
