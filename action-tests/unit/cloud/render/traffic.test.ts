import { Agent, get } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { app, type Body, clientOf, eventually, newSetting, type Setting } from "./setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

/** Asks without end, on connections that are kept and on new ones, until told to stop. */
const hammer = (url: string, workers = 4) => {
  const seen = new Map<string, number>();
  let failed = 0;
  let stopped = false;
  const work = async (index: number): Promise<void> => {
    while (!stopped) {
      try {
        const response = await fetch(url, {
          headers: index % 2 === 0 ? {} : { connection: "close" },
          ...(index === 3 ? { method: "POST", body: "x".repeat(20_000) } : {}),
        });
        const { commit = "post" } = (await response.json()) as { commit?: string };
        if (response.status !== 200) failed++;
        seen.set(commit, (seen.get(commit) ?? 0) + 1);
      } catch {
        failed++;
      }
    }
  };
  const all = Promise.all(Array.from({ length: workers }, (_, index) => work(index)));
  return {
    seen,
    stop: async () => {
      stopped = true;
      await all;
      return failed;
    },
  };
};

describe("switching traffic", () => {
  test("no request fails through a deploy and a rollback", async () => {
    const one = setting.commit(app());
    const two = setting.commit(app("/* two */"));
    const render = await setting.start({ service: { initial: one, instances: 2 }, timings: { terminateAfter: 50 } });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    const { body } = await api("GET", `/services/${id}/deploys`);
    const first = body["0"]?.["deploy"]?.["id"];
    const client = hammer(url);
    const enough = (commit: string) =>
      eventually(
        () => client.seen.get(commit) ?? 0,
        (count) => count > 50,
      );
    await enough(one);
    await api("POST", `/services/${id}/deploys`, { commitId: two });
    await render.settled();
    await enough(two);
    client.seen.clear();
    const back = await api("POST", `/services/${id}/rollback`, { deployId: first });
    expect([back.status, back.body["trigger"]]).toEqual([201, "rollback"]);
    await render.settled();
    await enough(one);
    expect(client.seen.get(one)).toBeGreaterThan(50);
    expect(await client.stop()).toBe(0);
    expect(render.violations).toEqual([]);
  });

  test("a kept connection's next request goes to the new version, a request in flight ends at the old one", async () => {
    const one = setting.commit(app());
    const two = setting.commit(app("/* two */"));
    const render = await setting.start({ service: { initial: one }, timings: { terminateAfter: 300 } });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ask = (): Promise<{ commit: string; reused: boolean }> =>
      new Promise((resolve, reject) => {
        const request = get(url, { agent }, (answer) => {
          let text = "";
          answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
          answer.on("end", () => {
            const { commit } = JSON.parse(text) as { commit: string };
            resolve({ commit, reused: request.reusedSocket });
          });
        });
        request.on("error", reject);
      });
    expect(await ask()).toEqual({ commit: one, reused: false });
    const slow = fetch(`${url}/slow`).then((response) => response.json() as Promise<Body>);
    const arrived = () => api("GET", `/logs?ownerId=${render.ownerId}&resource=${id}&text=slow+request+arrived`);
    await eventually(arrived, ({ body }) => body["logs"]?.["length"] === 1);
    const instances = await api("GET", `/services/${id}/instances`);
    await api("POST", `/services/${id}/deploys`, { commitId: two });
    const live = () => api("GET", `/services/${id}/deploys?limit=1`);
    await eventually(live, ({ body }) => body["0"]?.["deploy"]?.["status"] === "live");
    expect(await ask()).toEqual({ commit: two, reused: true });
    expect((await api("GET", `/services/${id}/instances`)).body).not.toEqual(instances.body);
    agent.destroy();
    expect((await slow)["commit"]).toBe(one);
  });

  test("what ignores SIGTERM is killed after the shutdown delay", async () => {
    const stubborn = setting.commit(app("process.removeAllListeners('SIGTERM').on('SIGTERM', () => {});"));
    const two = setting.commit(app());
    const render = await setting.start({ service: { initial: stubborn }, timings: { terminateAfter: 1 } });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    const { PORT: port = "" } = (await (await fetch(`${url}/env`)).json()) as Record<string, string>;
    await api("POST", `/services/${id}/deploys`, { commitId: two });
    // Would never come if SIGTERM were all.
    await render.settled();
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toThrow("fetch failed");
  });

  test("a suspended service answers 503 and comes back with a deploy of its own", async () => {
    const one = setting.commit(app());
    const render = await setting.start({ service: { initial: one } });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    expect((await api("POST", `/services/${id}/suspend`)).status).toBe(202);
    expect((await fetch(url)).status).toBe(503);
    expect((await api("GET", `/services/${id}`)).body).toMatchObject({ suspended: "suspended", suspenders: ["user"] });
    expect((await api("POST", `/services/${id}/deploys`, {})).status).toBe(400);
    expect((await api("POST", `/services/${id}/resume`)).status).toBe(202);
    await render.settled();
    expect((await fetch(url)).status).toBe(200);
    const { body } = await api("GET", `/services/${id}/deploys?limit=1`);
    expect(body["0"]?.["deploy"]).toMatchObject({ trigger: "service_resumed", status: "live" });
    expect(render.violations).toEqual([]);
  });

  test("a running instance that turns unhealthy gets no more requests and is replaced", async () => {
    const moody = `
      if (request.url === "/sicken") { globalThis.sick = true; return say(200, {}); }
      if (request.url === "/healthz") return say(globalThis.sick ? 500 : 200, {});`;
    const render = await setting.start({
      service: { initial: setting.commit(app(moody)), instances: 2 },
      timings: { healthInterval: 5, evictAfter: 40, restartAfter: 400 },
    });
    const { id, url } = render.service("shop");
    const api = clientOf(render);
    await fetch(`${url}/sicken`);
    const events = async (type: string) =>
      (await api("GET", `/services/${id}/events?type=${type}`)).body["length"] ?? 0;
    expect(
      await eventually(
        () => events("server_failed"),
        (count) => count >= 1,
      ),
    ).toBeGreaterThanOrEqual(1);
    const answers = new Set<unknown>();
    for (let i = 0; i < 6; i++) answers.add(((await (await fetch(url)).json()) as Body)["instance"]);
    expect(answers.size).toBe(1);
    expect(
      await eventually(
        () => events("server_available"),
        (count) => count >= 1,
      ),
    ).toBe(1);
    expect(render.violations).toEqual([]);
  });
});
