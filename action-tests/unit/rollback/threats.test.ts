import { describe, expect, test } from "@jest/globals";
import { Failure } from "../../../shared/action/failure.ts";
import { manifestOf } from "../deploy-render/setting.ts";
import { A, B, C, failure, kept, on, release, setting, shop, STORY } from "./setting.ts";

const acts = (calls: readonly string[]) => calls.filter((call) => !call.startsWith("describe"));
const refuse = async () => Promise.reject(new Failure("SLIP-HTTP-REFUSED", "not today", { blame: "provider" }));

describe("what would bring the bad version back", () => {
  const names = ["web", "api"];
  const two = () =>
    setting({
      manifest: manifestOf({ ...shop.services[0], name: "web", after: ["api"] }, { name: "api", kind: "private" }),
      past: [C, B].map((commit, index) => ({
        ...release(commit, index === 0 ? "failure" : "verified"),
        services: on(commit, ...names),
      })),
      services: names.map((name) => ({
        id: `srv-${name}`,
        name,
        autoDeploy: true,
        deploys: kept(`srv-${name}`, [C, B]),
      })),
    });

  test("is kept away from every service before the first is restored", async () => {
    const { start, render } = two();
    await start();
    const order = acts(render.calls);
    expect(order.slice(0, 2).toSorted()).toEqual(["auto srv-api false", "auto srv-web false"]);
    expect(order.slice(2)).toEqual(["rollback srv-web srv-web-b", "rollback srv-api srv-api-b"]);
  });

  test("and cannot be kept away: goes back all the same, and says that auto-deploy may be on", async () => {
    const { start, render, book } = two();
    Object.assign(render.deployer, { setAutoDeploy: refuse });
    expect(await failure(start())).toMatchObject({
      code: "SLIP-ROLLBACK-FAILED",
      message: expect.stringContaining("web: auto-deploy may still be on: not today"),
      state: `SPLIT: on ${B.slice(0, 12)}: web, api; not on it: none.`,
    });
    expect(names.map((name) => render.live(`srv-${name}`)?.commit)).toEqual([B, B]);
    expect(book.states("1001")).toEqual(["in_progress", "failure"]);
  });
});

test("a deploy that goes live between the plan and its cancellation is gone back from, not called unchanged", async () => {
  const { start, render } = setting({
    manifest: manifestOf({ name: "web", kind: "worker" }),
    services: [{ id: "srv-web", deploys: kept("srv-web", [B, A]), goes: [["build_in_progress"], ["live"]] }],
  });
  const bad = render.begin("srv-web", "api", { commit: C });
  Object.assign(render.deployer, { cancel: async () => void render.set("srv-web", bad.id, "live") });
  await expect(start()).resolves.toMatchObject({ rolledBack: [{ commit: B }] });
  expect(render.live("srv-web")?.commit).toBe(B);
});

test.each([
  ["4710", "verified", "rolled-back"],
  ["4712", "verified", "refused"],
  ["4712", "failure", "rolled-back"],
])("without consent, the release of run %s (%s) is left by run 4711: %s", async (id, state, outcome) => {
  const manifest = {
    ...manifestOf({ ...shop.services[0], name: "web", ids: { staging: "srv-web" } }),
    environments: [{ name: "staging", from: "main", approval: false }],
  };
  const newest = { ...release(C, state), run: { id, attempt: 1, url: "" } };
  const past = [newest, ...STORY.slice(1)].map((entry) => ({ ...entry, environment: "staging" }));
  const { start, render } = setting({
    manifest,
    past,
    run: { runId: "4711", attempt: 2 },
    inputs: { environment: "staging", consent: undefined },
  });
  expect(await start().catch((thrown: unknown) => thrown)).toMatchObject({ outcome });
  expect(acts(render.calls)).toHaveLength(outcome === "refused" ? 0 : 1);
});

describe("a rollback that failed half-way", () => {
  const failed = { ...release(B, "failure"), kind: "rollback" as const, run: { id: "dead", attempt: 1, url: "" } };

  test("is finished by a new run that names its release", async () => {
    const { start, book } = setting({
      past: [failed, ...STORY],
      inputs: { to: "102", consent: await planId("102") },
    });
    await expect(start()).resolves.toMatchObject({ outcome: "rolled-back", release: B, deploymentId: "104" });
    expect(book.states("104")?.at(-1)).toBe("success");
  });

  test("is told how to be finished", async () => {
    const { start } = setting({ services: [{ id: "srv-web", goes: [["update_failed"]] }] });
    expect(await failure(start())).toMatchObject({ next: expect.stringContaining("`to: 102`") });
  });

  async function planId(to: string): Promise<string> {
    const { plan } = await setting({ past: [failed, ...STORY], inputs: { mode: "plan", to } }).start();
    return (plan as { id: string }).id;
  }
});
