import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Client, startClient } from "./client.ts";

let client: Client;

beforeEach(async () => {
  client = await startClient();
  await client.query(client.neon.uri(), "create table goods (name text)");
});
afterEach(async () => client.close());

const add = async (uri: string, name: string): Promise<unknown> =>
  client.query(uri, `insert into goods values ('${name}')`);
const names = async (uri: string): Promise<unknown> => client.query(uri, "select name from goods order by name");

describe("restoring", () => {
  test("to the parent gives its present data, at the same address", async () => {
    const { body } = await client.branch("pr-1");
    const uri = client.neon.uri("pr-1");
    await add(uri, "own");
    await add(client.neon.uri(), "of the parent");
    const path = `/branches/${body.branch.id}/restore`;
    const reset = await client.call("POST", path, { source_branch_id: body.branch.parent_id });
    expect(reset).toMatchObject({ status: 200, body: { branch: { current_state: "resetting" } } });
    await client.neon.settled();
    expect(await names(uri)).toEqual([{ name: "of the parent" }]);
  });

  test("to itself needs a time and a name for what was there, and takes the children along", async () => {
    const main = client.neon.mainBranchId;
    await add(client.neon.uri(), "kept");
    const [row] = (await client.query(client.neon.uri(), "select clock_timestamp() as at, pg_sleep(0.01)")) as [
      { at: Date },
    ];
    const time = new Date(row.at.getTime() + 5).toISOString();
    await add(client.neon.uri(), "lost");
    const child = (await client.branch("child")).body.branch.id;
    const restore = (body: object) =>
      client.call("POST", `/branches/${main}/restore`, { source_branch_id: main, ...body });
    expect((await restore({})).status).toBe(400);
    expect((await restore({ source_timestamp: time })).status).toBe(400);
    expect((await restore({ source_timestamp: time, preserve_under_name: "child" })).status).toBe(409);
    expect((await restore({ source_timestamp: time, preserve_under_name: "main-old" })).status).toBe(200);
    await client.neon.settled();
    expect(await names(client.neon.uri())).toEqual([{ name: "kept" }]);
    const { branches } = (await client.call("GET", "/branches?search=main-old")).body;
    expect((await client.call("GET", `/branches/${child}`)).body.branch.parent_id).toBe(branches[0].id);
    expect(await client.neon.dump()).toMatchObject({ "main-old": { databases: { neondb: { tables: {} } } } });
  });

  test("is impossible on a protected branch", async () => {
    const id = (await client.branch("pr-1", { protected: true })).body.branch.id;
    const answer = await client.call("POST", `/branches/${id}/restore`, { source_branch_id: client.neon.mainBranchId });
    expect(answer.status).toBe(422);
  });

  test("from a snapshot makes a branch, which takes over when it is made final", async () => {
    const main = client.neon.mainBranchId;
    await add(client.neon.uri(), "kept");
    const { body } = await client.call("POST", `/branches/${main}/snapshot?name=before`);
    await client.neon.settled();
    await add(client.neon.uri(), "lost");
    const restored = await client.call("POST", `/snapshots/${body.snapshot.id}/restore`, { name: "preview" });
    expect(restored.status).toBe(200);
    await client.neon.settled();
    expect(await names(client.neon.uri())).toEqual([{ name: "kept" }, { name: "lost" }]);
    const final = await client.call("POST", `/branches/${restored.body.branch.id}/finalize_restore`, {
      name: "main-old",
    });
    expect(final.status).toBe(200);
    await client.neon.settled();
    expect(await names(client.neon.uri())).toEqual([{ name: "kept" }]);
    expect(Object.keys((await client.neon.dump()) as object)).toEqual(["main", "main-old"]);
  });
});
