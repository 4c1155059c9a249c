import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { app, type Body, clientOf, eventually, newSetting, type Setting, unhealthy } from "./setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

const quick = { healthDeadline: 400, terminateAfter: 30 };

describe("a deploy of a commit", () => {
  test("is answered at once and goes live with the commit's own process and only the service's variables", async () => {
    const one = setting.commit(app(), "first\n\nbody");
    const render = await setting.start({ service: { env: { MODE: "blue" }, buildCommand: "node -e 1" } });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    const answer = await api("POST", `/services/${id}/deploys`, {});
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      commit: { id: one, message: "first\n\nbody" },
      status: "build_in_progress",
      trigger: "api",
      finishedAt: null,
    });
    expect(answer.body).not.toHaveProperty("image");
    await render.settled();
    const deploy = await api("GET", `/services/${id}/deploys/${answer.body["id"]}`);
    expect(deploy.body).toMatchObject({ status: "live", finishedAt: expect.any(String) });
    const env = (await (await fetch(`${url}/env`)).json()) as Record<string, string>;
    expect(env).toMatchObject({
      MODE: "blue",
      RENDER: "true",
      RENDER_GIT_COMMIT: one,
      RENDER_SERVICE_ID: id,
      RENDER_EXTERNAL_URL: url,
      RENDER_INSTANCE_ID: expect.stringMatching(`^${id}-[0-9a-z]{5}$`),
    });
    expect(
      Object.keys(env).filter(
        (name) => !/^(RENDER_?|MODE|PATH|HOME|PORT|PWD|SHLVL|OLDPWD|_$|NODE_ENV|IS_PULL)/.test(name),
      ),
    ).toEqual([]);
    expect(render.violations).toEqual([]);
  });

  test.each([
    [
      "build_failed",
      { buildCommand: "exit 7" },
      { buildFailed: { id: expect.any(String) }, failure: { nonZeroExit: 7 } },
    ],
    ["pre_deploy_failed", { preDeployCommand: "exit 3" }, { failure: { nonZeroExit: 3 } }],
    ["update_failed", { startCommand: "exit 4" }, { failure: { nonZeroExit: 4 } }],
    ["update_failed", { startCommand: "true" }, { failure: { earlyExit: true } }],
    ["update_failed", { startCommand: "sleep 60", healthCheckPath: "" }, { failure: { timedOutSeconds: 900 } }],
  ] as const)("ends as %s when %j, and the old version keeps serving", async (status, broken, reason) => {
    const one = setting.commit(app());
    const render = await setting.start({
      service: { initial: one },
      services: [
        { name: "shop", repository: "acme/shop", startCommand: "node server.mjs", initial: one },
        { name: "broken", repository: "acme/shop", startCommand: "node server.mjs", healthCheckPath: "/", ...broken },
      ],
      timings: quick,
    });
    const api = clientOf(render);
    const { id } = render.service("broken");
    await api("POST", `/services/${id}/deploys`, {});
    await render.settled();
    const { body } = await api("GET", `/services/${id}/deploys`);
    expect(body["0"]?.["deploy"]).toMatchObject({ status, finishedAt: expect.any(String) });
    const events = await api("GET", `/services/${id}/events?type=deploy_ended`);
    expect(events.body["0"]?.["event"]?.["details"]).toMatchObject({ deployStatus: "failed", reason });
    expect((await fetch(render.service("broken").url)).status).toBe(502);
    expect((await fetch(render.service("shop").url)).status).toBe(200);
    expect(render.violations).toEqual([]);
  });

  test("is canceled when its health check never succeeds; the old version keeps serving", async () => {
    const good = setting.commit(app());
    const bad = setting.commit(unhealthy);
    const render = await setting.start({ service: { initial: good }, timings: quick });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    await api("POST", `/services/${id}/deploys`, { commitId: bad });
    await render.settled();
    const { body } = await api("GET", `/services/${id}/deploys?limit=1`);
    expect(body["0"]?.["deploy"]).toMatchObject({ status: "canceled", commit: { id: bad } });
    const events = await api("GET", `/services/${id}/events?type=deploy_ended&limit=1`);
    expect(events.body["0"]?.["event"]?.["details"]).toMatchObject({
      deployStatus: "canceled",
      reason: { failure: { unhealthy: "HTTP status 503" } },
    });
    expect(((await (await fetch(url)).json()) as Body)["commit"]).toBe(good);
    expect(render.violations).toEqual([]);
  });

  test("refuses what Render refuses", async () => {
    setting.commit(app());
    const render = await setting.start({});
    const api = clientOf(render);
    const { id } = render.service("shop");
    const post = async (body: unknown) => (await api("POST", `/services/${id}/deploys`, body)).status;
    expect(await post({ clearCache: true })).toBe(400);
    expect(await post({ commitId: "--all" })).toBe(400);
    expect(await post({ commitId: "0".repeat(40) })).toBe(400);
    expect(await post({ imageUrl: "nginx" })).toBe(400);
    expect(await post({ deployMode: "deploy_only", commitId: "abcd" })).toBe(400);
    expect(await post(undefined)).toBe(400);
    expect((await api("POST", "/services/srv-nobody/deploys", {})).body).toEqual({ message: "not found: srv-nobody" });
    expect((await fetch(`${render.url}/services`)).status).toBe(401);
    expect(render.effects()).toEqual({ shop: {} });
  });

  test("a process that dies is started anew", async () => {
    const render = await setting.start({ service: { initial: setting.commit(app()) } });
    const { id, url } = render.service("shop");
    const instance = async () => ((await (await fetch(url)).json()) as Body)["instance"];
    const first = await instance();
    await fetch(`${url}/die`).catch(() => {});
    const second = await eventually(
      () => instance().catch(() => first),
      (value) => value !== first,
    );
    expect(second).not.toBe(first);
    const { body } = await clientOf(render)("GET", `/services/${id}/events?type=server_failed`);
    expect(body["0"]?.["event"]?.["details"]).toMatchObject({ instanceID: first, reason: { nonZeroExit: 3 } });
    expect(render.violations).toEqual([]);
  });
});

