import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { deploy } from "../../../actions/deploy-render/main.ts";
import { spec } from "../../../actions/deploy-render/spec.ts";
import { rollback } from "../../../actions/rollback/main.ts";
import { spec as rollbackSpec } from "../../../actions/rollback/spec.ts";
import { Secret } from "../../../shared/action/secret.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { createHttp } from "../../../shared/http/client.ts";
import type { Clock } from "../../../shared/ports/clock.ts";
import { renderDeployer } from "../../../shared/providers/render/deployer.ts";
import { defaultLimits } from "../../cloud/render/options.ts";
import { fakeContext } from "../../fakes/context.ts";
import { newSetting, type Setting } from "../cloud/render/setting.ts";
import { fakeLedger } from "./fake-ledger.ts";
import { manifestOf } from "./setting.ts";

/** So much faster than life: for the action's waits as well as for Render's minute. */
const HASTE = 20;
const MINUTE = 60_000 / HASTE;

const clock: Clock = {
  now: () => systemClock.now() * HASTE,
  date: systemClock.date,
  sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / HASTE, signal),
};

let place: Setting;
beforeEach(() => {
  place = newSetting();
});
afterEach(() => place.end());

test("twelve services are deployed and rolled back without one 429, with Render's limits on", async () => {
  const names = Array.from({ length: 12 }, (_, index) => `site-${index}`);
  const [one, two] = ["one", "two"].map((text) => place.commit({ "index.html": text })) as [string, string];
  const site = {
    type: "static",
    publishPath: ".",
    repository: "acme/shop",
    startCommand: "",
    healthCheckPath: "",
  } as const;
  const render = await place.start({
    services: names.map((name) => ({ ...site, name, autoDeploy: "off" as const, initial: one })),
    limits: { ...defaultLimits, window: MINUTE },
    timings: { buildMin: MINUTE * 1.2 },
  });
  const manifest = manifestOf(
    ...names.map((name) => ({ name, kind: "static" as const, ids: { production: render.service(name).id } })),
  );
  const released = Object.fromEntries(
    names.map((name) => [name, { provider: "render", id: render.service(name).id, commit: one }]),
  );
  const { ledger } = fakeLedger({ commit: one, services: released, states: ["in_progress", "verified"] });
  const inputs = { apiKey: new Secret(render.apiKey), apiUrl: render.url, environment: "production" };
  const portsOf = <C extends { readonly signal: AbortSignal }>(context: C) => {
    const { signal } = context;
    const http = createHttp({
      clock,
      random: Math.random,
      signal,
      log: { debug: () => {}, warning: () => {} },
      redact: (text) => text,
    });
    const deployer = renderDeployer({ http, clock, signal, token: new Secret(render.apiKey), api: render.url });
    return { ...context, clock, deployer, ledger, readManifest: async () => manifest };
  };

  const going = fakeContext(spec, { ...inputs, manifest: "slipway.yml", commit: two }, { run: { runId: "7" } });
  const { outcome, deploymentId = "" } = await deploy(going.inputs, portsOf(going));
  expect(outcome).toBe("live");
  await ledger.mark(deploymentId, "failure", { description: "gate failed" });
  const back = fakeContext(rollbackSpec, { ...inputs, mode: "execute", consent: "automatic" }, { run: { runId: "7" } });
  await expect(
    rollback(back.inputs, {
      ...portsOf(back),
      probe: () => Promise.reject(new Error("none")),
      keep: async (name) => name,
    }),
  ).resolves.toMatchObject({ outcome: "rolled-back" });

  const statuses = render.journal.map(({ status }) => status);
  expect(statuses).not.toContain(429);
  expect(render.journal.filter(({ method }) => method !== "GET")).toHaveLength(24);
});
