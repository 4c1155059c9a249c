import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createFakeHost } from "../../runner/fake-host.ts";
import { createRunner } from "../../runner/runner.ts";
import type { LocalRunner, Run, RunEvent, RunReport, Trigger } from "../../runner/types.ts";
import { newRepository } from "../../tools/repository.ts";
import type { Case, Expected, Table } from "./case.ts";

const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

const writeRepository = (folder: string, files: ReadonlyMap<string, string>): string => {
  const { commit, git } = newRepository(folder);
  const sha = commit("Files", Object.fromEntries(files));
  git("tag", "v1");
  return sha;
};

const place = (into: Map<string, string>, name: string, files: Case["files"] = {}) => {
  for (const [path, text] of Object.entries(files))
    into.set(path.replaceAll("CASE", name), text.replaceAll("CASE", name));
};

export const secrets = { DEPLOY_KEY: "hunter2-deploy-key", MULTI_LINE: "first line of it\nsecond line of it" };

/** Milliseconds; under load the first test of a theme waits for many jobs at once. */
const patience = 120_000;

/** Runs all cases of a theme side by side on one runner and tests each against what it expects. */
export const describeCases = (theme: string, cases: readonly Case[]): void => {
  describe(`${theme}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "runner-cases-"));
    const host = createFakeHost();
    const events = new Map<Run, RunEvent[]>();
    const watchers = new Set<() => void>();
    let runner: LocalRunner;
    let ended: Map<
      string,
      Promise<{ report: RunReport; table: Table; problem: Error | undefined; told: readonly RunEvent[] }>
    >;

    const until = (run: Run, isTrue: () => boolean): Promise<void> =>
      new Promise((resolve, reject) => {
        void run.done.then(() => {
          if (!isTrue()) reject(new Error("The run ended before what was waited for happened"));
        });
        const look = () => {
          if (!isTrue()) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      });

    const startCase = (testCase: Case, sha: string) => {
      const begin = (trigger: Partial<Trigger> = {}) => {
        const run = runner.start({
          repository: "acme/app",
          workflow: `.github/workflows/${slug(testCase.name)}.yml`,
          event: "workflow_dispatch",
          sha,
          ref: "refs/heads/main",
          actor: "ann",
          ...testCase.trigger,
          ...trigger,
        });
        const seen: RunEvent[] = [];
        events.set(run, seen);
        run.onEvent((event) => {
          seen.push(event);
          for (const look of watchers) look();
        });
        return run;
      };
      const table: Table = {
        host,
        folder,
        again: begin,
        event: (run, wanted) => until(run, () => events.get(run)?.some(wanted) ?? false),
        asked: (run, environment) => until(run, () => run.pending().includes(environment)),
        signal: (name) => writeFileSync(join(folder, "signals", name), ""),
      };
      const run = begin();
      return Promise.all([run.done, during(testCase, run, table)]).then(([report, problem]) => ({
        report,
        table,
        problem,
        told: events.get(run) ?? [],
      }));
    };

    beforeAll(() => {
      const app = new Map<string, string>();
      const kit = new Map<string, string>([["README.md", "kit"]]);
      for (const { name, workflow, files, kit: kitFiles } of cases) {
        place(app, slug(name), { ".github/workflows/CASE.yml": workflow, ...files });
        place(kit, slug(name), kitFiles);
      }
      mkdirSync(join(folder, "signals"));
      mkdirSync(join(folder, "app"));
      mkdirSync(join(folder, "kit"));
      const sha = writeRepository(join(folder, "app"), app);
      writeRepository(join(folder, "kit"), kit);
      runner = createRunner({
        host,
        repositories: {
          "acme/app": { git: join(folder, "app"), secrets, vars: { REGION: "frankfurt" } },
          "acme/other": { git: join(folder, "app"), secrets },
          "tools/kit": { git: join(folder, "kit") },
          "acme/kit": { git: join(folder, "kit") },
        },
        folder: join(folder, "runner"),
        maxParallel: 12,
        environment: { SIGNALS: join(folder, "signals") },
        timings: { minute: 3000, interrupt: 150, terminate: 150, output: 200 },
      });
      const reviewed = { reviewers: ["rita"], secrets: {}, vars: {} };
      for (const name of ["gated", "rejected", "waits", "group-gate"])
        host.environments.set(`acme/app ${name}`, reviewed);
      host.environments.set("acme/app strict", { ...reviewed, reviewers: ["rita", "ann"], preventSelfReview: true });
      host.environments.set("acme/app timed", { reviewers: [], waitMinutes: 1, secrets: {}, vars: {} });
      host.environments.set("acme/app vault", {
        reviewers: [],
        secrets: { VAULT_KEY: "vault-secret-1", DEPLOY_KEY: "vault-deploy-1" },
        vars: { LEVEL: "high", REGION: "oregon" },
      });
      ended = new Map(cases.map((testCase) => [testCase.name, startCase(testCase, sha)]));
      // A case that goes wrong is told by its own test.
      for (const promise of ended.values()) promise.catch(() => undefined);
    });

    afterAll(async () => {
      await runner.close();
      rmSync(folder, { recursive: true, force: true });
    });

    test.each(cases)(
      "$name",
      async ({ name, expected }) => {
        const end = await ended.get(name);
        if (!end) throw new Error(`${name} was not started`);
        verify(end.report, expected);
        verifyEvents(end.told);
        expect(end.problem).toBeUndefined();
        await expected.check?.(end.report, end.table);
      },
      patience,
    );
  });
};

/** What happens meanwhile; its problem is told only after that of the run itself. */
const during = async (testCase: Case, run: Run, table: Table): Promise<Error | undefined> => {
  try {
    await testCase.during?.(run, table);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** What steps print, without the header that shows the script. */
export const printed = (report: RunReport): readonly string[] =>
  report.jobs.flatMap(({ steps }) =>
    steps.flatMap(({ log }) => {
      const header = log[0]?.startsWith("##[group]Run ") ? log.indexOf("##[endgroup]") + 1 : 0;
      return log.slice(header);
    }),
  );

/** Whatever happens, every job that was told of ends once, and the run after all of them. */
const verifyEvents = (told: readonly RunEvent[]) => {
  const jobs = new Map<string, string[]>();
  for (const event of told)
    if (event.type === "job" && event.job !== "") jobs.set(event.job, [...(jobs.get(event.job) ?? []), event.state]);
  for (const [id, states] of jobs)
    expect([id, states.lastIndexOf("done"), states.indexOf("done")]).toEqual([
      id,
      states.length - 1,
      states.length - 1,
    ]);
  expect(told.findIndex(({ type }) => type === "done")).toBe(told.length - 1);
};

const annotationsOf = (report: RunReport) =>
  report.jobs.flatMap(({ annotations }) => annotations.map(({ level, message }) => `${level}: ${message}`));

const verify = (report: RunReport, expected: Expected) => {
  // What the run said makes an unexpected end understandable.
  const said = report.conclusion === expected.conclusion ? [] : printed(report);
  expect({ conclusion: report.conclusion, problems: report.problems, said }).toEqual({
    said: [],
    conclusion: expected.conclusion,
    problems: (expected.problems ?? []).map((text) => expect.stringContaining(text)),
  });
  if (expected.jobs)
    expect(Object.fromEntries(report.jobs.map(({ id, result }) => [id, result]))).toEqual(expected.jobs);
  if (expected.outputs)
    expect(
      Object.fromEntries(
        report.jobs.filter(({ id }) => expected.outputs?.[id]).map(({ id, outputs }) => [id, outputs]),
      ),
    ).toEqual(expected.outputs);
  for (const [key, ends] of Object.entries(expected.steps ?? {})) {
    const [jobId, stepId] = key.split("/");
    const step = report.jobs.find(({ id }) => id === jobId)?.steps.find(({ id }) => id === stepId);
    expect([key, `${step?.outcome}/${step?.conclusion}`]).toEqual([key, ends]);
  }
  const lines = printed(report);
  for (const line of expected.prints ?? []) expect(lines).toContain(line);
  for (const part of expected.annotations ?? [])
    expect(annotationsOf(report)).toContainEqual(expect.stringContaining(part));
  for (const hidden of expected.hides ?? []) expect(JSON.stringify(report)).not.toContain(hidden);
};
