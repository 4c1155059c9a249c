import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { RunReport } from "../runner/types.ts";
import { raiseDependencyStage } from "./dependency-stage.ts";

const LONG = 120_000;

let stage: Awaited<ReturnType<typeof raiseDependencyStage>>;
beforeAll(async () => {
  stage = await raiseDependencyStage();
}, LONG);
afterAll(() => stage.close(), LONG);

const reviewOf = ({ jobs }: RunReport) => jobs.find(({ id }) => id.includes("review /"));
const annotationsOf = ({ problems, jobs }: RunReport): readonly string[] => [
  ...problems,
  ...jobs.flatMap(({ annotations }) =>
    annotations.map(({ level, message, file, line }) => [level, file, line, message].filter(Boolean).join(" ")),
  ),
];
const ended = (report: RunReport) => ({ outcome: reviewOf(report)?.outputs["outcome"], conclusion: report.conclusion });

describe("the copied caller, through the local runner", () => {
  let number: number;

  test(
    "a pull request without findings is green and gets no comment",
    async () => {
      const { number: quiet, head } = await stage.open("quiet", { steady: "1.1.0" });
      const report = await stage.pull(quiet, head);
      expect([ended(report), annotationsOf(report)]).toEqual([{ outcome: "clean", conclusion: "success" }, []]);
      expect(await stage.comments(quiet)).toEqual([]);
    },
    LONG,
  );

  test(
    "one that brings a known vulnerability is red, with the line, a comment and an alert",
    async () => {
      const { number: bad, head } = await stage.open("bad", { steady: "1.0.0", leaky: "1.0.0" });
      number = bad;
      const report = await stage.pull(bad, head);
      expect(ended(report)).toEqual({ outcome: "blocked", conclusion: "failure" });
      expect(reviewOf(report)?.outputs["introduced"]).toBe("1");
      const told = annotationsOf(report).join("\n");
      expect(told).toMatch(/^warning package-lock\.json \d+ GHSA-aaaa-bbbb-cccc \(critical\): It leaks/m);
      expect(told).toContain("npm install leaky@1.0.1");
      expect(told.match(/^error /gm)).toHaveLength(1);
      const [comment = "", ...more] = await stage.comments(bad);
      expect(more).toEqual([]);
      expect(comment).toContain("introduces 1 critical");
      expect(stage.github.sarifs("acme/shop").map(({ ref }) => ref)).toContain(`refs/pull/${bad}/merge`);
    },
    LONG,
  );

  test(
    "once it is mended it is green, and the comment goes away",
    async () => {
      const { head } = await stage.open("mended", { steady: "1.0.0", leaky: "1.0.1" });
      expect(ended(await stage.pull(number, head))).toEqual({ outcome: "clean", conclusion: "success" });
      expect(await stage.comments(number)).toEqual([]);
    },
    LONG,
  );

  test(
    "a fork's is red too, without a comment, and says why there is none",
    async () => {
      const { number: foreign, head } = await stage.open("foreign", { steady: "1.0.0", leaky: "1.0.0" });
      const report = await stage.pull(foreign, head, { fork: true });
      expect(ended(report)).toEqual({ outcome: "blocked", conclusion: "failure" });
      expect(await stage.comments(foreign)).toEqual([]);
      const summary = report.jobs.flatMap(({ steps }) => steps.map((step) => step.summary)).join("\n");
      expect(summary).toContain("a run from a fork may only read");
    },
    LONG,
  );

  test(
    "with the database out of reach it is red and not clean",
    async () => {
      stage.osv.fault({
        path: /querybatch/,
        times: Number.POSITIVE_INFINITY,
        action: { kind: "status", status: 400, body: {} },
      });
      const { number: unlucky, head } = await stage.open("unlucky", { steady: "1.1.0", leaky: "1.0.1" });
      expect(ended(await stage.pull(unlucky, head))).toEqual({ outcome: "not-checked", conclusion: "failure" });
      stage.osv.clearFaults();
    },
    LONG,
  );

  test(
    "a push is judged against what was there before",
    async () => {
      const sha = await stage.commit("Push", { steady: "1.1.0" });
      const report = await stage.start({
        event: "push",
        sha,
        payload: { before: stage.base, repository: { default_branch: "main", visibility: "public" } },
      });
      expect(ended(report)).toEqual({ outcome: "clean", conclusion: "success" });
    },
    LONG,
  );

  test("every request was one that the vendors document", () => {
    const { github, osv, registries } = stage;
    expect([github, osv, registries].flatMap(({ violations }) => violations)).toEqual([]);
  });
});
