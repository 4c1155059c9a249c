import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { RunReport } from "../runner/types.ts";
import { raiseDocsStage } from "./docs-stage.ts";

const LONG = 120_000;
const OWN = "acme/guide";

let stage: Awaited<ReturnType<typeof raiseDocsStage>>;
beforeAll(async () => {
  stage = await raiseDocsStage();
}, LONG);
afterAll(() => stage.close(), LONG);

const outcomeOf = ({ jobs }: RunReport): string | undefined =>
  jobs.find(({ id }) => id.endsWith("/ outcome"))?.outputs["outcome"];
/** What went wrong, for the message of a failing test. */
const told = ({ problems, jobs }: RunReport): readonly string[] => [
  ...problems,
  ...jobs.flatMap(({ annotations }) => annotations.map(({ message }) => message)),
];
const ended = (report: RunReport) => ({
  outcome: outcomeOf(report),
  conclusion: report.conclusion,
  told: told(report),
});
const well = (outcome: string) => ({ outcome, conclusion: "success", told: [] });

describe("the copied callers, through the local runner", () => {
  let first: string;
  let number: number;
  let foreign: number;

  test(
    "a push publishes the site, and the address shows it",
    async () => {
      first = await stage.commit("First");
      expect(ended(await stage.start({ event: "push", sha: first }))).toEqual(well("published"));
      expect((await stage.page("")).text).toContain("<h1>First</h1>");
      expect((await stage.page("guide/")).text).toContain('href="/guide/"');
      expect(JSON.parse((await stage.page(".slipway/version.json")).text)).toMatchObject({ commit: first });
    },
    LONG,
  );

  test(
    "a pull request gets a preview and one comment with the pages that changed",
    async () => {
      await stage.git("checkout", "--quiet", "-b", "change");
      const head = await stage.commit("Changed");
      number = stage.github.openPull(OWN, { head: "change" });
      expect(ended(await stage.pull(number, "opened", head, OWN))).toEqual(well("published"));
      const preview = await stage.page(`pr/${number}/`);
      expect(preview.text).toContain("<h1>Changed</h1>");
      expect(preview.text).toMatch(/noindex/);
      expect((await stage.page("")).text).toContain("<h1>First</h1>");
      const comments = await stage.comments(number);
      expect(comments).toHaveLength(1);
      expect(comments[0]).toContain(`/pr/${number}/`);
      await stage.git("checkout", "--quiet", "main");
    },
    LONG,
  );

  test(
    "the next push leaves the preview alone",
    async () => {
      const second = await stage.commit("Second");
      expect(ended(await stage.start({ event: "push", sha: second }))).toEqual(well("published"));
      expect((await stage.page("")).text).toContain("<h1>Second</h1>");
      expect((await stage.page(`pr/${number}/`)).status).toBe(200);
    },
    LONG,
  );

  test(
    "a fork's run only packs; a person publishes its preview by its number, if need be of that commit only",
    async () => {
      await stage.git("checkout", "--quiet", "-b", "foreign");
      const head = await stage.commit("Foreign");
      foreign = stage.github.openPull(OWN, { head: "foreign", author: "mallory" });
      await stage.git("checkout", "--quiet", "main");
      const packed = await stage.pull(foreign, "opened", head, "mallory/guide");
      expect(ended(packed)).toEqual(well("packed"));
      expect((await stage.page(`pr/${foreign}/`)).status).toBe(404);
      expect(await stage.comments(foreign)).toEqual([]);

      const dispatch = { event: "workflow_dispatch", sha: head, workflow: ".github/workflows/fork.yml" } as const;
      const changed = await stage.git("rev-parse", "change");
      const other = await stage.start({ ...dispatch, inputs: { "run-id": packed.id, "head-sha": changed } });
      expect(other.conclusion).toBe("failure");
      expect(told(other).join("\n")).toContain("SLIP-DOCS-PACK");
      expect((await stage.page(`pr/${foreign}/`)).status).toBe(404);

      const right = await stage.start({ ...dispatch, inputs: { "run-id": packed.id } });
      expect(ended(right)).toEqual(well("published"));
      expect((await stage.page(`pr/${foreign}/`)).text).toContain("<h1>Foreign</h1>");
      expect(await stage.comments(foreign)).toHaveLength(1);
    },
    LONG,
  );

  test(
    "broken links are told where they were written, and what is over a budget is not published",
    async () => {
      const sha = await stage.git("rev-parse", "main");
      const report = await stage.start({ event: "push", sha, workflow: ".github/workflows/tight.yml" });
      expect(report.conclusion).toBe("failure");
      // The packed site brings along what its pages were made from.
      const publishing = report.jobs.find(({ id }) => id.endsWith("/ publish"));
      expect(publishing?.annotations).toEqual(
        expect.arrayContaining([expect.objectContaining({ title: "Broken link", file: "docs/start.md", line: 3 })]),
      );
      expect(told(report).join("\n")).toMatch(/SLIP-DOCS-REFUSED.*100 B/s);
      expect((await stage.page("")).text).toContain("<h1>Second</h1>");
    },
    LONG,
  );

  test(
    "the preview goes when its pull request is closed",
    async () => {
      stage.github.closePull(OWN, number);
      const head = await stage.git("rev-parse", "change");
      expect(ended(await stage.pull(number, "closed", head, OWN))).toEqual(well("removed"));
      expect((await stage.page(`pr/${number}/`)).status).toBe(404);
      expect((await stage.page("")).text).toContain("<h1>Second</h1>");
    },
    LONG,
  );

  test(
    "the weekly sweep removes what a close has missed, and nothing else",
    async () => {
      stage.github.closePull(OWN, foreign);
      const sha = await stage.git("rev-parse", "main");
      expect(ended(await stage.start({ event: "schedule", sha }))).toEqual(well("swept"));
      expect((await stage.page(`pr/${foreign}/`)).status).toBe(404);
      expect((await stage.page("")).text).toContain("<h1>Second</h1>");
    },
    LONG,
  );

  test(
    "a rollback brings the earlier publication back",
    async () => {
      const sha = await stage.git("rev-parse", "main");
      const back = await stage.start({ event: "workflow_dispatch", sha, workflow: ".github/workflows/back.yml" });
      expect(ended(back)).toEqual(well("rolled-back"));
      expect((await stage.page("")).text).toContain("<h1>First</h1>");
    },
    LONG,
  );

  test("every request was one that GitHub documents", () => {
    expect(stage.github.violations).toEqual([]);
  });
});
