import { describe, expect, test } from "@jest/globals";
import type { ReleaseRecord } from "../../../../shared/domain/release.ts";
import { github } from "./github-api.ts";

const record = (over: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  slipway: 1,
  kind: "deploy",
  environment: "production",
  commit: "0123456789abcdef0123456789abcdef01234567",
  services: { web: { provider: "render", id: "srv-a", commit: "0123456", before: { deploy: "dep-0" } } },
  migrationHead: "0002_more",
  run: { id: "77", attempt: 1, url: "https://github.test/run/77" },
  ...over,
});

describe("opening an entry", () => {
  test("asks for a Deployment without any of GitHub's own ideas", async () => {
    const { ledger, posts } = github();
    const entry = await ledger.open(record());
    expect(entry).toMatchObject({ id: "101", environment: "production", record: record(), statuses: [] });
    expect(posts()[0]?.body).toEqual({
      ref: record().commit,
      task: "deploy",
      environment: "production",
      description: "Slipway deploy of 0123456789ab",
      payload: JSON.parse(JSON.stringify(record())),
      required_contexts: [],
      auto_merge: false,
      production_environment: true,
      transient_environment: false,
    });
  });

  test.each([
    ["preview", false, true],
    ["preview/pr-12", false, true],
    ["staging", false, false],
    ["previewing", false, false],
  ])("%s: production %s, transient %s", async (environment, production, transient) => {
    const { ledger, posts } = github();
    await ledger.open(record({ environment }));
    expect(posts()[0]?.body).toMatchObject({ production_environment: production, transient_environment: transient });
  });

  test.each([false, true])("adopts the entry of an earlier attempt (payload as text: %s)", async (asText) => {
    const { ledger, stored } = github({ asText });
    const first = await ledger.open(record());
    const again = await ledger.open(record({ run: { id: "77", attempt: 2, url: "x" } }));
    expect(again.id).toBe(first.id);
    expect(again.record.run.attempt).toBe(1);
    expect(stored).toHaveLength(1);
  });

  test.each<[string, Partial<ReleaseRecord>]>([
    ["run", { run: { id: "78", attempt: 1, url: "x" } }],
    ["commit", { commit: "f".repeat(40) }],
    ["kind", { kind: "rollback" }],
    ["environment", { environment: "staging" }],
    ["set of services", { services: { worker: { provider: "render", id: "srv-b" } } }],
  ])("another %s is another entry", async (_, over) => {
    const { ledger, stored } = github();
    await ledger.open(record());
    await ledger.open(record(over));
    expect(stored).toHaveLength(2);
  });

  test("coming back to a release after a later one, in a re-run of the same run, is an entry of its own", async () => {
    const { ledger } = github();
    const first = await ledger.open(record());
    const rollback = await ledger.open(record({ kind: "rollback", commit: "a".repeat(40) }));
    const again = await ledger.open(record());
    expect((await ledger.entries("production", 10)).map(({ id }) => id)).toEqual([again.id, rollback.id, first.id]);
    expect((await ledger.open(record())).id).toBe(again.id);
  });

  test("a later entry about other services is no reason for a second one", async () => {
    const { ledger, stored } = github();
    await ledger.open(record());
    await ledger.open(record({ services: { worker: { provider: "render", id: "srv-b" } } }));
    await ledger.open(record());
    expect(stored).toHaveLength(2);
  });

  test("a lost answer does not make a second entry", async () => {
    const { ledger, stored, posts } = github({
      mishap: (method, index) => (method === "POST" && index === 0 ? "lost" : undefined),
    });
    await expect(ledger.open(record())).resolves.toMatchObject({ id: "101" });
    expect(stored).toHaveLength(1);
    expect(posts()).toHaveLength(1);
  });

  test("a lost request is sent again", async () => {
    const { ledger, stored, posts } = github({
      mishap: (method, index) => (method === "POST" && index === 0 ? "cut" : undefined),
    });
    await ledger.open(record());
    expect(stored).toHaveLength(1);
    expect(posts()).toHaveLength(2);
  });

  test("says which permission is missing", async () => {
    const refusal = () => Response.json({ message: "Resource not accessible by integration" }, { status: 403 });
    const { ledger } = github({ mishap: () => refusal() });
    await expect(ledger.open(record())).rejects.toMatchObject({
      code: "SLIP-HTTP-AUTH",
      blame: "user",
      next: expect.stringContaining("deployments: write"),
    });
  });
});

