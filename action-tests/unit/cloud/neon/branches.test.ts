import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type Client, startClient } from "./client.ts";

let client: Client;

beforeEach(async () => {
  client = await startClient();
});
afterEach(async () => client.close());

describe("creating a branch", () => {
  test("answers at once, with operations to be waited for, and locks the project meanwhile", async () => {
    const { status, body } = await client.call("POST", "/branches", {
      branch: { name: "pr-1" },
      endpoints: [{ type: "read_write" }],
    });
    expect(status).toBe(201);
    expect(body.branch).toMatchObject({ name: "pr-1", current_state: "init", pending_state: "ready" });
    expect(body.operations).toMatchObject([
      { action: "create_branch", status: "running" },
      { action: "start_compute", status: "scheduling" },
    ]);
    const locked = await client.call("POST", "/branches", { branch: { name: "pr-2" } });
    expect(locked).toMatchObject({ status: 423, body: { code: "", request_id: expect.any(String) } });
    await client.neon.settled();
    for (const { id } of body.operations)
      expect((await client.call("GET", `/operations/${id}`)).body.operation).toMatchObject({ status: "finished" });
    const { body: after } = await client.call("GET", `/branches/${body.branch.id}`);
    expect(after.branch.current_state).toBe("ready");
  });

  test("two at the same moment: one goes on, the other is told to come back", async () => {
    const body = (name: string) => ({ branch: { name }, endpoints: [{ type: "read_write" }] });
    const answers = await Promise.all(["pr-1", "pr-2"].map((name) => client.call("POST", "/branches", body(name))));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 423]);
    await client.neon.settled();
    expect((await client.call("GET", "/branches/count")).body.count).toBe(2);
  });

  test("has no compute and no address unless asked for", async () => {
    const { body } = await client.call("POST", "/branches");
    expect(body.endpoints).toEqual([]);
    expect(body).not.toHaveProperty("connection_uris");
    expect(body.branch.name).toBe(body.branch.id);
    await client.neon.settled();
    const query = "database_name=neondb&role_name=neondb_owner";
    const missing = await client.call("GET", `/connection_uri?${query}&branch_id=${body.branch.id}`);
    expect(missing.status).toBe(404);
    const silently = await client.call("GET", `/connection_uri?${query}`);
    expect(silently.body.uri).toBe(client.neon.uri());
  });

  test("tells no address when there are several roles or databases", async () => {
    const path = `/branches/${client.neon.mainBranchId}`;
    expect((await client.call("POST", `${path}/roles`, { role: { name: "reader" } })).status).toBe(201);
    await client.neon.settled();
    const { body } = await client.branch("pr-1");
    expect(body).not.toHaveProperty("connection_uris");
    expect(body.roles).toHaveLength(2);
  });

  test("refuses a name that is taken, a parent that is not there and a past that is not there", async () => {
    expect(await client.call("POST", "/branches", { branch: { name: "main" } })).toMatchObject({
      status: 409,
      body: { message: 'branch with the provided name "main" already exists' },
    });
    expect((await client.call("POST", "/branches", { branch: { parent_id: "br-none" } })).status).toBe(404);
    const early = { parent_timestamp: "2020-01-01T00:00:00Z" };
    expect((await client.call("POST", "/branches", { branch: early })).status).toBe(422);
    expect((await client.call("POST", "/branches", { branch: { parent_lsn: "F/FFFFFFFF" } })).status).toBe(422);
    expect((await client.call("POST", "/branches", { branch: { name: "" } })).status).toBe(400);
    expect(client.neon.effects()).not.toHaveProperty("branches deleted");
    expect(await client.call("GET", "/branches/count")).toMatchObject({ body: { count: 1 } });
  });

  test("gives the child of a protected branch other passwords, which hold", async () => {
    const main = `/branches/${client.neon.mainBranchId}`;
    expect((await client.call("PATCH", main, { branch: { protected: true } })).status).toBe(200);
    await client.neon.settled();
    const { body } = await client.branch("pr-1");
    const uri = body.connection_uris[0].connection_uri;
    expect(new URL(uri).password).not.toBe(new URL(client.neon.uri()).password);
    expect(await client.query(uri, "select 1 as one")).toEqual([{ one: 1 }]);
    const parents = new URL(uri);
    parents.password = new URL(client.neon.uri()).password;
    await expect(client.query(parents.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  });
});

