import { describe, expect, test } from "@jest/globals";
import { evaluateCondition, evaluateText } from "../../runner/expressions/evaluate.ts";
import { named } from "./files.ts";

type Result = "success" | "failure" | "cancelled" | "skipped";
const RESULTS: readonly Result[] = ["success", "failure", "cancelled", "skipped"];
/** Of a job that only some manifests need. */
const BUILT: readonly Result[] = ["success", "failure", "skipped"];
const OUTCOMES = ["success", "failure", "rolled-back", "superseded", "cancelled", ""];

interface Situation {
  readonly needs: Readonly<
    Record<string, { readonly result: Result; readonly outputs: Readonly<Record<string, string>> }>
  >;
  readonly inputs: Readonly<Record<string, string>>;
  readonly cancelled: boolean;
}

const { jobs } = named("pipeline.yml").workflow;
const bare = (text: string | undefined): string => (text ?? "").replace(/^\$\{\{\s*|\s*\}\}$/g, "");
const functions = ({ needs, cancelled }: Situation) => ({
  always: () => true,
  cancelled: () => cancelled,
  success: () => !cancelled && Object.values(needs).every(({ result }) => result === "success"),
  failure: () => !cancelled && Object.values(needs).some(({ result }) => result === "failure"),
});
const scope = (situation: Situation) => ({
  contexts: { needs: situation.needs, inputs: situation.inputs },
  functions: functions(situation),
});
const runs = (job: string, situation: Situation): boolean => evaluateCondition(bare(jobs[job]?.if), scope(situation));

/** Every combination of results, outcomes and settings that matters to the jobs after `test`. */
const situations: readonly Situation[] = RESULTS.flatMap((preflight) =>
  RESULTS.flatMap((tests) =>
    RESULTS.flatMap((approve) =>
      OUTCOMES.flatMap((staging) =>
        ["", "staging"].flatMap((environment) =>
          ["", "npm test"].flatMap((command) =>
            ["[]", '["production"]'].flatMap((approvals) =>
              [true, false].flatMap((cancelled) =>
                BUILT.map((images) => ({
                  cancelled,
                  inputs: {
                    "staging-environment": environment,
                    "production-environment": "production",
                    "test-command": command,
                  },
                  needs: {
                    preflight: {
                      result: preflight,
                      outputs: { approvals: preflight === "success" ? approvals : "[]", "has-database": "true" },
                    },
                    test: { result: tests, outputs: {} },
                    staging: {
                      result:
                        staging === "success" || staging === "superseded"
                          ? "success"
                          : staging === ""
                            ? "skipped"
                            : "failure",
                      outputs: { outcome: staging },
                    },
                    approve: { result: approve, outputs: {} },
                    images: { result: images, outputs: {} },
                  } as const,
                })),
              ),
            ),
          ),
        ),
      ),
    ),
  ),
);

const tested = ({ needs, inputs }: Situation): boolean =>
  needs["preflight"]?.result === "success" && (inputs["test-command"] === "" || needs["test"]?.result === "success");
const built = ({ needs }: Situation): boolean => needs["images"]?.result !== "failure";
const staged = ({ needs, inputs }: Situation): boolean =>
  inputs["staging-environment"] === "" || needs["staging"]?.outputs["outcome"] === "success";
const wantsApproval = ({ needs }: Situation): boolean => needs["preflight"]?.outputs["approvals"] === '["production"]';

test("staging begins only after preflight, tests and images, and never once cancelled", () => {
  for (const situation of situations) {
    const { needs, ...rest } = situation;
    const { preflight, test: tests, images } = needs;
    const before = { ...rest, needs: { preflight, test: tests, images } } as Situation;
    const ready = tested(situation) && built(situation);
    const expected = !situation.cancelled && ready && situation.inputs["staging-environment"] !== "";
    expect(runs("staging", before)).toBe(expected);
  }
});

test("a person is asked only for a release that passed staging, and only where the manifest says so", () => {
  for (const situation of situations) {
    const ready = tested(situation) && built(situation) && staged(situation);
    const expected = !situation.cancelled && ready && wantsApproval(situation);
    expect(runs("approve", situation)).toBe(expected);
  }
});

test("production begins only when all that it needs succeeded, and was approved where it has to be", () => {
  let began = 0;
  for (const situation of situations) {
    const approved = situation.needs["approve"]?.result === "success" || !wantsApproval(situation);
    const ready = tested(situation) && built(situation) && staged(situation);
    const expected = !situation.cancelled && ready && approved;
    expect(runs("production", situation)).toBe(expected);
    if (expected) began += 1;
  }
  expect(began).toBeGreaterThan(0);
});

test.each([
  ["true", "true"],
  ["false", "false"],
  // GitHub drops outputs that hold a masked value: a secret `true` must not make a release go without its migrations.
  ["", "true"],
])("has-database %j goes on as %s", (told, expected) => {
  for (const job of ["staging", "production"]) {
    const needs = { preflight: { result: "success", outputs: { "has-database": told } } } as const;
    const given = bare(String(jobs[job]?.with?.["has-database"]));
    expect(evaluateText(given, scope({ needs, inputs: {}, cancelled: false }))).toBe(expected);
  }
});

