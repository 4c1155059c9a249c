import { describe, expect, test } from "@jest/globals";
import { Failure } from "../../../shared/action/failure.ts";
import type { Ending } from "../../../shared/ports/deployer.ts";
import { COMMIT, failure, OLD, setting } from "./setting.ts";

const web = (goes: readonly string[], over = {}) => ({ services: [{ id: "srv-web", goes: [goes], ...over }] });
const ending = (reason: Ending["reason"], detail: string, by?: string): Ending => ({ reason, detail, by });

describe("how a deploy ends", () => {
  test.each([
    ["build_failed", ending("build", "The build failed."), "SLIP-RENDER-FAILED", "failed"],
    ["pre_deploy_failed", ending("pre-deploy", "The pre-deploy command failed."), "SLIP-RENDER-FAILED", "failed"],
    ["update_failed", ending("crashed", "It ran out of memory."), "SLIP-RENDER-FAILED", "failed"],
    ["canceled", ending("unhealthy", "The health check failed."), "SLIP-RENDER-FAILED", "failed"],
    ["canceled", ending("cancelled", "Somebody cancelled it."), "SLIP-RENDER-CANCELLED", "cancelled"],
    [
      "canceled",
      ending("superseded", "The newer deploy dep-9 took its place.", "dep-9"),
      "SLIP-RENDER-SUPERSEDED",
      "superseded",
    ],
    ["deactivated", ending("superseded", "A newer deploy took its place."), "SLIP-RENDER-SUPERSEDED", "superseded"],
    [
      "update_failed",
      ending("superseded", "The newer deploy dep-9 took its place."),
      "SLIP-RENDER-SUPERSEDED",
      "superseded",
    ],
    ["deactivated", undefined, "SLIP-RENDER-SUPERSEDED", "superseded"],
  ])("%s (%j): %s, %s", async (status, why, code, outcome) => {
    const { start, context } = setting({ ...web(["build_in_progress", status], { ending: why }) });
    const failed = await failure(start());
    expect(failed).toMatchObject({ code, outcome, message: expect.stringContaining(why?.detail ?? "superseded") });
    expect(failed["next"]).toEqual(expect.any(String));
    expect(context.published).toMatchObject({ outcome, deployId: "dep-11", services: [{ state: outcome }] });
  });

  test("a failed one shows the end of its log, harmless, in log and summary", async () => {
    const logs = [
      ...Array.from({ length: 30 }, (_, line) => `line ${line}`),
      "::error::gotcha",
      "x ##[warning]gotcha",
      "</details>",
    ];
    const { start, log, context } = setting(
      web(["build_failed"], { ending: ending("build", "::stop-commands::x"), logs }),
    );
    await failure(start());
    const quoted = log.filter((line) => line.startsWith("info: │ "));
    expect(quoted).toHaveLength(20);
    expect(quoted[0]).toBe("info: │ line 13");
    expect(quoted.join("\n")).not.toContain("##[");
    expect(context.summary.markdown()).toContain("line 29");
    expect(context.summary.markdown()).not.toContain("line 12\n");
  });

  test("a log that cannot be read is not the news", async () => {
    const { start, render, log } = setting(web(["build_failed"]));
    Object.assign(render.deployer, { logs: () => Promise.reject(new Error("no logs today")) });
    expect(await failure(start())).toMatchObject({ code: "SLIP-RENDER-FAILED" });
    expect(log).toContainEqual(expect.stringMatching(/^debug: .*no logs today/));
  });

  test.each(["warn", "ignore"] as const)("superseded is no failure with on-superseded: %s", async (onSuperseded) => {
    const { start, log } = setting({ ...web(["deactivated"]), inputs: { onSuperseded } });
    await expect(start()).resolves.toMatchObject({ outcome: "superseded" });
    expect(log.filter((line) => line.startsWith("warning:"))).toHaveLength(onSuperseded === "warn" ? 1 : 0);
  });

  test("a failed deploy fails with on-superseded: ignore all the same", async () => {
    const { start } = setting({ ...web(["build_failed"]), inputs: { onSuperseded: "ignore" } });
    expect(await failure(start())).toMatchObject({ code: "SLIP-RENDER-FAILED" });
  });

  test("a service that never finishes: timed-out is not failed, and the step ends in time", async () => {
    const { start, clock, log } = setting({ ...web(["build_in_progress"]), inputs: { timeout: 900 } });
    expect(await failure(start())).toMatchObject({
      code: "SLIP-RENDER-TIMEOUT",
      outcome: "timed-out",
      state: expect.stringContaining("goes on"),
    });
    expect(clock.now()).toBe(890_000);
    expect(Math.max(...clock.slept)).toBeLessThanOrEqual(10_000);
    expect(clock.slept.length).toBeLessThan(110);
    expect(log.filter((line) => line.includes("Still waiting")).length).toBeGreaterThan(20);
  });

  test("a queued deploy that was skipped for a newer one is superseded, not waited for until the end", async () => {
    const { start, render, clock } = setting(web(["queued"]));
    const promise = failure(start());
    await clock.sleep(60_000);
    render.begin("srv-web", "new_commit", { commit: "b".repeat(40) });
    expect(await promise).toMatchObject({ code: "SLIP-RENDER-SUPERSEDED", message: expect.stringContaining("dep-12") });
    expect(clock.now()).toBeLessThan(200_000);
  });
});