describe("reading entries", () => {
  test("newest first, without those of other tools and environments, over all pages", async () => {
    const { ledger, stored } = github();
    for (const commit of ["a", "b", "c"]) await ledger.open(record({ commit: commit.repeat(40) }));
    await ledger.open(record({ environment: "staging" }));
    const foreign = {
      environment: "production",
      sha: "",
      task: "deploy",
      created_at: "2026-11-20T00:00:00Z",
      statuses: [],
    };
    for (let id = 1000; id < 1130; id++)
      stored.unshift({ ...foreign, id, payload: id % 2 === 0 ? "" : { slipway: 2 } });
    const entries = await ledger.entries("production", 10);
    expect(entries.map(({ record: { commit } }) => commit[0])).toEqual(["c", "b", "a"]);
    expect(await ledger.entries("production", 2)).toHaveLength(2);
  });

  test("about some services, whatever the others of that environment have written since", async () => {
    const { ledger } = github();
    const { id } = await ledger.open(record());
    const services = { api: { provider: "render", id: "srv-other" } };
    for (const run of ["81", "82", "83"])
      await ledger.open(record({ services, run: { id: run, attempt: 1, url: "x" } }));
    expect((await ledger.entries("production", 2, ["srv-a"])).map((entry) => entry.id)).toEqual([id]);
    expect(await ledger.entries("production", 2, ["srv-none"])).toEqual([]);
  });

  test("statuses newest first, over all pages", async () => {
    const { ledger, stored } = github();
    const { id } = await ledger.open(record());
    for (let index = 0; index < 120; index++) await ledger.mark(id, "in_progress", { description: `step ${index}` });
    stored[0]?.statuses.reverse();
    const [entry] = await ledger.entries("production", 1);
    expect(entry?.statuses).toHaveLength(120);
    expect(entry?.statuses[0]?.description).toBe("step 119");
  });
});

describe("marking", () => {
  test("cuts what GitHub would refuse, and links the run", async () => {
    const { ledger, stored } = github();
    const { id } = await ledger.open(record());
    await ledger.mark(id, "failure", { description: "x".repeat(500), environmentUrl: "javascript:alert(1)" });
    const [status] = stored[0]?.statuses ?? [];
    expect(status).toMatchObject({ state: "failure", log_url: "https://github.test/run/1", auto_inactive: false });
    expect(status?.["description"]).toHaveLength(140);
    expect(status?.["environment_url"]).toBe("");
  });

  test("the same mark twice is one", async () => {
    const { ledger, stored } = github();
    const { id } = await ledger.open(record());
    for (const _ of [1, 2])
      await ledger.mark(id, "success", { description: "verified", environmentUrl: "https://x.test" });
    expect(stored[0]?.statuses).toHaveLength(1);
  });

  test("a release is verified once, whatever evidence a gate that is run again has; after a failure it is verified anew", async () => {
    const { ledger, stored } = github();
    const { id } = await ledger.open(record());
    const verified = (digit: string) => `verified sha256:${digit.repeat(64)}`;
    await ledger.mark(id, "success", { description: verified("a") });
    await ledger.mark(id, "success", { description: verified("b") });
    await ledger.mark(id, "failure", { description: "gate failed" });
    await ledger.mark(id, "success", { description: verified("c") });
    expect(stored[0]?.statuses.map(({ description }) => description)).toEqual(
      expect.arrayContaining([verified("a"), "gate failed", verified("c")]),
    );
    expect(stored[0]?.statuses).toHaveLength(3);
  });

  test("a mark whose answer was lost is one", async () => {
    const { ledger, stored } = github({
      mishap: (method, index) => (method === "POST" && index === 1 ? "lost" : undefined),
    });
    const { id } = await ledger.open(record());
    await ledger.mark(id, "in_progress", { description: "deploying" });
    expect(stored[0]?.statuses).toHaveLength(1);
  });

  test("a success makes older successes inactive, in production too, and leaves failures alone", async () => {
    const { ledger } = github();
    const ids: string[] = [];
    for (const commit of ["a", "b", "c"]) ids.push((await ledger.open(record({ commit: commit.repeat(40) }))).id);
    const [a = "", b = "", c = ""] = ids;
    await ledger.mark(a, "success", { description: "verified sha256:1" });
    await ledger.mark(b, "failure", { description: "gate failed" });
    await ledger.mark(c, "success", { description: "verified sha256:3" });
    const states = (await ledger.entries("production", 10)).map(({ statuses }) => statuses.map(({ state }) => state));
    expect(states).toEqual([["success"], ["failure"], ["inactive", "success"]]);
  });

  test("a success leaves the releases of other services of that environment as they are", async () => {
    const { ledger } = github();
    const services = { api: { provider: "render", id: "srv-other" } };
    const { id: theirs } = await ledger.open(record({ services, run: { id: "76", attempt: 1, url: "x" } }));
    const { id: ours } = await ledger.open(record());
    for (const id of [theirs, ours]) await ledger.mark(id, "success", { description: "verified sha256:1" });
    const states = (await ledger.entries("production", 10)).map(({ statuses }) => statuses.map(({ state }) => state));
    expect(states).toEqual([["success"], ["success"]]);
  });
});
