import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Run, RunEvent, RunReport, Trigger } from "../../../runner/types.ts";
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

/** A run that does what it is told by the test, and writes down what it is asked. */
const fakeRun = () => {
  const asked: string[] = [];
  let waiting: readonly string[] = [];
  let listener: (event: RunEvent) => void = () => undefined;
  const run: Run = {
    id: "4242",
    onEvent: (added) => {
      listener = added;
    },
    pending: () => waiting,
    approve: (environment, reviewer) => void asked.push(`approve ${environment} ${reviewer}`),
    reject: (environment, reviewer) => void asked.push(`reject ${environment} ${reviewer}`),
    cancel: () => void asked.push("cancel"),
    lose: () => void asked.push("lose"),
    done: new Promise<RunReport>(() => undefined),
  };
  return {
    run,
    asked,
    wait: (names: readonly string[]) => {
      waiting = names;
    },
    tell: (event: RunEvent) => listener(event),
  };
};

const attach = () => {
  const fake = fakeRun();
  const trigger: Trigger = {
    repository,
    workflow: ".github/workflows/ship.yml",
    event: "push",
    sha,
    ref: "refs/heads/main",
    actor: "ada",
  };
  return { ...fake, id: client.github.attachRun(repository, trigger, fake.run) };
};

describe("runs", () => {
  test("show their jobs as they go, and can be cancelled until they end", async () => {
    const { id, tell, asked } = attach();
    expect(id).toBe(4242);
    tell({ type: "job", job: "test", name: "Test", state: "running", at: 0 });
    expect((await client.call("GET", `/actions/runs/${id}`)).body).toMatchObject({
      status: "in_progress",
      head_sha: sha,
      head_branch: "main",
    });
    expect((await client.call("POST", `/actions/runs/${id}/cancel`)).status).toBe(202);
    expect(asked).toEqual(["cancel"]);
    tell({ type: "job", job: "test", name: "Test", state: "done", result: "cancelled", at: 1 });
    tell({ type: "done", conclusion: "cancelled", at: 2 });
    const { body } = await client.call("GET", `/actions/runs/${id}/jobs`);
    expect(body).toMatchObject({
      total_count: 1,
      jobs: [{ name: "Test", status: "completed", conclusion: "cancelled" }],
    });
    expect((await client.call("POST", `/actions/runs/${id}/cancel`)).status).toBe(409);
    expect((await client.call("GET", "/actions/runs?status=cancelled")).body.total_count).toBe(1);
  });

  test("what waits for a reviewer is reviewed by one, and by nobody else", async () => {
    const { id, wait, tell, asked } = attach();
    client.github.setEnvironment(repository, "production", { reviewers: ["grace"] });
    wait(["production"]);
    tell({ type: "job", job: "ship", name: "Ship", state: "waiting", on: "production", at: 0 });
    const path = `/actions/runs/${id}/pending_deployments`;
    expect((await client.call("GET", `/actions/runs/${id}`)).body.status).toBe("waiting");
    const grace = client.token({ actions: "read", deployments: "write" }, "grace");
    const pending = await client.call("GET", path, undefined, grace);
    expect(pending.body).toMatchObject([{ environment: { name: "production" }, current_user_can_approve: true }]);
    const review = { environment_ids: [pending.body[0].environment.id], state: "approved", comment: "fine" };
    expect((await client.call("POST", path, review)).status).toBe(403);
    expect((await client.call("POST", path, { ...review, environment_ids: [1] }, grace)).status).toBe(422);
    expect((await client.call("POST", path, review, grace)).status).toBe(200);
    expect(asked).toEqual(["approve production grace"]);
    expect((await client.call("GET", `/actions/runs/${id}/approvals`)).body).toMatchObject([
      { state: "approved", user: { login: "grace" }, comment: "fine" },
    ]);
  });
});