test("superseded by another deploy of the same commit, such as auto-deploy's: that one is waited for and counts", async () => {
  const goes = ["build_in_progress", "canceled"];
  const { start, render } = setting(web(goes, { ending: ending("superseded", "replaced", "dep-12") }));
  const { explain } = render.deployer;
  Object.assign(render.deployer, {
    explain: async (...given: Parameters<typeof explain>) => {
      if (render.deploys("srv-web")[0]?.id === "dep-11") {
        render.begin("srv-web", "new_commit", { commit: COMMIT, createdAt: "2026-11-20T00:01:00.000Z" });
      }
      return explain(...given);
    },
  });
  await expect(start()).resolves.toMatchObject({ outcome: "live", deployId: "dep-12" });
});

describe("what is said to serve is what is known", () => {
  test.each([
    ["build_failed", {}, "On srv-web the version from before goes on serving."],
    ["build_failed", { deploys: [] }, "Nothing has ever been live on srv-web."],
    ["deactivated", {}, "On srv-web the newer deploy decides what serves."],
    ["build_in_progress", {}, "The deploy of srv-web goes on at Render."],
    ["live", { becomes: { commit: "9".repeat(40) } }, "On srv-web another version serves than was asked for."],
  ])("after %s %j", async (status, over, state) => {
    expect(await failure(setting(web([status], over)).start())).toMatchObject({ state });
  });
});

test("what is live is deployed again when an earlier step's deploy would yet take its place", async () => {
  const { start, render } = setting({ inputs: { commit: OLD } });
  render.begin("srv-web", "api", { commit: COMMIT });
  render.set("srv-web", "dep-11", "build_in_progress");
  render.set("srv-web", "srv-web-old", "live");
  await expect(start()).resolves.toMatchObject({ outcome: "live", deployId: "dep-12" });
});

test.each(["new_commit", "rollback"])(
  "a deploy under way that has the trigger %s is not fought over",
  async (trigger) => {
    const { start, render } = setting({ inputs: { commit: OLD } });
    render.begin("srv-web", trigger, { commit: COMMIT });
    render.set("srv-web", "dep-11", "build_in_progress");
    render.set("srv-web", "srv-web-old", "live");
    await expect(start()).resolves.toMatchObject({ outcome: "unchanged" });
  },
);

