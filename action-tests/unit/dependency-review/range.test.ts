import { describe, expect, test } from "@jest/globals";
import { readOccasion } from "../../../actions/dependency-review/event.ts";
import type { Revisions } from "../../../actions/dependency-review/ports.ts";
import { findRange } from "../../../actions/dependency-review/range.ts";
import { spec } from "../../../actions/dependency-review/spec.ts";
import { Failure } from "../../../shared/action/failure.ts";
import { fakeContext } from "../../fakes/context.ts";

const sha = (letter: string): string => letter.repeat(40);
/** One line of commits a-b-c-d on main, and x-y that leaves it at b. */
const revisions = {
  find: async (revision: string) => {
    if (revision === "main") return sha("d");
    if (/^[abcdxy]{40}$/.test(revision)) return revision;
    throw new Failure("SLIP-DEPS-BASE", `no ${revision}`, { blame: "user" });
  },
  mergeBase: async (one: string, other: string) => (other < "e" ? (one < other ? one : other) : sha("b")),
  parent: async (commit: string) => ({ [sha("d")]: sha("c"), [sha("y")]: sha("x") })[commit],
} as const satisfies Partial<Revisions>;

const range = (event: string, payload: unknown, inputs: { base?: string; head?: string } = {}, head = sha("y")) => {
  const { log, run, inputs: all } = fakeContext(spec, inputs, { run: { event, sha: head } });
  return findRange(readOccasion(payload, run), all, revisions as unknown as Revisions, log);
};

const pull = (base: string, head: string) => ({
  pull_request: { number: 1, base: { sha: base }, head: { sha: head } },
});

describe("which commits are compared", () => {
  test.each([
    [
      "a pull request from where it left its base",
      "pull_request",
      pull(sha("d"), sha("y")),
      sha("b"),
      sha("y"),
      sha("d"),
    ],
    [
      "a merge group",
      "merge_group",
      { merge_group: { base_sha: sha("b"), head_sha: sha("d") } },
      sha("b"),
      sha("d"),
      sha("b"),
    ],
    ["a push, whatever it leaves", "push", { before: sha("b") }, sha("b"), sha("y"), sha("y")],
    [
      "the first push of a branch, from where it left the main one",
      "push",
      { before: "0".repeat(40) },
      sha("b"),
      sha("y"),
      sha("y"),
    ],
    ["a force push that left its former commit to nobody", "push", { before: sha("9") }, sha("x"), sha("y"), sha("y")],
    ["a dispatch on a branch", "workflow_dispatch", {}, sha("b"), sha("y"), sha("y")],
  ])("%s", async (_, event, payload, base, head, rules) => {
    expect(await range(event, payload)).toMatchObject({ base, head, rules });
  });

  test("a dispatch on the main branch, with its parent", async () => {
    expect(await range("workflow_dispatch", {}, {}, sha("d"))).toMatchObject({ base: sha("c"), head: sha("d") });
  });

  test("what the inputs say comes first, and the named base rules", async () => {
    expect(await range("push", { before: sha("x") }, { base: "main", head: sha("y") })).toEqual({
      base: sha("b"),
      head: sha("y"),
      rules: sha("d"),
      isJudgedByBase: true,
    });
  });

  test("a pull request without a base is an error", async () => {
    await expect(range("pull_request", { pull_request: { number: 1 } })).rejects.toMatchObject({
      code: "SLIP-DEPS-BASE",
    });
  });

  test("a base that a person named and that is not there is an error", async () => {
    await expect(range("push", {}, { base: "nowhere" })).rejects.toMatchObject({ code: "SLIP-DEPS-BASE" });
  });
});

describe("hostile events", () => {
  const run = fakeContext(spec, {}, { run: { event: "pull_request", sha: sha("d") } }).run;
  test.each([
    undefined,
    null,
    1,
    "text",
    [],
    { pull_request: null },
    { pull_request: { number: "7" } },
    { __proto__: { pull_request: {} } },
  ])("%j is read as none", (payload) => {
    expect(readOccasion(payload, run)).toMatchObject({ kind: "other", head: sha("d"), pull: undefined });
  });

  test("what is no commit id is none, and a head repository that is gone is a fork", () => {
    const payload = {
      pull_request: { number: 7, base: { sha: "--upload-pack=id" }, head: { sha: "main; id", repo: null } },
    };
    expect(readOccasion(payload, run)).toMatchObject({ base: undefined, head: sha("d"), isFork: true });
  });
});
