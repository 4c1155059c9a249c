import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type NeonEmulator, startNeon } from "../../cloud/neon/start.ts";
import { run, start } from "./harness.ts";

let neon: NeonEmulator;
beforeAll(async () => {
  neon = await startNeon({ plan: "scale" });
}, 60_000);
afterAll(async () => {
  const violations = [...neon.violations];
  await neon.close();
  if (violations.length > 0) throw new Error(`Not as Neon documents it: ${JSON.stringify(violations)}`);
});

const names = async () => Object.keys((await neon.dump()) as object);

describe("get", () => {
  test("hands out production to somebody who names it", async () => {
    const got = await run(neon, { command: "get", branch: "main" });
    expect(got).toMatchObject({ outcome: "found", created: "false", branchId: neon.mainBranchId, expiresAt: "" });
    expect(got.databaseUrl).toBe(neon.uri());
  }, 60_000);

  test("finds a branch by its id as well", async () => {
    expect(await run(neon, { command: "get", branch: neon.mainBranchId })).toMatchObject({ branch: "main" });
  }, 60_000);

  test("creates nothing, and says what there is", async () => {
    const before = await names();
    await expect(run(neon, { command: "get", branch: "mai" })).rejects.toMatchObject({
      code: "SLIP-NEON-NOT-FOUND",
      message: expect.stringContaining("there are: main"),
    });
    expect(await names()).toEqual(before);
  }, 60_000);

  test("wakes a compute that sleeps", async () => {
    const sleepy = await startNeon({ idleMilliseconds: 1 });
    try {
      expect(await run(sleepy, { command: "get", branch: "main" })).toMatchObject({ outcome: "found" });
    } finally {
      await sleepy.close();
    }
  }, 60_000);
});

describe("delete", () => {
  test("deletes once, and finds nothing to delete after that", async () => {
    const { branchId } = await run(neon, { branch: "gone" });
    expect(await run(neon, { command: "delete", branch: "gone" })).toEqual({
      outcome: "deleted",
      branch: "gone",
      branchId,
      deleted: [{ id: branchId, name: "gone" }],
    });
    expect(await names()).not.toContain("gone");
    expect(await run(neon, { command: "delete", branch: "gone" })).toMatchObject({ outcome: "absent", deleted: [] });
  }, 60_000);

  test("survives an answer that is lost", async () => {
    await run(neon, { branch: "lost" });
    neon.fault({ method: "DELETE", nth: 0, times: 1, action: { kind: "lost-answer" } });
    expect(["deleted", "absent"]).toContain((await run(neon, { command: "delete", branch: "lost" })).outcome);
    expect(await names()).not.toContain("lost");
    neon.clearFaults();
  }, 60_000);

  test("never touches the default branch, a protected one, or one with children", async () => {
    await expect(run(neon, { command: "delete", branch: "main" })).rejects.toMatchObject({
      code: "SLIP-NEON-PROTECTED",
    });
    await run(neon, { branch: "safe", protect: true });
    await expect(run(neon, { command: "delete", branch: "safe" })).rejects.toMatchObject({
      code: "SLIP-NEON-PROTECTED",
    });
    await run(neon, { branch: "trunk" });
    await run(neon, { branch: "twig", parent: "trunk" });
    await expect(run(neon, { command: "delete", branch: "trunk" })).rejects.toMatchObject({
      code: "SLIP-NEON-PROTECTED",
      message: expect.stringMatching(/has branches of its own: twig/),
    });
    expect(await names()).toEqual(expect.arrayContaining(["main", "safe", "trunk", "twig"]));
  }, 60_000);
});

describe("dry-run", () => {
  test.each([
    [{ branch: "new", expiresIn: "1d" }, ["Create new from main", "Let it expire 86400 s from now."]],
    [{ branch: "safe", protect: true }, ["Take safe"]],
    [{ command: "delete" as const, branch: "twig" }, ["Delete twig"]],
    [{ command: "delete" as const, branch: "nothing" }, ["Nothing: there is no branch nothing."]],
  ])(
    "tells what %j would do, and does nothing",
    async (inputs, lines) => {
      const before = await names();
      const writes = () => neon.journal.filter(({ method }) => method !== "GET").length;
      const written = writes();
      const { context, result } = start(neon, { ...inputs, dryRun: true });
      expect((await result).outcome).toBe("planned");
      for (const line of lines) expect(context.runner.log.join("\n")).toContain(line);
      expect(writes()).toBe(written);
      expect(await names()).toEqual(before);
    },
    60_000,
  );
});
