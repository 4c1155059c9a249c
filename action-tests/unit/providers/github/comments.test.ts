import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { systemClock } from "../../../../shared/action/system-clock.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import { stickyComments } from "../../../../shared/providers/github/comments.ts";
import { githubPulls } from "../../../../shared/providers/github/pulls.ts";
import { type GithubEmulator, startGithub } from "../../../cloud/github/start.ts";
import { newRepository, type Repository } from "../../../tools/repository.ts";

let repository: Repository;
let github: GithubEmulator;
let pull: number;
beforeEach(async () => {
  repository = newRepository();
  repository.commit("one");
  repository.git("checkout", "--quiet", "-b", "change");
  repository.commit("two");
  github = await startGithub({ repositories: { "acme/shop": { git: repository.folder } }, writesPerMinute: 1_000 });
  pull = github.openPull("acme/shop", { head: "change" });
});
afterEach(async () => {
  await github.close();
  repository.remove();
});

const access = (login?: string, permissions: Record<string, "read" | "write"> = { "pull-requests": "write" }) => ({
  http: createHttp({
    clock: { ...systemClock, sleep: () => systemClock.sleep(5) },
    random: () => 0,
    signal: new AbortController().signal,
    log: { debug: () => {}, warning: () => {} },
    redact: (text) => text,
  }),
  token: new Secret(github.issueToken("acme/shop", permissions, login)),
  api: github.url,
  repository: "acme/shop",
});

/** What somebody else says on the pull request. */
const say = async (login: string, body: string): Promise<void> => {
  const answer = await fetch(`${github.url}/repos/acme/shop/issues/${pull}/comments`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${github.issueToken("acme/shop", { "pull-requests": "write" }, login)}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ body }),
  });
  if (answer.status !== 201) throw new Error(await answer.text());
};

const said = async (): Promise<readonly { readonly login: string; readonly body: string }[]> => {
  const comments: { user: { login: string }; body: string }[] = [];
  for (let page = 1; comments.length === (page - 1) * 100; page++) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const answer = await fetch(`${github.url}/repos/acme/shop/issues/${pull}/comments?per_page=100&page=${page}`, {
      headers: { authorization: `Bearer ${github.issueToken("acme/shop", { "pull-requests": "read" })}` },
    });
    // oxlint-disable-next-line no-await-in-loop
    comments.push(...((await answer.json()) as typeof comments));
    if (comments.length === 0) break;
  }
  return comments.map(({ user, body }) => ({ login: user.login, body }));
};

describe("a sticky comment", () => {
  test("is written once, brought up to date, and left alone when nothing is new", async () => {
    const comments = stickyComments(access());
    expect(await comments.put(pull, "docs", "first")).toBe("created");
    expect(await comments.put(pull, "docs", "second")).toBe("updated");
    expect(await comments.put(pull, "docs", "second")).toBe("unchanged");
    expect(await comments.put(pull, "other", "beside it")).toBe("created");
    expect((await said()).map(({ body }) => body)).toEqual([
      "<!-- slipway:docs -->\nsecond",
      "<!-- slipway:other -->\nbeside it",
    ]);
    expect(await comments.remove(pull, "docs")).toBe("deleted");
    expect(await comments.remove(pull, "docs")).toBe("absent");
    expect(await said()).toHaveLength(1);
  });

  test("is found again behind more than a page of others", async () => {
    const comments = stickyComments(access());
    for (let index = 0; index < 101; index++) {
      // oxlint-disable-next-line no-await-in-loop -- in order
      await say("mallory", `number ${index}`);
    }
    await comments.put(pull, "docs", "first");
    expect(await comments.put(pull, "docs", "second")).toBe("updated");
    expect((await said()).filter(({ body }) => body.includes("slipway"))).toHaveLength(1);
  });

  test.each([
    ["an answer that is lost", { kind: "lost-answer" }],
    ["no connection", { kind: "reset" }],
    ["a server that fails", { kind: "status", status: 502 }],
  ] as const)("is there once, with %s", async (_, action) => {
    github.fault({ method: "POST", nth: 0, action });
    const comments = stickyComments(access());
    expect(await comments.put(pull, "docs", "first")).toBe("created");
    expect(await said()).toHaveLength(1);
  });

  test("is never one that somebody else wrote with our mark, who could make it say anything", async () => {
    await say("mallory", "<!-- slipway:docs -->\nall is well");
    expect(await stickyComments(access()).put(pull, "docs", "blocked")).toBe("created");
    expect(await stickyComments(access("ada")).put(pull, "docs", "by a person")).not.toBe("unchanged");
    expect((await said())[0]).toEqual({ login: "mallory", body: "<!-- slipway:docs -->\nall is well" });
  });

  test("of a person's own token is found by who the person is", async () => {
    const comments = stickyComments(access("ada"));
    await comments.put(pull, "docs", "first");
    expect(await comments.put(pull, "docs", "second")).toBe("updated");
    expect(await said()).toEqual([{ login: "ada", body: "<!-- slipway:docs -->\nsecond" }]);
  });

  test.each([65_000, 65_279, 65_280, 65_281, 65_536, 200_000])("of %i characters fits", async (length) => {
    expect(await stickyComments(access()).put(pull, "docs", "é".repeat(length))).toBe("created");
    const [{ body } = { body: "" }] = await said();
    expect(body.length).toBeLessThanOrEqual(65_536);
    expect(body.includes("was cut")).toBe(length > 65_280);
  });

  test("that may not be written says which permission is missing", async () => {
    const failure: unknown = await stickyComments(access(undefined, { "pull-requests": "read" }))
      .put(pull, "docs", "first")
      .catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({ code: "SLIP-HTTP-AUTH", next: expect.stringContaining("pull-requests: write") });
  });
});

describe("pull requests", () => {
  test("are found by number and by the commit at their head, as long as they are open", async () => {
    const pulls = githubPulls(access());
    const head = repository.git("rev-parse", "change");
    expect(await pulls.get(pull)).toMatchObject({ number: pull, open: true, merged: false, headSha: head });
    expect(await pulls.get(99_999)).toBeUndefined();
    expect(await pulls.ofHead(head)).toMatchObject([{ number: pull, headRef: "change", baseRef: "main" }]);
    expect(await pulls.ofHead(repository.git("rev-parse", "main"))).toEqual([]);
    github.closePull("acme/shop", pull, { merged: true });
    expect(await pulls.ofHead(head)).toEqual([]);
    expect(await pulls.get(pull)).toMatchObject({ open: false, merged: true });
  });
});