describe("the outcome of a pipeline", () => {
  const outcome = jobs["outcome"]?.steps?.[0]?.env?.["OUTCOME"];
  const tell = (results: Partial<Record<string, Result>>, staging = "", production = ""): string => {
    const of = (job: string, outcome = "") => ({ result: results[job] ?? "success", outputs: { outcome } });
    const needs = {
      preflight: of("preflight"),
      test: of("test"),
      staging: of("staging", staging),
      approve: of("approve"),
      production: of("production", production),
    };
    return evaluateText(bare(outcome), scope({ needs, inputs: {}, cancelled: false }));
  };

  test.each<[string, Partial<Record<string, Result>>, string, string]>([
    ["success", {}, "success", "success"],
    ["success", { test: "skipped", staging: "skipped", approve: "skipped" }, "", "success"],
    ["failure", { preflight: "failure", test: "skipped", staging: "skipped", production: "skipped" }, "", ""],
    ["failure", { test: "failure", staging: "skipped", production: "skipped" }, "", ""],
    ["failure", { staging: "failure", production: "skipped" }, "failure", ""],
    ["rolled-back", { staging: "failure", production: "skipped" }, "rolled-back", ""],
    ["superseded", { production: "skipped" }, "superseded", ""],
    ["failure", { approve: "failure", production: "skipped" }, "success", ""],
    ["cancelled", { approve: "cancelled", production: "skipped" }, "success", ""],
    ["rolled-back", { production: "failure" }, "success", "rolled-back"],
    ["superseded", {}, "success", "superseded"],
    ["cancelled", { production: "cancelled" }, "success", ""],
    ["failure", { production: "failure" }, "success", ""],
  ])("is %s for %j, staging %j, production %j", (expected, results, staging, production) => {
    expect(tell(results, staging, production)).toBe(expected);
  });

  test("is told however it ended", () => {
    expect(jobs["outcome"]?.if).toBe("always()");
    expect(jobs["outcome"]?.needs).toEqual(Object.keys(jobs).filter((id) => id !== "outcome"));
  });
});

describe("in one environment", () => {
  const { steps = [], outputs = {} } = named("environment.yml").workflow.jobs["deploy"] ?? {};
  const condition = (id: string): string => bare(steps.find((step) => step.id === id)?.if);
  const decide = (
    id: string,
    deploy: string,
    gate: string,
    failed: boolean,
    cancelled = false,
    digest = "sha256:0",
  ): boolean =>
    evaluateCondition(condition(id), {
      contexts: {
        steps: {
          deploy: { outputs: { outcome: deploy } },
          gate: { outputs: { outcome: gate, "evidence-digest": digest } },
        },
      },
      functions: {
        failure: () => failed && !cancelled,
        cancelled: () => cancelled,
        success: () => !failed,
        always: () => true,
      },
    });

  test.each([
    ["failed", "", true],
    ["timed-out", "", true],
    ["cancelled", "", true],
    ["live", "failed", true],
    ["unchanged", "failed", true],
    ["live", "inconclusive", false],
    ["live", "", false],
    ["", "", false],
  ])("deploy %j and gate %j, the job failed: rolled back is %s", (deploy, gate, back) => {
    expect(decide("rollback", deploy, gate, true)).toBe(back);
    expect(decide("rollback", deploy, gate, true, true)).toBe(false);
  });

  test("a gate that failed without having measured anything rolls nothing back", () => {
    expect(decide("rollback", "live", "failed", true, false, "")).toBe(false);
  });

  test("nothing is rolled back after a success", () => {
    expect(decide("rollback", "live", "passed", false)).toBe(false);
    expect(decide("rollback", "superseded", "", false)).toBe(false);
  });

  test("a superseded release is not measured: another one answers", () => {
    expect(decide("gate", "superseded", "", false)).toBe(false);
    expect(decide("gate", "live", "", false)).toBe(true);
  });

  test.each([
    ["rolled-back", "rolled-back", "failed", "failure"],
    ["failure", "refused", "failed", "failure"],
    ["superseded", "", "superseded", "success"],
    ["success", "", "live", "success"],
    ["cancelled", "", "", "cancelled"],
  ])("the outcome is %s", (expected, rollback, deploy, status) => {
    const contexts = {
      job: { status },
      steps: { rollback: { outputs: { outcome: rollback } }, deploy: { outputs: { outcome: deploy } } },
    };
    expect(evaluateText(bare(outputs["outcome"]), { contexts, functions: {} })).toBe(expected);
  });

  test.each([
    ["a", "a", "", "passed", ""],
    ["b", "", "b", "failed", "rolled-back"],
    ["b", "", "b", "failed", "unchanged"],
    // What was aimed at is not what is there.
    ["", "", "b", "failed", "failed"],
    ["", "", "b", "failed", "refused"],
    ["", "", "", "failed", ""],
    ["c", "", "", "passed", ""],
  ])("the release is %j", (expected, commit, rollback, gate, outcome) => {
    const contexts = {
      inputs: { commit },
      github: { sha: "c" },
      steps: { rollback: { outputs: { release: rollback, outcome } }, gate: { outputs: { outcome: gate } } },
    };
    expect(evaluateText(bare(outputs["release"]), { contexts, functions: {} })).toBe(expected);
  });
});
