import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import postgres from "postgres";
import { startTraffic, type Traffic } from "../../demo/traffic.ts";
import type { RunReport } from "../runner/types.ts";
import { approveAll, raiseStage, type Stage } from "./stage.ts";
import { STORY } from "./story/commits.ts";

const LONG = 240_000;
const results = ({ jobs }: RunReport): Record<string, string> =>
  Object.fromEntries(jobs.map(({ id, result }) => [id.replace(/^pipeline \/ /, ""), result]));
const outputsOf = ({ jobs }: RunReport, id: string) => jobs.find((job) => job.id === id)?.outputs ?? {};
/** Everything that a person can read of a run; the outputs of steps are for the steps after them only. */
const readable = ({ jobs }: RunReport): string =>
  JSON.stringify(
    jobs.map(({ outputs, annotations, steps }) => [
      outputs,
      annotations,
      steps.map(({ log, summary }) => [log, summary]),
    ]),
  );
const commitAt = async (url: string): Promise<unknown> =>
  ((await (await fetch(`${url}/healthz`)).json()) as { commit?: unknown }).commit;

const allSucceeded = {
  preflight: "success",
  test: "success",
  images: "skipped",
  "staging / deploy": "success",
  approve: "success",
  "production / deploy": "success",
  outcome: "success",
};

beforeAll(() => {
  if (!existsSync("dist/preflight/index.js")) throw new Error("dist/ is missing: `npm run build` first");
});

