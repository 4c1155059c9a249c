import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { newRepository, type Repository } from "../../../tools/repository.ts";
import { type Client, repository, startClient } from "./client.ts";

let sources: Repository;
let client: Client;
const shas: Record<string, string> = {};

beforeAll(async () => {
  sources = newRepository();
  shas["base"] = sources.commit("first", { "readme.md": "hello\n", "old name.txt": "some text\nof three\nlines\n" });
  sources.git("checkout", "-q", "-b", "topic");
  sources.git("mv", "old name.txt", "new name.txt");
  shas["topic"] = sources.commit("Change things\n\nWith a body.", {
    "readme.md": "hello\nworld\n",
    "src/a.bin": Buffer.from([0, 255, 1]),
  });
  sources.git("checkout", "-q", "main");
  shas["main"] = sources.commit("second", { "other.txt": "x\n" });
  client = await startClient(sources);
});
afterAll(async () => {
  await client.close().finally(sources.remove);
});

describe("commits", () => {
  test("compare counts from where the two parted", async () => {
    const { status, body } = await client.call("GET", "/compare/main...topic");
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: "diverged", ahead_by: 1, behind_by: 1, total_commits: 1 });
    expect(body.merge_base_commit.sha).toBe(shas["base"]);
    expect(body.files.map((file: { filename: string; status: string }) => [file.filename, file.status])).toEqual([
      ["new name.txt", "renamed"],
      ["readme.md", "modified"],
      ["src/a.bin", "added"],
    ]);
    expect(body.files[0]).toMatchObject({ previous_filename: "old name.txt", additions: 0 });
    expect(body.files[1]).toMatchObject({ additions: 1, deletions: 0, patch: "@@ -1 +1,2 @@\n hello\n+world" });
    expect((await client.call("GET", `/compare/${shas["base"]}...main`)).body.status).toBe("ahead");
    expect((await client.call("GET", `/compare/main...${shas["base"]}`)).body.status).toBe("behind");
    expect((await client.call("GET", "/compare/main...main")).body.status).toBe("identical");
    expect((await client.call("GET", "/compare/main...nowhere")).status).toBe(404);
  });

  test("a commit tells message, people, parents and files", async () => {
    const { body } = await client.call("GET", "/commits/topic");
    expect(body).toMatchObject({
      sha: shas["topic"],
      commit: { message: "Change things\n\nWith a body.", author: { name: "Ada", email: "ada@example.com" } },
      parents: [{ sha: shas["base"] }],
    });
    expect((await client.call("GET", `/commits/${shas["base"]}`)).body.files).toHaveLength(2);
    for (const bad of ["nowhere", "--help", "main~1"])
      expect((await client.call("GET", `/commits/${encodeURIComponent(bad)}`)).status).toBe(422);
    expect((await client.call("GET", "/git/ref/heads/topic")).body.object.sha).toBe(shas["topic"]);
  });

  test("contents of a file come as base64, bytes and all; a folder as a list", async () => {
    const { body } = await client.call("GET", "/contents/src/a.bin?ref=topic");
    expect([...Buffer.from(body.content, "base64")]).toEqual([0, 255, 1]);
    expect((await client.call("GET", "/contents/src?ref=topic")).body).toMatchObject([{ path: "src/a.bin", size: 3 }]);
    expect((await client.call("GET", "/contents/src?ref=main")).status).toBe(404);
    expect((await client.call("GET", "/contents/a/..%2f..%2fetc%2fpasswd")).status).toBe(404);
  });

  test("statuses are combined by the newest of each context", async () => {
    const path = `/commits/${shas["main"]}/status`;
    expect((await client.call("GET", path)).body.state).toBe("pending");
    for (const [context, state] of [
      ["a", "failure"],
      ["b", "success"],
      ["a", "success"],
    ])
      await client.call("POST", `/statuses/${shas["main"]}`, { context, state });
    expect((await client.call("GET", path)).body).toMatchObject({ state: "success", total_count: 2 });
    expect((await client.call("GET", `/commits/${shas["main"]}/statuses`)).body).toHaveLength(3);
    expect((await client.call("POST", `/statuses/${"0".repeat(40)}`, { state: "success" })).status).toBe(422);
  });

  test("check runs end by their conclusion", async () => {
    const made = await client.call("POST", "/check-runs", { name: "gate", head_sha: shas["main"] });
    expect(made.body).toMatchObject({ status: "queued", conclusion: null });
    const path = `/check-runs/${made.body.id}`;
    expect((await client.call("PATCH", path, { status: "completed" })).status).toBe(422);
    expect((await client.call("PATCH", path, { conclusion: "success" })).body.status).toBe("completed");
    const listed = await client.call("GET", `/commits/main/check-runs?check_name=gate`);
    expect(listed.body).toMatchObject({ total_count: 1, check_runs: [{ conclusion: "success" }] });
  });
});

