import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { rollback } from "../../../actions/rollback/main.ts";
import { spec } from "../../../actions/rollback/spec.ts";
import { run } from "../../../shared/action/run.ts";
import { systemClock } from "../../../shared/action/system-clock.ts";
import { httpProbe } from "../../../shared/providers/probe/probe.ts";
import { renderDeployer } from "../../../shared/providers/render/deployer.ts";
import type { RenderOptions } from "../../cloud/render/options.ts";
import type { RenderEmulator } from "../../cloud/render/start.ts";
import { hurriedClock } from "../../fakes/hurried-clock.ts";
import { fakeMachine } from "../../fakes/machine.ts";
import { app, newSetting, type Setting } from "../cloud/render/setting.ts";
import { fakeLedger } from "../deploy-render/fake-ledger.ts";
import { manifestOf } from "../deploy-render/setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

const health = {
  name: "health",
  url: "/",
  method: "GET",
  expectStatus: [200],
  versionPath: "commit",
  timeout: 5,
} as const;

/** A good release, then a bad one that is live; the ledger knows that the gate passed the first and failed the second. */
const story = async (options: Partial<RenderOptions> = {}) => {
  const good = setting.commit(app());
  const render = await setting.start({
    ...options,
    service: { initial: good, autoDeploy: "commit", healthCheckPath: "/" },
  });
  const { id } = render.service("shop");
  const bad = setting.commit(app("/* bad */"));
  await render.pushed("acme/shop", "main", bad);
  await render.settled();
  const services = { shop: { provider: "render", id } };
  const book = fakeLedger(
    { commit: bad, services, states: ["in_progress", "failure"] },
    { commit: good, services, states: ["in_progress", "verified"] },
  );
  const manifest = manifestOf({ name: "shop", ids: { production: id }, checks: [health] });
  return { good, bad, render, id, book, manifest };
};

const act = async (render: RenderEmulator, { book, manifest }: Awaited<ReturnType<typeof story>>) => {
  const inputs = { environment: "production", mode: "execute", consent: "automatic" };
  const machine = fakeMachine(
    { "api-key": render.apiKey, "api-url": render.url, ...inputs },
    { env: { GITHUB_RUN_ID: "7" } },
  );
  await run(
    spec,
    (context) => {
      const { http, signal, random } = context;
      const { apiKey: token, apiUrl: api } = context.inputs;
      return rollback(context.inputs, {
        ...context,
        clock: hurriedClock,
        deployer: renderDeployer({ http, clock: hurriedClock, signal, token, api }),
        ledger: book.ledger,
        probe: httpProbe({ clock: systemClock, random, allowPrivate: true }),
        readManifest: async () => manifest,
        keep: async (name) => name,
      });
    },
    { ...machine, clock: systemClock },
  );
  const { outputs, errors } = machine.runner;
  return { ...outputs, error: errors[0]?.message };
};

const serves = async (render: RenderEmulator) =>
  ((await (await fetch(render.service("shop").url)).json()) as { commit: string }).commit;

test.each([
  ["from its kept build", {}, undefined],
  ["from its kept build, though the answer is lost", {}, { kind: "lost-answer" }],
  ["by building it again when the build is gone", { retention: 1 }, undefined],
] as const)("goes back %s, and no push undoes it", async (_, options, action) => {
  const told = await story(options);
  const { good, bad, render, book } = told;
  expect(await serves(render)).toBe(bad);
  if (action !== undefined) render.fault({ method: "POST", nth: 0, action });
  expect(await act(render, told)).toMatchObject({ outcome: "rolled-back", release: good, error: undefined });
  expect(await serves(render)).toBe(good);
  expect(book.states("1001")).toEqual(["in_progress", "success"]);
  expect(render.effects()).toEqual({ shop: { [good]: 2, [bad]: 1 } });
  await render.pushed("acme/shop", "main", setting.commit(app("/* next */")));
  await render.settled();
  expect(await serves(render)).toBe(good);
  expect(render.violations).toEqual([]);
});

test("a second one finds nothing to do", async () => {
  const told = await story();
  await act(told.render, told);
  expect(await act(told.render, told)).toMatchObject({ outcome: "rolled-back", error: undefined });
  expect(told.render.effects()["shop"]?.[told.good]).toBe(2);
});
