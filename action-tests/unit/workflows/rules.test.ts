import { describe, expect, test } from "@jest/globals";
import { callers, jobsOf, own, published, strings } from "./files.ts";

const all = [...published, ...own, ...callers];
const jobs = jobsOf(all);
const ours = jobsOf([...published, ...own]);
const running = ours.filter(([, { uses }]) => uses === undefined);
const TRIGGERS = ["workflow_call", "workflow_dispatch", "push", "pull_request", "schedule"];

test("there is something to look at", () => {
  expect(published.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["pipeline.yml", "environment.yml", "rollback.yml"]),
  );
  expect(callers.length).toBeGreaterThan(0);
});

test.each(all.map((file) => [file.name, file] as const))(
  "%s starts only by what cannot be used against it",
  (_, file) => {
    for (const trigger of Object.keys(file.workflow.on)) expect(TRIGGERS).toContain(trigger);
  },
);

test.each(all.map((file) => [file.name, file] as const))("%s gives no permission to all jobs at once", (_, file) => {
  expect(file.workflow.permissions).toEqual({});
});

describe.each(jobs)("%s", (_, job, { text }) => {
  test("has just the permissions that it says why it has", () => {
    expect(job.permissions).toBeDefined();
    for (const [scope, level] of Object.entries(job.permissions ?? {})) {
      expect(text).toMatch(new RegExp(`^ {6}${scope}: ${level} # \\S`, "m"));
    }
  });

  test("has no expression in code", () => {
    for (const { run } of job.steps ?? []) expect(run ?? "").not.toContain("${{");
  });

  test("uses only what is pinned", () => {
    const used = [job.uses, ...(job.steps ?? []).map(({ uses }) => uses)].filter((uses) => uses !== undefined);
    for (const uses of used)
      expect(uses).toMatch(/^\$\/|@[0-9a-f]{40}$|^slipway\/slipway\/\.github\/workflows\/[\w-]+\.yml@v\d+$/);
  });
});

describe.each(running)("%s", (_, job) => {
  test("has a deadline", () => {
    expect(job["timeout-minutes"]).toBeGreaterThan(0);
  });

  test("leaves no token behind in the checkout", () => {
    const checkouts = (job.steps ?? []).filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.map(({ with: inputs }) => inputs?.["persist-credentials"])).toEqual(checkouts.map(() => false));
  });

  test("makes no Deployment besides the ledger's", () => {
    expect(job.environment?.deployment ?? false).toBe(false);
    expect(job.environment === undefined || "deployment" in job.environment).toBe(true);
  });

  test("has names for its steps", () => {
    for (const { name } of job.steps ?? []) expect(name).toMatch(/^[A-Z]/);
  });

  test("has logic only in actions: a run is one thing to do", () => {
    for (const { run } of job.steps ?? []) expect(run ?? "").not.toMatch(/\b(?:if|for|while|case)\b/);
  });
});

describe("the lock", () => {
  const deploying = ours.filter(([, { steps = [] }]) =>
    steps.some(({ uses }) => /\/actions\/(?:deploy-render|rollback|migrate-db)$/.test(uses ?? "")),
  );

  test("is on every job that changes an environment, drops nobody and is the same for all", () => {
    expect(deploying.map(([id]) => id)).toEqual(["environment.yml deploy", "rollback.yml rollback"]);
    for (const [, { concurrency }] of deploying) {
      expect(concurrency).toEqual({
        group: "slipway-${{ inputs.environment }}",
        queue: "max",
        "cancel-in-progress": false,
      });
    }
  });

  test("is not held by a job that waits for a person, nor by a whole workflow", () => {
    for (const { workflow } of published) expect(workflow.concurrency).toBeUndefined();
    const others = ours.filter((job) => !deploying.includes(job));
    for (const [, { concurrency }] of others) expect(concurrency).toBeUndefined();
  });
});

test.each(published.map((file) => [file.name, file] as const))("%s tells how it ended", (_, { workflow }) => {
  expect(Object.keys(workflow.on.workflow_call?.outputs ?? {})).toContain("outcome");
});

test("secrets come by name, and through inherit", () => {
  const used = published.flatMap(({ workflow }) => strings(workflow.jobs)).filter((text) => text.includes("secrets."));
  expect(used.length).toBeGreaterThan(0);
  for (const text of used) {
    const [, name = "", inherited] = /^\$\{\{ secrets\.([a-z-]+) \|\| secrets\.([A-Z_]+) \}\}$/.exec(text) ?? [];
    expect(inherited).toBe(name.toUpperCase().replaceAll("-", "_"));
    expect(name).not.toBe("");
  }
});