describe("changing and deleting a branch", () => {
  test("expires_at is checked, shown, and taken back by null", async () => {
    const expires = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, "");
    const { body } = await client.branch("pr-1", { expires_at: expires });
    expect(body.branch.expires_at).toBe(expires);
    const path = `/branches/${body.branch.id}`;
    for (const bad of ["2020-01-01T00:00:00Z", "tomorrow"])
      expect((await client.call("PATCH", path, { branch: { expires_at: bad } })).status).toBeGreaterThanOrEqual(400);
    const main = `/branches/${client.neon.mainBranchId}`;
    expect((await client.call("PATCH", main, { branch: { expires_at: expires } })).status).toBe(422);
    const after = await client.call("PATCH", path, { branch: { expires_at: null } });
    expect(after.body.branch).not.toHaveProperty("expires_at");
  });

  test("the default, a protected and a parent branch stay; a deleted one is 204 the second time and can come back", async () => {
    const parent = (await client.branch("parent")).body.branch.id;
    const child = (await client.branch("child", { parent_id: parent })).body.branch.id;
    for (const id of [client.neon.mainBranchId, parent])
      expect((await client.call("DELETE", `/branches/${id}`)).status).toBe(422);
    await client.call("PATCH", `/branches/${child}`, { branch: { protected: true } });
    await client.neon.settled();
    expect((await client.call("DELETE", `/branches/${child}`)).status).toBe(422);
    await client.call("PATCH", `/branches/${child}`, { branch: { protected: false } });
    await client.neon.settled();

    expect((await client.call("DELETE", `/branches/${child}`)).status).toBe(200);
    await client.neon.settled();
    expect((await client.call("DELETE", `/branches/${child}`)).status).toBe(204);
    expect((await client.call("GET", `/branches/${child}`)).status).toBe(404);
    const listed = await client.call("GET", "/branches?include_deleted=true&search=child");
    expect(listed.body.branches).toMatchObject([{ id: child, recovery: { deletion_method: "user" } }]);
    expect((await client.call("POST", `/branches/${child}/recover`)).status).toBe(200);
    expect(await client.query(client.neon.uri("child"), "select 1 as one")).toEqual([{ one: 1 }]);
    expect(client.neon.effects()).toEqual({ "branches created": 2, "branches deleted": 1 });
  });

  test("the oldest of many deleted branches cannot come back", async () => {
    const ids: string[] = [];
    for (let index = 0; index < 6; index++) {
      ids.push((await client.branch(`pr-${index}`)).body.branch.id);
      await client.call("DELETE", `/branches/${ids.at(-1)}`);
      await client.neon.settled();
    }
    expect((await client.call("POST", `/branches/${ids[0]}/recover`)).status).toBe(404);
    expect((await client.call("DELETE", `/branches/${ids[0]}`)).status).toBe(204);
    expect((await client.call("POST", `/branches/${ids[1]}/recover`)).status).toBe(200);
  });

  test("a hard deletion is for good and breaks connections", async () => {
    const { body } = await client.branch("pr-1");
    const uri = client.neon.uri("pr-1");
    await client.call("DELETE", `/branches/${body.branch.id}?hard_delete=true`);
    await client.neon.settled();
    expect((await client.call("POST", `/branches/${body.branch.id}/recover`)).status).toBe(404);
    await expect(client.query(uri, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("listing branches", () => {
  test("search finds parts of names and ids, pages are linked by a cursor, the end is empty", async () => {
    for (const name of ["pr-1", "pr-10", "pr-2"]) await client.branch(name);
    const found = await client.call("GET", "/branches?search=pr-1&sort_by=name&sort_order=asc");
    expect(found.body.branches.map(({ name }: { name: string }) => name)).toEqual(["pr-1", "pr-10"]);
    const seen: string[] = [];
    let cursor = "";
    for (let page = 0; page < 10; page++) {
      const { body } = await client.call("GET", `/branches?limit=3&sort_by=name${cursor}`);
      if (body.branches.length === 0) break;
      seen.push(...body.branches.map(({ name }: { name: string }) => name));
      cursor = `&cursor=${encodeURIComponent(body.pagination.next)}`;
    }
    expect(seen).toEqual(["pr-2", "pr-10", "pr-1", "main"]);
    expect((await client.call("GET", "/branches?limit=0")).status).toBe(400);
  });
});
