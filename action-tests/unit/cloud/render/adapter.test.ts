import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Secret } from "../../../../shared/action/secret.ts";
import { systemClock } from "../../../../shared/action/system-clock.ts";
import { createHttp } from "../../../../shared/http/client.ts";
import type { Deploy, Deployer } from "../../../../shared/ports/deployer.ts";
import { renderDeployer } from "../../../../shared/providers/render/deployer.ts";
import type { RenderEmulator } from "../../../cloud/render/start.ts";
import { app, eventually, newSetting, type Setting, unhealthy } from "./setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

/** The product's own adapter, on a clock that does not wait. */
const deployerOf = (render: RenderEmulator): Deployer => {
  const clock = { ...systemClock, sleep: () => systemClock.sleep(5) };
  const { signal } = new AbortController();
  const log = { debug: () => {}, warning: () => {} };
  const http = createHttp({ clock, random: () => 0, signal, log, redact: (text) => text });
  return renderDeployer({ http, token: new Secret(render.apiKey), api: render.url, clock, signal });
};

const ended = (deployer: Deployer, service: string, { id }: Deploy) =>
  eventually(
    () => deployer.deploy(service, id),
    ({ state }) => state !== "running",
  );

describe("Slipway's own adapter against the emulator", () => {
  test.each([
    ["an answer", undefined],
    ["an answer that is lost", { kind: "lost-answer" }],
    ["an answer that is cut in half", { kind: "truncate" }],
    ["a refusal", { kind: "status", status: 429, headers: { "retry-after": "0" } }],
  ] as const)("starts one deploy for one request, with %s", async (_, action) => {
    const one = setting.commit(app());
    const two = setting.commit(app("/* two */"));
    const render = await setting.start({ service: { initial: one } });
    const { id } = render.service("shop");
    const deployer = deployerOf(render);
    if (action) render.fault({ method: "POST", nth: 0, action });
    const since = new Date();
    const deploy = await deployer.start(id, { commit: two }, { clearCache: false, since });
    expect(await ended(deployer, id, deploy)).toMatchObject({ state: "live", commit: two, trigger: "api" });
    await render.settled();
    const [first] = (await deployer.recent(id, 10)).toReversed();
    if (action) render.fault({ method: "POST", path: /rollback/, nth: 0, action });
    const back = await deployer.rollback(id, first?.id ?? "", { since: new Date() });
    expect(await ended(deployer, id, back)).toMatchObject({ state: "live", commit: one, trigger: "rollback" });
    await deployer.setAutoDeploy(id, false);
    expect(await deployer.describe(id)).toMatchObject({ autoDeploy: false, live: { commit: one } });
    expect(render.effects()).toEqual({ shop: { [one]: 2, [two]: 1 } });
    expect(render.violations).toEqual([]);
  });

  test("finds the deploy behind an empty 202", async () => {
    const one = setting.commit(app());
    const render = await setting.start({ answer202: true });
    const { id } = render.service("shop");
    const deployer = deployerOf(render);
    const deploy = await deployer.start(id, { commit: one }, { clearCache: true, since: new Date() });
    expect(await ended(deployer, id, deploy)).toMatchObject({ state: "live", commit: one });
    expect(render.violations).toEqual([]);
  });

  test("explains an unhealthy version, a failed build and a deploy that a newer one replaced", async () => {
    const one = setting.commit(app());
    const sick = setting.commit(unhealthy);
    const render = await setting.start({
      overlap: "override",
      service: { initial: one, buildCommand: "test ! -f broken" },
      timings: { healthDeadline: 500 },
    });
    const { id } = render.service("shop");
    const deployer = deployerOf(render);
    const start = (commit: string) => deployer.start(id, { commit }, { clearCache: false, since: new Date() });
    const explain = async (deploy: Deploy) => deployer.explain(id, await ended(deployer, id, deploy));
    expect(await explain(await start(sick))).toMatchObject({ reason: "unhealthy" });
    const broken = setting.commit({ ...app(), broken: "" });
    expect(await explain(await start(broken))).toMatchObject({ reason: "build" });
    const replaced = await start(sick);
    const newest = await start(one);
    expect(await explain(replaced)).toMatchObject({ reason: "superseded", by: newest.id });
    expect(await ended(deployer, id, newest)).toMatchObject({ state: "live" });
    expect(await deployer.logs(id, new Date(Date.now() - 60_000), 100)).toContain("==> Build failed");
    expect(render.violations).toEqual([]);
  });
});
