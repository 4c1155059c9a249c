import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { newRepository, type Repository } from "../../../tools/repository.ts";
import { type Client, repository, startClient } from "./client.ts";

let sources: Repository;
let client: Client;
let sha: string;

beforeEach(async () => {
  sources = newRepository();
  sha = sources.commit("first", { "readme.md": "hello\n" });
  client = await startClient(sources);
});
afterEach(async () => {
  await client.close().finally(sources.remove);
});

const create = async (more: object = {}) =>
  client.call("POST", "/deployments", { ref: sha, required_contexts: [], auto_merge: false, ...more });
const mark = async (id: number, state: string, more: object = {}) =>
  client.call("POST", `/deployments/${id}/statuses`, { state, ...more });
const states = async (id: number): Promise<readonly string[]> =>
  (await client.call("GET", `/deployments/${id}/statuses`)).body.map(({ state }: { state: string }) => state);

describe("deployments", () => {
  test("have GitHub's defaults and give the payload back as it came", async () => {
    const payload = { slipway: 1, services: { web: { id: "srv-1" } }, list: [1, null, "é"] };
    const made = await create({ payload });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ sha, ref: sha, task: "deploy", environment: "production", payload });
    expect(made.body).toMatchObject({ transient_environment: false, production_environment: true, description: null });
    expect((await client.call("GET", `/deployments/${made.body.id}`)).body).toEqual(made.body);
    expect((await create({ payload: '{"as":"text"}' })).body.payload).toBe('{"as":"text"}');
    expect((await create({ environment: "staging" })).body.production_environment).toBe(false);
  });

  test("are refused for a ref that is not there, and for what is too long or of the wrong kind", async () => {
    expect(await create({ ref: "nowhere" })).toMatchObject({
      status: 422,
      body: { message: "No ref found for: nowhere" },
    });
    for (const bad of [{ ref: undefined }, { description: "x".repeat(141) }, { payload: 5 }, { ref: "--all" }])
      expect((await create(bad)).status).toBe(422);
    expect(client.github.effects()).toEqual({});
  });

  test("wait for every context of the commit, unless told which", async () => {
    await client.call("POST", `/statuses/${sha}`, { state: "success", context: "lint" });
    await client.call("POST", "/check-runs", { name: "pipeline", head_sha: sha, status: "in_progress" });
    const blocked = await create({ required_contexts: undefined });
    expect(blocked).toMatchObject({ status: 409, body: { errors: [{ field: "required_contexts" }] } });
    expect((await create({ required_contexts: ["lint"] })).status).toBe(201);
    expect((await create({ required_contexts: ["lint", "absent"] })).status).toBe(409);
  });

  test("merge the default branch first, unless told not to: 202 without an id", async () => {
    sources.git("checkout", "-q", "-b", "topic");
    sources.commit("on topic", { "topic.txt": "t\n" });
    sources.git("checkout", "-q", "main");
    sources.commit("on main", { "main.txt": "m\n" });
    const topic = { ref: "topic", auto_merge: undefined };
    expect(await create(topic)).toMatchObject({
      status: 202,
      body: { message: "Auto-merged main into topic on deployment." },
    });
    expect(client.github.deployments(repository)).toHaveLength(0);
    expect(sources.git("log", "-1", "--format=%s", "topic")).toBe("Merge main into topic");
    expect((await create(topic)).status).toBe(201);
  });

  test("are listed newest first, by page and by what they are", async () => {
    for (let index = 0; index < 35; index++) await create({ environment: index % 2 === 0 ? "staging" : "production" });
    const first = await client.call("GET", "/deployments?per_page=30");
    expect(first.body).toHaveLength(30);
    expect(first.body[0].id).toBeGreaterThan(first.body[1].id);
    expect(first.headers.get("link")).toMatch(/page=2>; rel="next".*page=2>; rel="last"/);
    const second = await client.call("GET", "/deployments?per_page=30&page=2");
    expect(second.body).toHaveLength(5);
    expect(second.headers.get("link")).not.toContain('rel="next"');
    expect((await client.call("GET", "/deployments?environment=staging&per_page=100")).body).toHaveLength(18);
    expect((await client.call("GET", "/deployments?task=rollback")).body).toEqual([]);
  });

  test("can be deleted only when they are not active", async () => {
    const [one, other] = [(await create()).body.id, (await create()).body.id];
    await mark(one, "success");
    expect((await client.call("DELETE", `/deployments/${one}`)).status).toBe(422);
    await mark(one, "inactive");
    expect((await client.call("DELETE", `/deployments/${one}`)).status).toBe(204);
    expect((await client.call("GET", `/deployments/${one}`)).status).toBe(404);
    expect((await client.call("DELETE", `/deployments/${other}`)).status).toBe(204);
  });
});

