import { describe, expect, test } from "@jest/globals";
import { readHistory } from "../../../actions/rollback/history.ts";
import { resolve } from "../../../actions/rollback/resolve.ts";
import { fakeLedger, type Past } from "../deploy-render/fake-ledger.ts";
import { A, B, C, D, failure, release, STORY } from "./setting.ts";

const back = (commit: string, ...states: readonly string[]): Past => ({
  ...release(commit, ...states),
  kind: "rollback",
  run: { id: `back-${commit[0]}`, attempt: 1, url: "" },
});
const history = (past: readonly Past[], run = "now") => {
  const { current, unfinished, candidates } = readHistory(fakeLedger(...past).entries, run);
  const letter = (commit: string | undefined) => commit?.[0];
  return {
    current: letter(current?.record.commit),
    unfinished: letter(unfinished?.record.commit),
    candidates: candidates.map(({ record }) => letter(record.commit)).join(""),
  };
};
const none = undefined;
const attempt = async <T>(action: () => T): Promise<T> => action();

describe("which releases there are to go back to", () => {
  test.each<[string, readonly Past[], ReturnType<typeof history>]>([
    ["nothing was ever deployed", [], { current: none, unfinished: none, candidates: "" }],
    ["a failed release", STORY, { current: "c", unfinished: none, candidates: "ba" }],
    [
      "one whose gate never ended",
      [release(C), release(B, "verified")],
      { current: "c", unfinished: none, candidates: "b" },
    ],
    ["only the first one", [release(A, "verified")], { current: "a", unfinished: none, candidates: "" }],
    [
      "a success that no gate wrote",
      [release(C, "failure"), release(B, "success")],
      { current: "c", unfinished: none, candidates: "" },
    ],
    [
      "the same commit twice",
      [release(C, "failure"), release(C, "verified"), release(B, "verified")],
      { current: "c", unfinished: none, candidates: "b" },
    ],
    [
      "an entry that nobody began",
      [{ ...release(D), states: [] }, ...STORY],
      { current: "c", unfinished: none, candidates: "ba" },
    ],
    ["a rollback under way", [back(B), ...STORY], { current: "c", unfinished: "b", candidates: "ba" }],
    [
      "a rollback that was opened only",
      [{ ...back(B), states: [] }, ...STORY],
      { current: "c", unfinished: "b", candidates: "ba" },
    ],
    ["two that died", [back(B), back(B), ...STORY], { current: "c", unfinished: "b", candidates: "ba" }],
    [
      "after a rollback from a bad release, the next step back is not that bad release",
      [back(B, "verified"), release(C, "verified", "inactive"), release(B, "verified"), release(A, "verified")],
      { current: "b", unfinished: none, candidates: "a" },
    ],
    [
      "a bad release on top of a rollback",
      [
        release(D, "failure"),
        back(B, "verified"),
        release(C, "verified"),
        release(B, "verified"),
        release(A, "verified"),
      ],
      { current: "d", unfinished: none, candidates: "ba" },
    ],
    [
      "a bad release on top of a rollback that failed: what that one left stays left",
      [release(D, "failure"), back(B, "failure"), release(C, "verified"), release(B, "verified")],
      { current: "d", unfinished: none, candidates: "b" },
    ],
    [
      "a bad release on top of a rollback that died",
      [release(D, "failure"), back(B), release(C, "verified"), release(B, "verified")],
      { current: "d", unfinished: none, candidates: "b" },
    ],
    [
      "a rollback to a release that the ledger does not reach back to",
      [back(B, "verified"), release(C, "verified"), release(A, "verified")],
      { current: "b", unfinished: none, candidates: "" },
    ],
    [
      "a rollback that died, below a deploy that nobody began",
      [{ ...release(D), states: [] }, back(B), ...STORY],
      { current: "c", unfinished: "b", candidates: "ba" },
    ],
    [
      "a rollback that failed its gate",
      [back(B, "failure"), ...STORY],
      { current: "b", unfinished: none, candidates: "a" },
    ],
  ])("%s", (_, past, expected) => {
    expect(history(past)).toEqual(expected);
  });

  test("a re-run goes on with the rollback that it began, however that stands", () => {
    expect(history([back(B, "failure"), ...STORY], "back-b")).toEqual({
      current: "c",
      unfinished: "b",
      candidates: "ba",
    });
    expect(history([back(B, "verified"), ...STORY], "back-b")).toEqual({
      current: "c",
      unfinished: "b",
      candidates: "ba",
    });
  });
});

describe("a target of one's own", () => {
  const pick = (to: string, past: readonly Past[] = STORY) => resolve(fakeLedger(...past).entries, to, "now").target.id;

  test.each([
    [A.slice(0, 7), "101"],
    [A, "101"],
    ["101", "101"],
    ["102", "102"],
  ])("%s is deployment %s", (to, id) => {
    expect(pick(to)).toBe(id);
  });

  test.each([
    ["1234567", STORY, "knows no release", "to: 102"],
    ["aaa", STORY, "knows no release", "to: 102"],
    [
      "aaaaaaa",
      [...STORY, release(`${"a".repeat(39)}b`, "verified")],
      "the beginning of several commits",
      "Write more digits",
    ],
    ["103", STORY, "never passed its gate", "to: 102"],
    [C.slice(0, 8), [release(C, "verified"), ...STORY.slice(1)], "is the current one", "to: 102"],
    ["102", [release(C, "failure"), release(B, "failure"), release(A, "verified")], "never passed", "to: 101"],
    ["101", [release(C, "failure")], "never passed", "no other verified release"],
  ])("%s is refused, and the next best named (%#)", async (to, past, message, next) => {
    expect(await failure(attempt(() => pick(to, past)))).toMatchObject({
      code: "SLIP-ROLLBACK-REFUSED",
      outcome: "refused",
      state: "Nothing was changed.",
      message: expect.stringContaining(message),
      next: expect.stringContaining(next),
    });
  });

  test.each([[[]], [[release(C, "failure")]]])("without a target there is none", async (past: readonly Past[]) => {
    const resolved = attempt(() => resolve(fakeLedger(...past).entries, undefined, "now"));
    expect(await failure(resolved)).toMatchObject({ code: "SLIP-ROLLBACK-NO-TARGET", outcome: "refused" });
  });
});
