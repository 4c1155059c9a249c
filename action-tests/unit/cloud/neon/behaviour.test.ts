import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, test } from "@jest/globals";
import type { NeonOptions } from "../../../cloud/neon/options.ts";
import { type Client, startClient } from "./client.ts";

let client: Client;

const start = async (options: NeonOptions = {}): Promise<Client> => {
  client = await startClient(options);
  return client;
};
afterEach(async () => client.close());

describe("limits of the plan", () => {
  test("Free has room for three root branches and ten branches, protects none and fixes scale-to-zero", async () => {
    const { call, branch, neon } = await start({ plan: "free" });
    for (const name of ["root-2", "root-3"])
      expect((await branch(name, { init_source: "schema-only" })).status).toBe(201);
    expect(await branch("root-4", { init_source: "schema-only" })).toMatchObject({
      status: 422,
      body: { code: "ROOT_BRANCHES_LIMIT_EXCEEDED" },
    });
    for (let index = 4; index <= 10; index++) {
      expect((await call("POST", "/branches", { branch: { name: `pr-${index}` } })).status).toBe(201);
      await neon.settled();
    }
    expect(await branch("pr-11")).toMatchObject({ status: 422, body: { code: "BRANCHES_LIMIT_EXCEEDED" } });
    expect(await call("PATCH", `/branches/${neon.mainBranchId}`, { branch: { protected: true } })).toMatchObject({
      status: 422,
      body: { code: "BRANCHES_PROTECTED_LIMIT_EXCEEDED" },
    });
    const timed = { endpoints: [{ type: "read_write", suspend_timeout_seconds: 300 }] };
    expect((await call("POST", "/branches", timed)).status).toBe(412);
  });
});

describe("operations", () => {
  test("a failed one is tried again; one that ends in error takes the rest along", async () => {
    const { call, neon } = await start();
    neon.spoil({ action: "start_compute", as: "failed", times: 2 });
    const first = await call("POST", "/branches", { branch: { name: "a" }, endpoints: [{ type: "read_write" }] });
    await neon.settled();
    const retried = await call("GET", `/operations/${first.body.operations[1].id}`);
    expect(retried.body.operation).toMatchObject({ status: "finished", failures_count: 2 });

    neon.spoil({ action: "create_branch", as: "error" });
    const second = await call("POST", "/branches", { branch: { name: "b" }, endpoints: [{ type: "read_write" }] });
    await neon.settled();
    const { operations } = (await call("GET", "/operations")).body;
    const status = (id: string) => operations.find((operation: { id: string }) => operation.id === id).status;
    expect(second.body.operations.map(({ id }: { id: string }) => status(id))).toEqual(["error", "cancelled"]);
  });

  test("the list lags and a new branch may be 404 for a while", async () => {
    const { call, neon } = await start({ operationsListLag: 2, notFoundAfterCreate: 1 });
    const { body } = await call("POST", "/branches", { branch: { name: "a" } });
    await neon.settled();
    const counts: number[] = [];
    for (let read = 0; read < 3; read++) counts.push((await call("GET", "/operations")).body.operations.length);
    expect(counts).toEqual([0, 0, 1]);
    const path = `/branches/${body.branch.id}`;
    expect((await call("GET", path)).status).toBe(404);
    expect((await call("GET", path)).status).toBe(200);
  });

  test("may lock the branch only, and then other branches can be worked on", async () => {
    const { call, neon, branch } = await start({ locks: "branch", operationMilliseconds: 200 });
    const parent = (await branch("parent")).body.branch.id;
    const child = await call("POST", "/branches", { branch: { name: "child" } });
    expect((await call("DELETE", `/branches/${child.body.branch.id}`)).status).toBe(423);
    expect((await call("PATCH", `/branches/${parent}`, { branch: { name: "renamed" } })).status).toBe(200);
    await neon.settled();
  });

  test("the availability checker locks the project", async () => {
    const { call, neon } = await start({ operationMilliseconds: 50 });
    neon.checkAvailability();
    expect((await call("POST", "/branches", {})).status).toBe(423);
  });
});

