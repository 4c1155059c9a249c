import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { deploy } from "../../../actions/deploy-render/main.ts";
import { spec } from "../../../actions/deploy-render/spec.ts";
import { run } from "../../../shared/action/run.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { renderDeployer } from "../../../shared/providers/render/deployer.ts";
import type { ServiceOptions, RenderOptions } from "../../cloud/render/options.ts";
import type { RenderEmulator } from "../../cloud/render/start.ts";
import { hurriedClock } from "../../fakes/hurried-clock.ts";
import { fakeMachine } from "../../fakes/machine.ts";
import { app, newSetting, type Setting } from "../cloud/render/setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

/** The action as `run` runs it, over HTTP against the emulator, on a clock that hardly waits. */
const act = async (render: RenderEmulator, inputs: Readonly<Record<string, string>>) => {
  const machine = fakeMachine(
    { "api-key": render.apiKey, "api-url": render.url, "service-id": render.service("shop").id, ...inputs },
    { env: { GITHUB_SHA: "f".repeat(40), GITHUB_EVENT_NAME: "push", GITHUB_RUN_ID: "7" } },
  );
  await run(
    spec,
    (context) => {
      const { http, signal } = context;
      const { apiKey: token, apiUrl: api } = context.inputs;
      const deployer = renderDeployer({ http, clock: hurriedClock, signal, token, api });
      return deploy(context.inputs, {
        ...context,
        clock: hurriedClock,
        deployer,
        ledger: undefined,
        readManifest: () => Promise.reject(new Error("none")),
      });
    },
    { ...machine, clock: systemClock },
  );
  const { outputs, errors, exit } = machine.runner;
  return { ...outputs, error: errors[0]?.message.split(":")[0], green: exit.code === undefined };
};

const begin = async (options: Partial<RenderOptions> & { service?: Partial<ServiceOptions> } = {}) => {
  const one = setting.commit(app());
  const two = setting.commit(app("/* two */"));
  const render = await setting.start({ ...options, service: { initial: one, ...options.service } });
  return { one, two, render };
};

describe("what the peers were measured with", () => {
  test.each<Partial<ServiceOptions>>([
    { type: "web" },
    { type: "private", healthCheckPath: "" },
    { type: "worker", healthCheckPath: "" },
    { type: "static", publishPath: "." },
  ])("happy path, $type", async (service) => {
    const { two, render } = await begin({ service });
    expect(await act(render, { commit: two })).toMatchObject({ outcome: "live", green: true });
    expect(await act(render, { commit: two })).toMatchObject({ outcome: "unchanged", green: true });
    expect(render.effects()["shop"]?.[two]).toBe(1);
    expect(render.violations).toEqual([]);
  });

  test("`dry-run` only looks", async () => {
    const { two, render } = await begin({ service: { autoDeploy: "commit" } });
    expect(await act(render, { commit: two, "dry-run": "true" })).toMatchObject({ outcome: "planned", green: true });
    expect(new Set(render.journal.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });

  test("`wait: false` given as a string", async () => {
    const { two, render } = await begin();
    expect(await act(render, { commit: two, wait: "false" })).toMatchObject({ outcome: "started", green: true });
  });

  test("an image-backed service", async () => {
    const one = setting.commit(app());
    const [old, now] = ["1", "2"].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string];
    const render = await setting.start({
      service: { image: "ghcr.io/acme/shop:v1", initial: "ghcr.io/acme/shop:v1" },
      images: { tags: { "ghcr.io/acme/shop:v1": old }, content: () => ({ repository: "acme/shop", commit: one }) },
    });
    const image = `ghcr.io/acme/shop@${now}`;
    const ended = await act(render, { image });
    expect(ended).toMatchObject({ outcome: "live", green: true });
    expect(ended).toMatchObject({ services: expect.stringContaining(image) });
    expect(await act(render, { image })).toMatchObject({ outcome: "unchanged" });
    expect(render.violations).toEqual([]);
  });

  test("202 for a queued deploy", async () => {
    const { two, render } = await begin({ answer202: true });
    expect(await act(render, { commit: two })).toMatchObject({
      outcome: "live",
      "deploy-id": expect.stringMatching(/^dep-/),
    });
  });

  test("one 500 while polling", async () => {
    const { two, render } = await begin();
    render.fault({ method: "GET", path: /\/deploys\/dep-/, nth: 0, action: { kind: "status", status: 500 } });
    expect(await act(render, { commit: two })).toMatchObject({ outcome: "live", green: true });
  });

  test("429 on create", async () => {
    const { two, render } = await begin();
    render.fault({ method: "POST", nth: 0, action: { kind: "status", status: 429, headers: { "retry-after": "0" } } });
    expect(await act(render, { commit: two })).toMatchObject({ outcome: "live", green: true });
    expect(render.effects()["shop"]?.[two]).toBe(1);
  });

  test("superseded by somebody's push", async () => {
    const { two, render } = await begin({
      overlap: "override",
      service: { autoDeploy: "commit" },
      timings: { buildMin: 1500 },
    });
    const ours = act(render, { commit: two });
    const three = setting.commit(app("/* three */"));
    render.fault({
      method: "GET",
      path: /\/deploys\/dep-/,
      nth: 1,
      action: { kind: "call", when: "after", call: () => render.pushed("acme/shop", "main", three) },
    });
    expect(await ours).toMatchObject({ outcome: "superseded", error: "SLIP-RENDER-SUPERSEDED", green: false });
  });

  test("a build that fails", async () => {
    const { two, render } = await begin({ service: { buildCommand: 'test -z "$(grep two server.mjs)"' } });
    expect(await act(render, { commit: two })).toMatchObject({ outcome: "failed", error: "SLIP-RENDER-FAILED" });
  });

  test("a service that never finishes", async () => {
    const { render } = await begin();
    const mute = setting.commit(app('if (request.url === "/healthz") return;'));
    expect(await act(render, { commit: mute, timeout: "1" })).toMatchObject({
      outcome: "timed-out",
      error: "SLIP-RENDER-TIMEOUT",
    });
  });
});
