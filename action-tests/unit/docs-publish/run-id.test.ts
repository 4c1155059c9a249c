import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { spec } from "../../../actions/docs-publish/spec.ts";
import type { WorkflowRun } from "../../../shared/ports/workflow-runs.ts";
import { page, type Rig, rig, sha } from "./rig.ts";

let docs: Rig;
let archive: string;
beforeEach(async () => {
  docs = rig();
  archive = join(docs.folder, "packed.tar");
  const source = docs.write({ "index.html": page("Foreign") });
  await docs.run({ command: "pack", source, archive, headSha: sha(7) });
});
afterEach(() => docs.close());

const RUN: WorkflowRun = {
  event: "pull_request",
  headSha: sha(7),
  repository: "acme/shop",
  workflow: ".github/workflows/docs.yml",
};
const publish = (run: Partial<WorkflowRun>, inputs = {}) => {
  docs.runs.set("4711", { ...RUN, ...run });
  docs.pulls.set(9, { headSha: run.headSha ?? sha(7) });
  return docs.run({ archive, runId: "4711", preview: "auto", ...inputs });
};

test("one number is enough: the run tells the commit, the commit the pull request", async () => {
  const { result } = await publish({});
  expect(result.outcome).toBe("published");
  expect(docs.show("pr/9/index.html")).toContain("Foreign");
  expect(JSON.parse(docs.show("pr/9/.slipway/version.json"))).toMatchObject({ commit: sha(7) });
});

test("a commit that is given as well has to be that of the run", async () => {
  await expect(publish({}, { headSha: sha(8) })).rejects.toMatchObject({ code: "SLIP-DOCS-PACK", outcome: "refused" });
  expect((await publish({}, { headSha: sha(7) })).result.outcome).toBe("published");
});

test.each<[string, Partial<WorkflowRun>]>([
  ["of a push", { event: "push" }],
  ["of pull_request_target, which has rights", { event: "pull_request_target" }],
  ["of an event that commands the runner", { event: "x\n::error::owned" }],
  ["of another repository", { repository: "mallory/shop" }],
  ["of no workflow file", { workflow: "dynamic/pages/pages-build-deployment" }],
  ["of a workflow elsewhere", { workflow: "evil/.github/workflows/docs.yml" }],
  ["of another commit than was packed", { headSha: sha(8) }],
  ["without a commit", { headSha: "refs/heads/main" }],
])("a run %s is refused", async (_, run) => {
  const publishing = publish(run);
  await expect(publishing).rejects.toMatchObject({ code: "SLIP-DOCS-PACK", outcome: "refused" });
  await expect(publishing).rejects.not.toThrow(/\n::/);
  expect(docs.head()).toBe("");
});

test("a run that is not there is said to be none", async () => {
  await expect(docs.run({ archive, runId: "1", preview: "auto" })).rejects.toMatchObject({
    code: "SLIP-DOCS-NOT-FOUND",
  });
});

test("an archive needs one of the two, and a number is a number", () => {
  const inputs = { command: "publish", archive: "x", alias: [] } as unknown as Parameters<
    NonNullable<typeof spec.check>
  >[0];
  expect(JSON.stringify(spec.check?.(inputs))).toMatch(/run-id/);
  expect(spec.check?.({ ...inputs, runId: "1" })).toEqual([]);
  expect(JSON.stringify(spec.check?.({ ...inputs, archive: undefined, source: "y", runId: "1" }))).toMatch(/run-id/);
  for (const wrong of ["0", "1/../2", "1?x", "abc"])
    expect(spec.inputs["run-id"].read(wrong)).toHaveProperty("problem");
});
