import { afterEach, describe, expect, test } from "@jest/globals";
import postgres from "postgres";
import { Failure } from "../../../shared/action/failure.ts";
import type { NeonOptions } from "../../cloud/neon/options.ts";
import { type NeonEmulator, startNeon } from "../../cloud/neon/start.ts";
import { run, start } from "./harness.ts";

const open: NeonEmulator[] = [];
const neon = async (options: NeonOptions = {}): Promise<NeonEmulator> => {
  // The clock of these tests hardly waits, and would be over the real limits at once.
  const started = await startNeon({ perMinute: 1e9, perSecondPerRoute: 1e9, ...options });
  open.push(started);
  return started;
};
afterEach(async () => {
  const violations = open.flatMap((emulator) => emulator.violations);
  await Promise.all(open.splice(0).map((emulator) => emulator.close()));
  if (violations.length > 0) throw new Error(`Not as Neon documents it: ${JSON.stringify(violations)}`);
});

const creations = (emulator: NeonEmulator) => emulator.effects()["branches created"] ?? 0;

describe("create", () => {
  test("hands out addresses of a new branch that answer, and hides every part of them", async () => {
    const project = await neon();
    const { context, result } = start(project, { branch: "preview/12", expiresIn: "2d" });
    const made = await result;
    expect(made).toMatchObject({ outcome: "created", created: "true", branch: "preview/12", host: "127.0.0.1" });
    expect(Date.parse(made.expiresAt ?? "") - Date.now()).toBeGreaterThan(47 * 3_600_000);
    const sql = postgres(made.databaseUrl ?? "", { max: 1 });
    expect(await sql`select current_database() as name`).toEqual([{ name: "neondb" }]);
    await sql.end();
    expect(made.databaseUrlPooled).toContain("pgbouncer=true");
    expect(context.protectedValues).toEqual(expect.arrayContaining([made.databaseUrl, made.databaseUrlPooled]));
    const password = new URL(made.databaseUrl ?? "").password;
    expect(context.runner.log.join("\n")).not.toContain(password);
    expect(context.summary.markdown()).not.toContain(password);
    expect(context.undoable()).toEqual([]);
  }, 60_000);

  test("takes the branch that is there, and brings its expiry up to date", async () => {
    const project = await neon();
    const first = await run(project, { branch: "preview-1", expiresIn: "1d" });
    const again = await run(project, { branch: "preview-1", expiresIn: "5d" });
    expect(again).toMatchObject({ outcome: "found", created: "false", branchId: first.branchId });
    expect(Date.parse(again.expiresAt ?? "") - Date.parse(first.expiresAt ?? "")).toBeGreaterThan(3 * 86_400_000);
    expect(creations(project)).toBe(1);
  }, 60_000);

  test("gives a branch without a compute one", async () => {
    const project = await neon();
    await fetch(`${project.url}/projects/${project.projectId}/branches`, {
      method: "POST",
      headers: { authorization: `Bearer ${project.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ branch: { name: "bare" } }),
    });
    await project.settled();
    expect(await run(project, { branch: "bare" })).toMatchObject({ outcome: "found", created: "false" });
  }, 60_000);

  test.each<[string, (project: NeonEmulator) => void, number]>([
    [
      "423 for a while",
      (project) => project.fault({ method: "POST", nth: 0, times: 1, action: { kind: "status", status: 423 } }),
      1,
    ],
    [
      "503 once",
      (project) => project.fault({ method: "POST", nth: 0, times: 1, action: { kind: "status", status: 503 } }),
      1,
    ],
    [
      "429 with Retry-After",
      (project) =>
        project.fault({ nth: 0, times: 1, action: { kind: "status", status: 429, headers: { "retry-after": "0" } } }),
      1,
    ],
    [
      "an answer that is lost",
      (project) => project.fault({ method: "POST", nth: 0, times: 1, action: { kind: "lost-answer" } }),
      1,
    ],
    [
      "half an answer",
      (project) => project.fault({ method: "POST", nth: 0, times: 1, action: { kind: "truncate" } }),
      1,
    ],
    [
      "a connection that is reset",
      (project) => project.fault({ method: "POST", nth: 0, times: 1, action: { kind: "reset" } }),
      1,
    ],
    [
      "a 502 page in HTML on every second read",
      (project) => project.fault({ method: "GET", nth: 2, times: 1, action: { kind: "html", status: 502 } }),
      1,
    ],
    ["an operation that fails once", (project) => project.spoil({ action: "start_compute", as: "failed" }), 1],
  ])(
    "survives %s",
    async (_, spoil, expected) => {
      const project = await neon();
      spoil(project);
      expect(await run(project, { branch: "b" })).toMatchObject({ outcome: "created", created: "true" });
      expect(creations(project)).toBe(expected);
    },
    60_000,
  );

  test("is not confused by lists that lag and reads that do not find it yet", async () => {
    const project = await neon({ notFoundAfterCreate: 2, operationsListLag: 3, operationMilliseconds: 100 });
    expect(await run(project, { branch: "b" })).toMatchObject({ outcome: "created" });
  }, 60_000);

  test("two at once make one branch", async () => {
    const project = await neon();
    const both = await Promise.all([run(project, { branch: "b" }), run(project, { branch: "b" })]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(["created", "found"]);
    expect(creations(project)).toBe(1);
  }, 60_000);

  test("fresh: never takes a branch that is there, nor touches it", async () => {
    const project = await neon();
    const old = await run(project, { branch: "checkpoint-1-1", expiresIn: "1d" });
    expect(await run(project, { branch: "checkpoint-1-1", fresh: true, dryRun: true })).toMatchObject({
      outcome: "planned",
      branch: "checkpoint-1-1-2",
    });
    const made = await run(project, { branch: "checkpoint-1-1", fresh: true, expiresIn: "5d" });
    expect(made).toMatchObject({ outcome: "created", created: "true", branch: "checkpoint-1-1-2" });
    expect(made.branchId).not.toBe(old.branchId);
    expect(await run(project, { command: "get", branch: "checkpoint-1-1" })).toMatchObject({
      branchId: old.branchId,
      expiresAt: old.expiresAt,
    });
  }, 60_000);

  test("fresh: two at once make two branches, and a lost answer makes no third", async () => {
    const project = await neon();
    project.fault({ method: "POST", nth: 0, times: 1, action: { kind: "lost-answer" } });
    const both = await Promise.all([1, 2].map(() => run(project, { branch: "c", fresh: true })));
    expect(both.map(({ outcome, branch }) => `${outcome} ${branch}`).toSorted()).toEqual(["created c", "created c-2"]);
    expect(creations(project)).toBe(2);
  }, 60_000);

  test("never hands out the default branch, nor a protected one", async () => {
    const project = await neon();
    await expect(run(project, { branch: "main" })).rejects.toMatchObject({ code: "SLIP-NEON-PROTECTED" });
    await run(project, { branch: "staging", protect: true });
    await expect(run(project, { branch: "staging" })).rejects.toMatchObject({ code: "SLIP-NEON-PROTECTED" });
    expect(await run(project, { branch: "staging", protect: true })).toMatchObject({ outcome: "found" });
  }, 60_000);

  test("names a branch after the git ref when no name is given", async () => {
    const project = await neon();
    const { result } = start(project, {}, { ref: "refs/heads/Feature/#12 größer" });
    expect((await result).branch).toMatch(/^preview-feature-12-gro-?(?:ss|s)?e?r?-[0-9a-f]{12}$/);
  }, 60_000);

  test("says which branches are the oldest when the plan's limit is reached", async () => {
    const project = await neon({ plan: "free", operationMilliseconds: 1 });
    for (let index = 1; index <= 9; index += 1) {
      await fetch(`${project.url}/projects/${project.projectId}/branches`, {
        method: "POST",
        headers: { authorization: `Bearer ${project.apiKey}`, "content-type": "application/json" },
        body: JSON.stringify({ branch: { name: `old-${index}` } }),
      });
      await project.settled();
    }
    await expect(run(project, { branch: "one-more" })).rejects.toMatchObject({
      code: "SLIP-NEON-LIMIT",
      state: "No branch was created. The project has 10 branches.",
      next: expect.stringContaining("old-1"),
    });
  }, 120_000);

  test("a database that is not there is found before anything is created", async () => {
    const project = await neon();
    await expect(run(project, { branch: "b", database: "shop" })).rejects.toMatchObject({
      code: "SLIP-NEON-AMBIGUOUS",
      message: "The branch has no database `shop`; there are: `neondb`.",
    });
    expect(creations(project)).toBe(0);
  }, 60_000);

  test("deletes again what it created when that never becomes usable", async () => {
    const project = await neon();
    project.fault({
      path: /connection_uri/,
      action: { kind: "status", status: 400, body: { code: "", message: "no" } },
    });
    await expect(run(project, { branch: "b" })).rejects.toMatchObject({
      code: "SLIP-HTTP-REFUSED",
      state: "The branch b, which this step had created, was deleted again.",
    });
    expect(Object.keys((await project.dump()) as object)).toEqual(["main"]);
    await run(project, { branch: "kept" }).catch(() => undefined);
  }, 60_000);

  test("never deletes a branch that it did not create", async () => {
    const project = await neon();
    await run(project, { branch: "b" });
    project.fault({
      path: /connection_uri/,
      action: { kind: "status", status: 400, body: { code: "", message: "no" } },
    });
    await expect(run(project, { branch: "b" })).rejects.toMatchObject({ code: "SLIP-HTTP-REFUSED" });
    expect(Object.keys((await project.dump()) as object)).toEqual(["b", "main"]);
  }, 60_000);

  test("cancelled while it waits, it gives back what it created", async () => {
    const project = await neon({ operationMilliseconds: 400 });
    const { context, result } = start(project, { branch: "b" });
    const reason = new Failure("SLIP-CANCELLED", "The step was cancelled (SIGINT).", {
      blame: "user",
      outcome: "cancelled",
    });
    project.fault({
      path: /operations/,
      nth: 0,
      action: { kind: "call", when: "after", call: () => context.abort(reason) },
    });
    await expect(result).rejects.toMatchObject({ code: "SLIP-CANCELLED" });
    expect(context.undoable()).toEqual(["deletion of the new branch b"]);
    // On a clock that hardly waits, the patience for a locked project would be used up before the lock is gone.
    await project.settled();
    await context.undoAll();
    expect(Object.keys((await project.dump()) as object)).toEqual(["main"]);
  }, 60_000);

  test("a compute that never answers is an error after its deadline", async () => {
    const project = await neon();
    project.spoil({ action: "start_compute", as: "error", times: 5 });
    await expect(run(project, { branch: "b", timeout: 4 })).rejects.toMatchObject({
      code: "SLIP-NEON-OPERATION",
      message: expect.stringContaining("start_compute is error"),
    });
  }, 60_000);
});