describe("deployment statuses", () => {
  test("a success makes earlier successes of the environment inactive", async () => {
    const first = (await create({ environment: "staging" })).body.id;
    await mark(first, "success");
    const elsewhere = (await create({ environment: "qa" })).body.id;
    await mark(elsewhere, "success");
    const second = (await create({ environment: "staging" })).body.id;
    await mark(second, "in_progress");
    expect(await states(first)).toEqual(["success"]);
    await mark(second, "success");
    expect(await states(first)).toEqual(["inactive", "success"]);
    expect(await states(elsewhere)).toEqual(["success"]);
    expect(await states(second)).toEqual(["success", "in_progress"]);
  });

  test.each([
    ["production", { environment: "production" }, {}],
    ["transient", { environment: "preview-1", transient_environment: true }, {}],
    ["told not to", { environment: "staging" }, { auto_inactive: false }],
  ])("leave earlier ones alone: %s", async (_, deployment, status) => {
    const first = (await create(deployment)).body.id;
    await mark(first, "success");
    const second = (await create(deployment)).body.id;
    await mark(second, "success", status);
    expect(await states(first)).toEqual(["success"]);
  });

  test("are checked", async () => {
    const { id } = (await create()).body;
    for (const bad of [
      { state: "done" },
      { state: "success", description: "x".repeat(141) },
      { state: "success", environment_url: "not an address" },
    ])
      expect((await client.call("POST", `/deployments/${id}/statuses`, bad)).status).toBe(422);
    expect((await mark(1, "success")).status).toBe(404);
    const good = {
      description: "x".repeat(140),
      environment_url: "https://shop.example",
      log_url: "https://ci.example",
    };
    expect((await mark(id, "success", good)).body).toMatchObject(good);
  });

  test("dump tells the history of each environment without ids of runs", async () => {
    const record = { run: { id: "77", attempt: 1, url: "x" }, services: { web: { before: { deploy: "dep-abc123" } } } };
    const { id } = (await create({ payload: record, environment: "staging" })).body;
    await mark(id, "in_progress");
    await mark(id, "success", { description: `verified ${"a".repeat(64)}` });
    expect(client.github.dump()).toMatchObject({
      [repository]: {
        deployments: {
          staging: [
            {
              task: "deploy",
              payload: { services: { web: { before: { deploy: "dep-*" } } } },
              statuses: ["in_progress", "success verified <digest>"],
            },
          ],
        },
      },
    });
    expect(client.github.effects()).toEqual({ "deployments created": 1, "deployment statuses created": 2 });
  });
});

describe("the host of the local runner", () => {
  test("a job's own deployment is one like any other, and its environment comes into being", async () => {
    const { host } = client.github;
    expect(host.environment(repository, "staging")).toBeUndefined();
    host.deployment(repository, { environment: "staging", sha, ref: "refs/heads/main" }).mark("in_progress", undefined);
    const second = host.deployment(repository, { environment: "Staging", sha, ref: "refs/heads/main" });
    second.mark("success", "https://staging.example");
    expect(host.environment(repository, "STAGING")).toMatchObject({ reviewers: [], secrets: {}, vars: {} });
    const { body } = await client.call("GET", "/deployments");
    expect(body).toMatchObject([{ environment: "Staging" }, { environment: "staging", ref: "main", task: "deploy" }]);
    expect((await client.call("GET", "/environments")).body.total_count).toBe(1);
  });

  test("its tokens end when they are revoked", async () => {
    const token = client.github.host.issueToken(repository, { deployments: "read" });
    expect((await client.call("GET", "/deployments", undefined, token)).status).toBe(200);
    client.github.host.revokeToken(token);
    expect((await client.call("GET", "/deployments", undefined, token)).status).toBe(401);
  });
});