describe("pull requests and their comments", () => {
  test("a pull request follows its branch", async () => {
    const number = client.github.openPull(repository, { head: "topic", title: "Change", labels: ["db"] });
    const { body } = await client.call("GET", `/pulls/${number}`);
    expect(body).toMatchObject({ title: "Change", commits: 1, changed_files: 3, head: { sha: shas["topic"] } });
    expect((await client.call("GET", `/pulls/${number}/files`)).body).toHaveLength(3);
    expect((await client.call("GET", `/commits/${shas["topic"]}/pulls`)).body).toMatchObject([{ number }]);
    expect((await client.call("GET", "/pulls?head=acme:topic")).body).toHaveLength(1);
    client.github.closePull(repository, number, { merged: true });
    expect((await client.call("GET", "/pulls")).body).toEqual([]);
    expect((await client.call("GET", "/pulls?state=all")).body).toMatchObject([{ state: "closed", number }]);
  });

  test("comments are paged, oldest first, and changed in place", async () => {
    const number = client.github.openPull(repository, { head: "topic" });
    const path = `/issues/${number}/comments`;
    for (let index = 1; index <= 31; index++) await client.call("POST", path, { body: `number ${index}` });
    const [first, second] = [await client.call("GET", path), await client.call("GET", `${path}?page=2`)];
    expect(first.body).toHaveLength(30);
    expect(first.body[0].body).toBe("number 1");
    expect(second.body).toMatchObject([{ body: "number 31" }]);
    expect(first.headers.get("link")).toContain('rel="next"');
    const one = `/issues/comments/${second.body[0].id}`;
    expect((await client.call("PATCH", one, { body: "changed" })).body.body).toBe("changed");
    expect((await client.call("DELETE", one)).status).toBe(204);
    expect((await client.call("GET", one)).status).toBe(404);
    expect((await client.call("POST", path, { body: "x".repeat(65_536) })).status).toBe(201);
    expect((await client.call("POST", path, { body: "x".repeat(65_537) })).status).toBe(422);
    expect((await client.call("POST", "/issues/999/comments", { body: "x" })).status).toBe(404);
  });
});

describe("environments", () => {
  test("have reviewers, a wait, secrets by name and variables", async () => {
    const id = client.github.userId("grace");
    const path = "/environments/production";
    const rules = { wait_timer: 5, reviewers: [{ type: "User", id }], deployment_branch_policy: null };
    expect((await client.call("PUT", path, rules)).status).toBe(200);
    expect(client.github.host.environment(repository, "production")).toMatchObject({
      reviewers: ["grace"],
      waitMinutes: 5,
    });
    expect((await client.call("GET", path)).body.protection_rules).toMatchObject([
      { type: "wait_timer", wait_timer: 5 },
      { type: "required_reviewers", reviewers: [{ reviewer: { login: "grace" } }] },
    ]);
    client.github.setEnvironment(repository, "production", { secrets: { KEY: "hidden" }, vars: { REGION: "eu" } });
    const secrets = await client.call("GET", `${path}/secrets`);
    expect(secrets.body).toMatchObject({ total_count: 1, secrets: [{ name: "KEY" }] });
    expect(JSON.stringify(secrets.body)).not.toContain("hidden");
    expect((await client.call("GET", `${path}/variables`)).body.variables).toMatchObject([
      { name: "REGION", value: "eu" },
    ]);
    for (const bad of [{ wait_timer: -1 }, { reviewers: [{ type: "User", id: 1 }] }])
      expect((await client.call("PUT", path, bad)).status).toBe(422);
    expect((await client.call("GET", "/environments/nowhere")).status).toBe(404);
  });
});