describe("roles and computes", () => {
  test("a password can be read again, unless they are not stored, and resetting it breaks the old one", async () => {
    const { call, neon, query } = await start();
    const role = `/branches/${neon.mainBranchId}/roles/neondb_owner`;
    const old = neon.uri();
    expect((await call("GET", `${role}/reveal_password`)).body.password).toBe(new URL(old).password);
    expect((await call("GET", `/branches/${neon.mainBranchId}/roles`)).body.roles[0]).not.toHaveProperty("password");
    const reset = await call("POST", `${role}/reset_password`);
    expect(reset.body.role.password).toBe(new URL(neon.uri()).password);
    await expect(query(old, "select 1")).rejects.toMatchObject({ code: "28P01" });
    expect(await query(neon.uri(), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("nothing is told where passwords are not stored", async () => {
    const { call, neon } = await start({ storePasswords: false });
    const role = `/branches/${neon.mainBranchId}/roles/neondb_owner`;
    expect((await call("GET", `${role}/reveal_password`)).status).toBe(412);
    expect((await call("GET", `/branches/${neon.mainBranchId}/roles/nobody/reveal_password`)).status).toBe(404);
  });

  test("a compute that was suspended wakes with the first connection", async () => {
    const { call, neon, query } = await start();
    const [endpoint] = (await call("GET", "/endpoints")).body.endpoints;
    await call("POST", `/endpoints/${endpoint.id}/suspend`);
    await neon.settled();
    expect((await call("GET", `/endpoints/${endpoint.id}`)).body.endpoint.current_state).toBe("idle");
    expect(await query(neon.uri(), "select 1 as one")).toEqual([{ one: 1 }]);
    expect((await call("GET", `/endpoints/${endpoint.id}`)).body.endpoint.current_state).toBe("active");
    const second = { endpoint: { branch_id: neon.mainBranchId, type: "read_write" } };
    expect((await call("POST", "/endpoints", second)).status).toBe(409);
  });

  test("a compute without connections goes to sleep, and an archived branch comes back with the first access", async () => {
    const { call, neon, branch, query } = await start({ idleMilliseconds: 1, wakeMilliseconds: 1 });
    const { body } = await branch("rarely-used");
    const path = `/endpoints/${body.endpoints[0].id}`;
    const state = async (): Promise<string> => (await call("GET", path)).body.endpoint.current_state;
    const deadline = Date.now() + 30_000;
    while ((await state()) !== "idle" && Date.now() < deadline) await wait(30);
    expect(await state()).toBe("idle");
    await neon.archive("rarely-used");
    const shown = async () => (await call("GET", `/branches/${body.branch.id}`)).body.branch.current_state;
    expect(await shown()).toBe("archived");
    expect(await query(neon.uri("rarely-used"), "select 1 as one")).toEqual([{ one: 1 }]);
    expect(await shown()).toBe("ready");
  });

  test("addresses in the vendor's style, for looking at", async () => {
    const { neon } = await start({ hostNames: true });
    expect(neon.uri(undefined, { pooled: true })).toMatch(
      /@ep-[a-z0-9-]+-pooler\.us-east-2\.aws\.neon\.tech\/neondb\?/,
    );
  });
});

describe("the door", () => {
  test("401 without the key, 404 for another project, 429 over the limit, each with the vendor's body", async () => {
    const { neon, call } = await start({ perSecondPerRoute: 3 });
    const nobody = await fetch(`${neon.url}/projects/${neon.projectId}/branches`);
    expect([nobody.status, await nobody.json()]).toMatchObject([401, { code: "", message: expect.any(String) }]);
    const key = { authorization: `Bearer ${neon.apiKey}` };
    expect((await fetch(`${neon.url}/projects/other-project-1/operations`, { headers: key })).status).toBe(404);
    const statuses: number[] = [];
    for (let index = 0; index < 5; index++) statuses.push((await call("GET", "/endpoints")).status);
    expect(statuses).toEqual([200, 200, 200, 429, 429]);
    expect([...nobody.headers.keys()].filter((name) => name.includes("limit"))).toEqual([]);
  });
});

describe("expiry", () => {
  test("a background job deletes what has expired, later", async () => {
    let now = Date.now();
    const { neon, branch } = await start({ now: () => new Date(now) });
    await branch("short", { expires_at: new Date(now + 60_000).toISOString() });
    expect(neon.sweepExpired()).toEqual([]);
    now += 61_000;
    expect(neon.sweepExpired()).toEqual(["short"]);
    await neon.settled();
    expect(Object.keys((await neon.dump()) as object)).toEqual(["main"]);
  });
});
