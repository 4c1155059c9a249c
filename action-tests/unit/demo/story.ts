import type { Chapter, Sample, Story } from "../../../demo/report/model.ts";
import type { JobReport, Result, StepReport } from "../../runner/types.ts";

export const COMMITS = ["1111111aaaaaaa", "2222222bbbbbbb", "3333333ccccccc"] as const;

const step = (
  name: string,
  startedAt: number,
  finishedAt: number,
  conclusion: Result = "success",
  log: readonly string[] = [],
): StepReport => ({
  id: name,
  name,
  outcome: conclusion,
  conclusion,
  outputs: {},
  startedAt,
  finishedAt,
  log,
  summary: "",
});

const job = (name: string, result: Result, steps: readonly StepReport[]): JobReport => ({
  id: name,
  name,
  result,
  steps,
  outputs: {},
  annotations: [],
  startedAt: Math.min(...steps.map((one) => one.startedAt)),
  finishedAt: Math.max(...steps.map((one) => one.finishedAt)),
});

const samples = (commit: string, count: number, from: number, ok = true): Sample[] =>
  Array.from({ length: count }, (_, index) => ({
    at: from + index * 100,
    milliseconds: 4 + (index % 5),
    ok,
    status: ok ? 200 : 500,
    commit,
  }));

function chapter(commit: string, title: string, outcome: string, from: number, hostile: string): Chapter {
  const failed = outcome === "rolled-back";
  return {
    commit,
    title,
    outcome,
    startedAt: from,
    finishedAt: from + 9000,
    report: {
      id: "1",
      attempt: 1,
      conclusion: failed ? "failure" : "success",
      problems: [],
      outputs: {},
      jobs: [
        job("preflight", "success", [step("Preflight", from, from + 500)]),
        job("staging", "success", [step("Migrate", from + 600, from + 1900), step("Gate", from + 2000, from + 4000)]),
        job("production", failed ? "failure" : "success", [
          step("Deploy", from + 4500, from + 8000, failed ? "failure" : "success", [hostile]),
        ]),
      ],
    },
    gates: [
      {
        title: `production (${title})`,
        verdict: failed ? "failed" : "passed",
        expected: commit,
        evidence: `{"text":"${hostile}"}`,
        checks: [{ name: "web /healthz", samples: samples(commit, 6, from + 5000, !failed) }],
      },
    ],
    rollback: failed
      ? {
          environment: "production",
          from: commit,
          to: COMMITS[1],
          why: `The new version answered 500. ${hostile}`,
          seconds: 2.4,
          services: [
            { name: "worker", what: "rolled back" },
            { name: "web", what: "still on the old version" },
          ],
        }
      : undefined,
  };
}

/** A small but complete story, with a hostile text wherever one may come from outside. */
export const story = (hostile = "plain"): Story => ({
  chapters: [
    chapter(COMMITS[0], "First release", "success", 0, hostile),
    chapter(COMMITS[1], `Add a column ${hostile}`, "success", 10_000, hostile),
    chapter(COMMITS[2], "Read a setting", "rolled-back", 20_000, hostile),
  ],
  releases: [
    {
      environment: "production",
      commit: COMMITS[1],
      kind: "deploy",
      state: "success",
      note: hostile,
      migrationHead: "0002_more",
    },
  ],
  traffic: [...samples(COMMITS[0], 60, 4000), ...samples(COMMITS[1], 120, 15_000)],
  production: { commit: COMMITS[1], url: "http://127.0.0.1:1" },
  seconds: 31,
  peakMemory: 412,
});