describe("proof", () => {
  test("live, and replaced by a push a moment later: superseded", async () => {
    const { start, render } = setting();
    const { describe: look } = render.deployer;
    const asked: string[] = [];
    Object.assign(render.deployer, {
      describe: async (id: string) => {
        asked.push(id);
        if (asked.length === 2) {
          await new Promise((resolve) => setImmediate(resolve));
          render.begin(id, "new_commit", { commit: "b".repeat(40), createdAt: "2026-11-20T00:01:00.000Z" });
        }
        return look(id);
      },
    });
    expect(await failure(start())).toMatchObject({ code: "SLIP-RENDER-SUPERSEDED" });
  });

  test("something else than was asked for is live", async () => {
    const { start } = setting({ services: [{ id: "srv-web", becomes: { commit: "9".repeat(40) } }] });
    expect(await failure(start())).toMatchObject({
      code: "SLIP-RENDER-MISMATCH",
      message: expect.stringMatching(new RegExp(`9{40}.*${COMMIT}`)),
    });
  });

  test("what the provider says is live never becomes ours: not green", async () => {
    const { start, render, clock } = setting();
    const { describe: look } = render.deployer;
    const [before] = render.deploys("srv-web");
    Object.assign(render.deployer, { describe: async (id: string) => ({ ...(await look(id)), live: before }) });
    expect(await failure(start())).toMatchObject({
      code: "SLIP-RENDER-MISMATCH",
      message: expect.stringContaining(OLD),
    });
    expect(clock.now()).toBeGreaterThanOrEqual(30_000);
  });

  test("live, and deployed once more by hand a moment later: the same version is live", async () => {
    const { start, render, clock } = setting();
    const { describe: look } = render.deployer;
    let looks = 0;
    Object.assign(render.deployer, {
      describe: async (id: string) => {
        if ((looks += 1) === 2) {
          await clock.sleep(1000);
          render.begin(id, "manual", { commit: COMMIT });
        }
        return look(id);
      },
    });
    await expect(start()).resolves.toMatchObject({ outcome: "live", deployId: "dep-12" });
  });

  test("the provider's list lags behind: looks again", async () => {
    const { start, render } = setting();
    const { describe: look } = render.deployer;
    const asked: string[] = [];
    Object.assign(render.deployer, {
      describe: async (id: string) => {
        asked.push(id);
        const state = await look(id);
        return asked.length < 5
          ? { ...state, live: { ...state.live, id: "srv-web-old", commit: OLD, createdAt: "2026-11-19T00:00:00Z" } }
          : state;
      },
    });
    await expect(start()).resolves.toMatchObject({ outcome: "live" });
    expect(asked).toHaveLength(5);
  });

  test("the provider fails for a while as we look: that is not the deploy's failure", async () => {
    const { start, render, log } = setting(web(["build_in_progress", "build_in_progress", "live"]));
    const { deploy } = render.deployer;
    let left = 2;
    Object.assign(render.deployer, {
      deploy: async (...given: Parameters<typeof deploy>) => {
        if (left-- > 0) throw new Failure("SLIP-HTTP-FAILED", "GET answered 502", { blame: "provider" });
        return deploy(...given);
      },
    });
    await expect(start()).resolves.toMatchObject({ outcome: "live" });
    expect(log.filter((line) => line.startsWith("warning:"))).toHaveLength(2);
  });
});

describe("cancelling", () => {
  test("a deploy that this step started is cancelled, and the entry in the ledger says so", async () => {
    const { start, context, render, clock, book } = setting({
      ...web(["build_in_progress"]),
      inputs: { environment: "production" },
    });
    const promise = failure(start());
    await clock.sleep(5000);
    context.abort(new Failure("SLIP-CANCELLED", "cancelled", { blame: "user", outcome: "cancelled" }));
    expect(await promise).toMatchObject({ code: "SLIP-CANCELLED" });
    expect(context.published).toMatchObject({ outcome: "cancelled", services: [{ state: "unknown" }] });
    await context.undoAll();
    expect(render.calls.at(-1)).toBe("cancel srv-web dep-11");
    expect(book.states("1001")).toEqual(["in_progress", "error"]);
  });

  test("one that was under way before is left alone", async () => {
    const { start, context, render, clock } = setting({ services: [{ id: "srv-web", goes: [["build_in_progress"]] }] });
    render.begin("srv-web", "new_commit", { commit: COMMIT });
    const promise = failure(start());
    await clock.sleep(5000);
    context.abort(new Failure("SLIP-CANCELLED", "cancelled", { blame: "user" }));
    await promise;
    await context.undoAll();
    expect(render.calls.filter((call) => call.startsWith("cancel"))).toEqual([]);
  });

  test("nothing is left to undo after an end of any kind", async () => {
    for (const status of ["live", "build_failed", "deactivated"]) {
      const { start, context } = setting({ ...web([status]), inputs: { environment: "production" } });
      await failure(start());
      expect(context.undoable()).toEqual([]);
    }
  });
});
