import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { judge } from "../../../shared/gate/judge.ts";
import { matches } from "../../../shared/gate/matching.ts";
import { sameVersion, versionAt } from "../../../shared/gate/version.ts";
import { answer, check, NEW } from "./target.ts";

const reply = (body: string, headers: Record<string, string> = {}) =>
  ({ kind: "answer", status: 200, headers, body, latency: 1 }) as const;

describe("the version that an answer tells", () => {
  test.each([
    ["commit", '{"commit":"abc"}', "abc"],
    ["build.commit", '{"build":{"commit":"abc"}}', "abc"],
    ["instances.1.sha", '{"instances":[{},{"sha":"abc"}]}', "abc"],
    ["version", '{"version":7}', "7"],
    ["commit", '\uFEFF{"commit":"abc"}', "abc"],
    ["commit", '{"commit":" abc\\n"}', "abc"],
    ["commit", '{"commit":null}', undefined],
    ["commit", '{"commit":""}', undefined],
    ["commit", "<html>", undefined],
    ["commit", '{"commit":', undefined],
    ["constructor.name", "{}", undefined],
    ["__proto__.x", '{"a":1}', undefined],
    ["body", " abc\n", "abc"],
    ["body", "", undefined],
  ])("at %s of %s is %s", (path, body, version) => {
    expect(versionAt(path, reply(body))).toBe(version);
  });

  test("may be a header, in any case", () => {
    expect(versionAt("header: X-Commit", reply("", { "x-commit": "abc" }))).toBe("abc");
    expect(versionAt("header:x-commit", reply("x-commit"))).toBeUndefined();
  });
});

describe("two versions are the same", () => {
  test.each([
    [NEW, NEW, true],
    [NEW, NEW.slice(0, 7), true],
    [NEW.slice(0, 7), NEW, true],
    [NEW, NEW.slice(0, 6), false],
    [NEW, `1${NEW.slice(1)}`, false],
    ["ABCDEF0", "abcdef0123", true],
    ["v1.2.3", "v1.2.3", true],
    ["v1.2.3", "v1.2.30", false],
    ["1.2.3", "V1.2.3", false],
    [NEW, "", false],
    ["20261121", "202611211530", false],
    ["1234567", "12345678", false],
    ["1234567", `1234567${"0".repeat(33)}`, true],
  ])("%s and %s: %s", (expected, observed, same) => {
    expect(sameVersion(expected, observed)).toBe(same);
  });

  test("never for commits that differ in their first seven characters", () => {
    const sha = fc.stringMatching(/^[0-9a-f]{40}$/);
    fc.assert(
      fc.property(sha, sha, fc.integer({ min: 0, max: 40 }), (a, b, length) => {
        fc.pre(a.slice(0, 7) !== b.slice(0, 7));
        expect(sameVersion(a, b.slice(0, length))).toBe(false);
      }),
    );
  });
});

describe("one answer", () => {
  const plain = check({ versionPath: undefined, expectVersion: undefined });

  test("is healthy with an expected status, and not with another", () => {
    expect(judge({ ...plain, expectStatus: [200, 204] }, { ...reply(""), status: 204 }).verdict).toBe("healthy");
    expect(judge(plain, { ...reply(""), status: 302 })).toMatchObject({ verdict: "unhealthy", status: 302 });
  });

  test("has to contain the text or match the pattern", () => {
    expect(judge({ ...plain, expectBody: "ok" }, reply("all ok")).verdict).toBe("healthy");
    expect(judge({ ...plain, expectBody: "/^OK$/i" }, reply("ok")).verdict).toBe("healthy");
    expect(judge({ ...plain, expectBody: "/^OK$/" }, reply("ok")).verdict).toBe("unhealthy");
  });

  test("has to have the headers", () => {
    const wanted = { ...plain, expectHeaders: { "Content-Type": "application/json" } };
    expect(judge(wanted, reply("", { "content-type": "application/json; charset=utf-8" })).verdict).toBe("healthy");
    expect(judge(wanted, reply(""))).toMatchObject({ verdict: "unhealthy", note: "header Content-Type is absent" });
  });

  test("from a cache is noted", () => {
    expect(judge(check(), answer("abc1234", 200, { age: "120" })).note).toBe("runs abc1234 (from a cache, Age: 120)");
    expect(judge(check(), answer(NEW, 200, { age: "0" })).note).toBeUndefined();
  });

  test("of another version is not unhealthy, but no proof either", () => {
    expect(judge(check(), answer("abc1234")).verdict).toBe("other-version");
  });
});

test("a pattern is given up after its time", () => {
  expect(matches("/^(a+)+$/", `${"a".repeat(50)}!`, 20)).toBe("slow");
  expect(matches("/(x+x+)+y/", "xxy", 5000)).toBe("yes");
});
