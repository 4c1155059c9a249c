import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { newRepository, type Repository } from "../../../tools/repository.ts";
import { type Client, repository, startClient } from "./client.ts";

let sources: Repository;
let client: Client;
let sha: string;

beforeEach(() => {
  sources = newRepository();
  sha = sources.commit("first", { "readme.md": "hello\n" });
});
afterEach(async () => {
  await client.close().finally(sources.remove);
});

describe("who may do what", () => {
  beforeEach(async () => {
    client = await startClient(sources);
  });

  test("nobody without a token, nor with one that is not known", async () => {
    expect((await client.call("GET", "/deployments", undefined, "ghs_guessed")).status).toBe(401);
    const none = await fetch(`${client.github.url}/repos/${repository}`);
    expect([none.status, await none.json()]).toMatchObject([401, { message: "Requires authentication" }]);
  });

  test.each([
    ["GET", "/deployments", "deployments=read", undefined],
    ["POST", "/deployments", "deployments=write", { ref: "main", required_contexts: [], auto_merge: false }],
    ["GET", "/contents/readme.md", "contents=read", undefined],
    ["GET", "/pulls", "pull_requests=read", undefined],
    ["POST", "/issues/1/comments", "issues=write; pull_requests=write", { body: "hi" }],
    ["PUT", "/environments/production", "administration=write", {}],
    ["GET", "/actions/runs", "actions=read", undefined],
  ])("%s %s needs %s", async (method, path, need, body) => {
    client.github.openPull(repository, { head: "main" });
    const refused = await client.call(method, path, body, client.token({}));
    expect(refused).toMatchObject({ status: 403, body: { message: "Resource not accessible by integration" } });
    expect(refused.headers.get("x-accepted-github-permissions")).toBe(need);
    for (const one of need.split("; ")) {
      const [name = "", level] = one.split("=");
      const enough = client.token({ [name.replaceAll("_", "-")]: level as "read" | "write" });
      expect((await client.call(method, path, body, enough)).status).toBeLessThan(300);
    }
    const otherLevel = client.token({ [need.split("=")[0] ?? ""]: "read" });
    const answer = await client.call(method, path, body, otherLevel);
    expect(answer.status).toBe(need.includes("write") ? 403 : 200);
  });

  test("another repository's token sees nothing", async () => {
    const stranger = client.github.issueToken("acme/other", { contents: "read", deployments: "write" });
    expect((await client.call("GET", "", undefined, stranger)).status).toBe(404);
    expect((await client.call("GET", "", undefined, client.token({}))).body.full_name).toBe(repository);
  });
});

describe("limits", () => {
  test("the hour's requests are counted on every answer, and end", async () => {
    client = await startClient(sources, { hourly: 3 });
    const first = await client.call("GET", "");
    expect(first.headers.get("x-ratelimit-limit")).toBe("3");
    expect(first.headers.get("x-ratelimit-remaining")).toBe("2");
    expect(first.headers.get("x-github-request-id")).toMatch(/^[0-9A-F]+$/);
    await client.call("GET", "");
    await client.call("GET", "");
    const over = await client.call("GET", "");
    expect(over).toMatchObject({ status: 403, body: { message: "API rate limit exceeded for installation." } });
    expect(over.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(Number(over.headers.get("x-ratelimit-reset"))).toBeGreaterThan(Date.now() / 1000);
  });

  test("writing too much is a secondary limit that says when to come back", async () => {
    client = await startClient(sources, { writesPerMinute: 1 });
    const status = { state: "success" };
    expect((await client.call("POST", `/statuses/${sha}`, status)).status).toBe(201);
    const over = await client.call("POST", `/statuses/${sha}`, status);
    expect(over.status).toBe(403);
    expect(over.body.message).toContain("secondary rate limit");
    expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await client.call("GET", "")).status).toBe(200);
  });
});