describe("overlapping deploys", () => {
  const slowBuild = "node -e 'setTimeout(() => {}, 60000)'";
  const three = async (overlap: "wait" | "override") => {
    setting.commit(app());
    const render = await setting.start({ overlap, service: { buildCommand: slowBuild } });
    const api = clientOf(render);
    const { id } = render.service("shop");
    const statuses = [];
    for (let i = 0; i < 3; i++) statuses.push((await api("POST", `/services/${id}/deploys`, {})).status);
    const list = async () => {
      const { body } = await api("GET", `/services/${id}/deploys`);
      return (body as unknown as { deploy: { id: string; status: string } }[]).map(({ deploy }) => deploy);
    };
    return { render, api, id, statuses, list };
  };

  test("wait: one runs, the newest waits, those between are skipped when it starts", async () => {
    const { render, api, id, statuses, list } = await three("wait");
    expect(statuses).toEqual([201, 202, 202]);
    const [third, second, first] = await list();
    expect([first?.status, second?.status, third?.status]).toEqual(["build_in_progress", "queued", "queued"]);
    expect((await api("POST", `/services/${id}/deploys/${first?.id}/cancel`)).status).toBe(200);
    expect((await list()).map(({ status }) => status)).toEqual(["build_in_progress", "canceled", "canceled"]);
    const { body } = await api("GET", `/services/${id}/events?type=deploy_ended&limit=1`);
    expect(body["0"]?.["event"]?.["details"]).toMatchObject({
      deployId: second?.id,
      reason: { newDeploy: { id: third?.id } },
    });
    expect((await api("POST", `/services/${id}/deploys/${first?.id}/cancel`)).status).toBe(400);
    expect(render.violations).toEqual([]);
  });

  test("override: the newest ends the one that runs at once", async () => {
    const { render, api, id, statuses, list } = await three("override");
    expect(statuses).toEqual([201, 201, 201]);
    const [third, second] = await list();
    expect((await list()).map(({ status }) => status)).toEqual(["build_in_progress", "canceled", "canceled"]);
    const { body } = await api("GET", `/services/${id}/events?type=build_ended&limit=1`);
    expect(body["0"]?.["event"]?.["details"]).toMatchObject({
      buildId: second?.id,
      buildStatus: "canceled",
      reason: { newBuild: { id: third?.id } },
    });
    expect(render.violations).toEqual([]);
  });

  test("an empty 202 hides a deploy that is there", async () => {
    const commit = setting.commit(app());
    const render = await setting.start({ answer202: ({ service, queued }) => service === "shop" && !queued });
    const api = clientOf(render);
    const { id } = render.service("shop");
    const since = new Date(Date.now() - 1000).toISOString();
    const answer = await api("POST", `/services/${id}/deploys`, { commitId: commit });
    expect([answer.status, answer.body]).toEqual([202, undefined]);
    const { body } = await api("GET", `/services/${id}/deploys?createdAfter=${since}`);
    expect(body["0"]?.["deploy"]).toMatchObject({ commit: { id: commit }, trigger: "api" });
    const future = new Date(Date.now() + 60_000).toISOString();
    expect((await api("GET", `/services/${id}/deploys?createdAfter=${future}`)).body).toEqual([]);
    expect(render.violations).toEqual([]);
  });
});
