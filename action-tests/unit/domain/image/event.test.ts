import { expect, test } from "@jest/globals";
import { readEvent } from "../../../../shared/domain/image/event.ts";

const now = new Date("2026-11-21T04:05:06.789Z");
const HEAD = "a".repeat(40);
const BASE = "b".repeat(40);
const MERGE = "c".repeat(40);

const env = (more: Record<string, string> = {}) => ({
  GITHUB_EVENT_NAME: "push",
  GITHUB_REF: "refs/heads/main",
  GITHUB_SHA: MERGE,
  GITHUB_REPOSITORY: "acme/shop",
  ...more,
});
const pull = (more: object = {}) => ({
  action: "opened",
  pull_request: {
    number: 7,
    head: { sha: HEAD, ref: "fix", repo: { full_name: "Acme/shop" } },
    base: { sha: BASE, ref: "main" },
    ...more,
  },
});
const pullEnv = env({ GITHUB_EVENT_NAME: "pull_request", GITHUB_REF: "refs/pull/7/merge" });

test("a push tells its branch and what was before", () => {
  const event = readEvent({ env: env(), payload: { before: BASE, repository: { default_branch: "trunk" } }, now });
  expect(event).toEqual({
    name: "push",
    ref: "refs/heads/main",
    commit: MERGE,
    before: BASE,
    repository: "acme/shop",
    defaultBranch: "trunk",
    serverUrl: "https://github.com",
    pull: undefined,
    branch: "main",
    tag: undefined,
    now,
  });
});

test("a new branch has nothing before it, and a tag is no branch", () => {
  const event = readEvent({ env: env({ GITHUB_REF: "refs/tags/v1" }), payload: { before: "0".repeat(40) }, now });
  expect(event).toMatchObject({ before: undefined, branch: undefined, tag: "v1", defaultBranch: "main" });
});

test("of a pull request the head is built, not the merge", () => {
  const event = readEvent({ env: pullEnv, payload: pull(), now });
  expect(event).toMatchObject({
    commit: HEAD,
    before: BASE,
    branch: undefined,
    pull: { number: 7, baseRef: "main", headRef: "fix", unprivileged: false, closed: false },
  });
});

test.each([
  ["a fork", pullEnv, pull({ head: { sha: HEAD, ref: "fix", repo: { full_name: "eve/shop" } } })],
  ["a fork that is gone", pullEnv, pull({ head: { sha: HEAD, ref: "fix", repo: null } })],
  ["Dependabot", { ...pullEnv, GITHUB_ACTOR: "dependabot[bot]" }, pull()],
])("%s has no rights", (_, given, payload) => {
  expect(readEvent({ env: given, payload, now }).pull?.unprivileged).toBe(true);
});

test("what the payload does not say comes from the environment, or stays empty", () => {
  const bare = { action: "closed", pull_request: { number: 7 } };
  const given = {
    ...pullEnv,
    GITHUB_BASE_REF: "main",
    GITHUB_HEAD_REF: "fix",
    GITHUB_SERVER_URL: "https://git.example",
  };
  expect(readEvent({ env: given, payload: bare, now })).toMatchObject({
    commit: MERGE,
    before: undefined,
    serverUrl: "https://git.example",
    pull: { baseRef: "main", headRef: "fix", closed: true },
  });
  expect(readEvent({ env: { GITHUB_EVENT_NAME: "pull_request" }, payload: bare, now })).toMatchObject({
    commit: "",
    pull: { baseRef: "", headRef: "" },
  });
  expect(readEvent({ env: {}, payload: "nonsense", now })).toMatchObject({
    name: "",
    commit: "",
    repository: "",
    ref: "",
  });
});