describe("the story of the example", () => {
  let stage: Stage;
  let client: Traffic | undefined;
  const reports: RunReport[] = [];
  const shas: string[] = [];
  const play = async (chapter: (typeof STORY)[number]): Promise<RunReport> => {
    const { sha, run } = await stage.push(chapter);
    const report = await approveAll(run);
    shas.push(sha);
    reports.push(report);
    return report;
  };
  const tables = async (branch: string): Promise<readonly string[]> => {
    const sql = postgres(stage.neon.uri(branch), { max: 1, onnotice: () => {} });
    const rows = await sql<
      { name: string }[]
    >`select table_name as name from information_schema.tables where table_schema = 'public'`;
    await sql.end();
    return rows.map(({ name }) => name).toSorted();
  };
  /** State and description of the newest status of each release of an environment, oldest first. */
  const ledger = (environment: string): readonly string[] =>
    stage.github
      .deployments("acme/reminders")
      .filter((deployment) => deployment.environment === environment)
      .map(({ sha, statuses }) => {
        const told = statuses.find(({ state }) => state !== "in_progress" && state !== "inactive");
        return `${shas.indexOf(sha) + 1}: ${told?.state} ${told?.description.split(" ")[0]}`;
      });

  beforeAll(async () => {
    stage = await raiseStage();
  }, LONG);
  afterAll(async () => {
    await client?.stop();
    await stage.close();
  }, LONG);

  test(
    "the first commit goes to production",
    async () => {
      const report = await play(STORY[0]);
      expect(results(report)).toEqual(allSucceeded);
      expect(report.conclusion).toBe("success");
      expect(outputsOf(report, "pipeline / outcome")).toEqual({ outcome: "success" });
      expect(await commitAt(stage.productionUrl)).toBe(shas[0]);
      expect(await tables("main")).toEqual(["deliveries", "reminders"]);
      client = startTraffic(
        () => `${stage.productionUrl}/healthz`,
        20,
        () => performance.now(),
      );
    },
    LONG,
  );

  test(
    "the second one too, with its migration and a checkpoint from before it",
    async () => {
      expect(results(await play(STORY[1]))).toEqual(allSucceeded);
      expect(await commitAt(stage.productionUrl)).toBe(shas[1]);
      expect(await tables("main")).toEqual(["deliveries", "reminders", "rounds"]);
      expect(await tables(`checkpoint-production-${reports[1]?.id}-1`)).toEqual(["deliveries", "reminders"]);
    },
    LONG,
  );

  test(
    "the third one, which answers 500 in production, is rolled back by itself",
    async () => {
      const report = await play(STORY[2]);
      expect(results(report)).toEqual({ ...allSucceeded, "production / deploy": "failure" });
      expect(report.conclusion).toBe("failure");
      expect(outputsOf(report, "pipeline / outcome")).toEqual({ outcome: "rolled-back" });
      expect(outputsOf(report, "pipeline / production / deploy")).toMatchObject({ release: shas[1] });
      expect(await commitAt(stage.productionUrl)).toBe(shas[1]);
      expect(await commitAt(stage.render.service("web-staging").url)).toBe(shas[2]);
      expect(stage.render.effects()["worker-production"]).toMatchObject({ [String(shas[2])]: 1 });
    },
    LONG,
  );

  test("the ledger tells all of it", () => {
    expect(ledger("staging")).toEqual(["1: success verified", "2: success verified", "3: success verified"]);
    expect(ledger("production")).toEqual([
      "1: success verified",
      "2: success verified",
      expect.stringMatching(/^3: failure /),
      "2: success verified",
    ]);
  });

  test(
    "by hand, production goes back to the first release once its plan has been read",
    async () => {
      const planned = await stage.rollBack(String(shas[2]), { environment: "production", to: String(shas[0]) }).done;
      expect(outputsOf(planned, "rollback / rollback")).toMatchObject({ outcome: "planned", release: shas[0] });
      const { id } = JSON.parse(outputsOf(planned, "rollback / rollback")["plan"] ?? "{}") as { id: string };
      const inputs = { environment: "production", mode: "execute", to: String(shas[0]) };
      const refused = await stage.rollBack(String(shas[2]), inputs).done;
      expect(outputsOf(refused, "rollback / rollback")).toMatchObject({ outcome: "refused" });
      expect(await commitAt(stage.productionUrl)).toBe(shas[1]);
      const executed = await stage.rollBack(String(shas[2]), { ...inputs, consent: id, reason: "To see it" }).done;
      expect(executed.conclusion).toBe("success");
      expect(outputsOf(executed, "rollback / rollback")).toMatchObject({ outcome: "rolled-back", release: shas[0] });
      expect(await commitAt(stage.productionUrl)).toBe(shas[0]);
      reports.push(planned, refused, executed);
    },
    LONG,
  );

  test("nobody who used production noticed anything", async () => {
    await client?.stop();
    expect(client?.samples.length).toBeGreaterThan(100);
    expect(client?.samples.filter(({ ok }) => !ok)).toEqual([]);
  });

  test("no key and no password can be read anywhere", () => {
    const passwords = ["main", "staging"].map((branch) => new URL(stage.neon.uri(branch)).password);
    const text = reports.map(readable).join("\n");
    const secrets = [stage.neon.apiKey, stage.render.apiKey, ...passwords];
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain("***");
  });

  test("every request was one that the vendors document", () => {
    expect([...stage.github.violations, ...stage.render.violations, ...stage.neon.violations]).toEqual([]);
  });
});

test(
  "what is missing is told at once, and nothing is begun",
  async () => {
    const stage = await raiseStage({ secrets: [] });
    try {
      stage.github.setEnvironment("acme/reminders", "production-approval", { reviewers: [] });
      const { run } = await stage.push(STORY[0]);
      const report = await run.done;
      expect(results(report)).toMatchObject({ preflight: "failure", test: "skipped", staging: "skipped" });
      expect(outputsOf(report, "pipeline / outcome")).toEqual({ outcome: "failure" });
      const [error, ...others] = report.jobs.flatMap(({ annotations }) =>
        annotations.filter(({ level }) => level === "error"),
      );
      expect(others).toEqual([]);
      expect(error?.message).toMatch(
        /RENDER_API_KEY is empty[^]*NEON_API_KEY is empty[^]*production-approval has no required reviewers/,
      );
      expect(stage.github.deployments("acme/reminders")).toEqual([]);
      expect(Object.values(stage.render.effects()).every((starts) => Object.keys(starts).length === 0)).toBe(true);
    } finally {
      await stage.close();
    }
  },
  LONG,
);
