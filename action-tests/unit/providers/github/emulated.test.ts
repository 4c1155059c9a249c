import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { systemClock } from "../../../../shared/action/system-clock.ts";
import type { ReleaseRecord } from "../../../../shared/domain/release.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import { githubLedger } from "../../../../shared/providers/github/ledger.ts";
import { type GithubEmulator, startGithub } from "../../../cloud/github/start.ts";
import { newRepository, type Repository } from "../../../tools/repository.ts";

let repository: Repository;
let commit: string;
let github: GithubEmulator;
beforeEach(async () => {
  repository = newRepository();
  commit = repository.commit("one");
  github = await startGithub({ repositories: { "acme/shop": { git: repository.folder } } });
});
afterEach(async () => {
  await github.close();
  repository.remove();
});

const ledgerOf = (permissions: Record<string, "read" | "write"> = { deployments: "write" }) => {
  const clock = { ...systemClock, sleep: () => systemClock.sleep(5) };
  const { signal } = new AbortController();
  const log = { debug: () => {}, warning: () => {} };
  const http = createHttp({ clock, random: () => 0, signal, log, redact: (text) => text });
  const token = new Secret(github.issueToken("acme/shop", permissions));
  return githubLedger({
    http,
    token,
    api: github.url,
    repository: "acme/shop",
    runUrl: "https://github.test/acme/shop/actions/runs/7",
  });
};

const record = (over: Partial<ReleaseRecord> = {}): ReleaseRecord => ({
  slipway: 1,
  kind: "deploy",
  environment: "production",
  commit,
  services: { web: { provider: "render", id: "srv-a", commit } },
  run: { id: "7", attempt: 1, url: "https://github.test/acme/shop/actions/runs/7" },
  ...over,
});

describe("the ledger against the GitHub emulator", () => {
  test.each([
    ["an answer", undefined],
    ["an answer that is lost", { kind: "lost-answer" }],
    ["an answer that is cut in half", { kind: "truncate" }],
    ["no connection", { kind: "reset" }],
    ["a server that fails", { kind: "status", status: 502 }],
  ] as const)("writes each thing once, with %s", async (_, action) => {
    const ledger = ledgerOf();
    if (action !== undefined) for (const nth of [0, 2, 4]) github.fault({ method: "POST", nth, action });
    const { id } = await ledger.open(record());
    await ledger.mark(id, "in_progress", { description: "deploying" });
    await ledger.mark(id, "success", {
      description: `verified sha256:${"e".repeat(64)}`,
      environmentUrl: "https://shop.test",
    });
    const entries = await ledger.entries("production", 10);
    expect(entries).toMatchObject([{ id, record: { commit, services: { web: { id: "srv-a" } } } }]);
    expect(entries[0]?.statuses.map(({ state }) => state)).toEqual(["success", "in_progress"]);
    expect(github.deployments("acme/shop")).toHaveLength(1);
    // What the emulator answers is judged by its own tests; here it is about what we ask for.
    expect(github.violations.filter((violation) => !violation.startsWith("answer "))).toEqual([]);
  });

  test("the older success becomes inactive, in every environment", async () => {
    const ledger = ledgerOf();
    for (const environment of ["staging", "production"]) {
      for (const id of ["1", "2"]) {
        const entry = await ledger.open(record({ environment, run: { id, attempt: 1, url: "https://github.test/x" } }));
        await ledger.mark(entry.id, "success", { description: `verified sha256:${"e".repeat(64)}` });
      }
      const states = (await ledger.entries(environment, 10)).map(({ statuses }) => statuses[0]?.state);
      expect(states).toEqual(["success", "inactive"]);
    }
  });

  test("the success of other services does not, in any environment", async () => {
    const ledger = ledgerOf();
    for (const environment of ["staging", "production"]) {
      for (const id of ["srv-a", "srv-b"]) {
        const entry = await ledger.open(record({ environment, services: { web: { provider: "render", id } } }));
        await ledger.mark(entry.id, "success", { description: `verified sha256:${"e".repeat(64)}` });
      }
      const states = (await ledger.entries(environment, 10)).map(({ statuses }) => statuses[0]?.state);
      expect(states).toEqual(["success", "success"]);
    }
  });

  test("needs no more than `deployments: write`, and says so without", async () => {
    await expect(ledgerOf({ contents: "read" }).open(record())).rejects.toMatchObject({
      next: expect.stringContaining("deployments: write"),
    });
    await expect(ledgerOf({ deployments: "read" }).open(record())).rejects.toMatchObject({ code: "SLIP-HTTP-AUTH" });
  });
});
