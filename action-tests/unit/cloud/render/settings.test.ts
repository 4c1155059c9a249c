import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { app, type Body, clientOf, newSetting, type Setting } from "./setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

describe("environment variables", () => {
  test("are replaced all together, changed one by one, and reach processes with the next deploy only", async () => {
    const render = await setting.start({
      service: { initial: setting.commit(app()), env: { MODE: "one", GONE: "x" } },
    });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    const mode = async () => ((await (await fetch(url)).json()) as Body)["mode"];
    const put = await api("PUT", `/services/${id}/env-vars`, [
      { key: "MODE", value: "two" },
      { key: "KEY", generateValue: true },
    ]);
    expect(put.body).toEqual([
      { envVar: { key: "MODE", value: "two" }, cursor: expect.any(String) },
      { envVar: { key: "KEY", value: expect.stringMatching(/.{40}/) }, cursor: expect.any(String) },
    ]);
    expect((await api("GET", `/services/${id}/env-vars/GONE`)).status).toBe(404);
    expect(await mode()).toBe("one");
    expect((await api("POST", `/services/${id}/restart`)).status).toBe(200);
    await render.settled();
    expect(await mode()).toBe("one");
    await api("POST", `/services/${id}/deploys`, {});
    await render.settled();
    expect(await mode()).toBe("two");
    expect((await api("PUT", `/services/${id}/env-vars/MODE`, { value: "three" })).body["value"]).toBe("three");
    expect((await api("DELETE", `/services/${id}/env-vars/KEY`)).status).toBe(204);
    expect((await api("PUT", `/services/${id}/env-vars`, { MODE: "no" })).status).toBe(400);
    expect(render.dump()).toMatchObject({ shop: { env: { MODE: expect.stringMatching(/^[0-9a-f]{12}$/) } } });
    expect(render.violations).toEqual([]);
  });

  test("go back with a rollback, for that deploy only", async () => {
    const render = await setting.start({ service: { initial: setting.commit(app()), env: { MODE: "one" } } });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    const mode = async () => ((await (await fetch(url)).json()) as Body)["mode"];
    const deploys = await api("GET", `/services/${id}/deploys`);
    await api("PUT", `/services/${id}/env-vars/MODE`, { value: "two" });
    await api("POST", `/services/${id}/deploys`, {});
    await render.settled();
    expect(await mode()).toBe("two");
    await api("POST", `/services/${id}/rollback`, { deployId: deploys.body["0"]?.["deploy"]?.["id"] });
    await render.settled();
    expect(await mode()).toBe("one");
    expect((await api("GET", `/services/${id}/env-vars/MODE`)).body["value"]).toBe("two");
  });

  test("secret files lie beside the program", async () => {
    const more = `if (request.url === "/secret") return import("node:fs").then((fs) => say(200, fs.readFileSync("key.txt", "utf8")));`;
    const render = await setting.start({
      service: { initial: setting.commit(app(more)), secretFiles: { "key.txt": "old" } },
    });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    expect((await api("PUT", `/services/${id}/secret-files/key.txt`, { content: "new" })).status).toBe(201);
    await api("POST", `/services/${id}/deploys`, {});
    await render.settled();
    expect(await (await fetch(`${url}/secret`)).json()).toBe("new");
    expect(render.violations).toEqual([]);
  });
});

describe("automatic deploys", () => {
  test("follow pushes to the branch until switched off by the string no; a rollback does not switch them off", async () => {
    const one = setting.commit(app());
    const render = await setting.start({ service: { initial: one, autoDeploy: "commit" } });
    const api = clientOf(render);
    const { id } = render.service("shop");
    const latest = async () => (await api("GET", `/services/${id}/deploys?limit=1`)).body["0"]?.["deploy"];
    const first = (await latest())?.["id"];
    const two = setting.commit(app("/* two */"));
    await render.pushed("acme/shop", "other", two);
    await render.pushed("acme/shop", "main", two);
    await render.settled();
    expect(await latest()).toMatchObject({ commit: { id: two }, trigger: "new_commit", status: "live" });
    await api("POST", `/services/${id}/rollback`, { deployId: first });
    await render.settled();
    expect((await api("GET", `/services/${id}`)).body).toMatchObject({
      autoDeploy: "yes",
      autoDeployTrigger: "commit",
    });
    expect((await api("PATCH", `/services/${id}`, { autoDeploy: false })).status).toBe(400);
    expect((await api("PATCH", `/services/${id}`, { autoDeploy: "no" })).body).toMatchObject({
      autoDeploy: "no",
      autoDeployTrigger: "off",
    });
    await render.pushed("acme/shop", "main", setting.commit(app("/* three */")));
    expect(await latest()).toMatchObject({ trigger: "rollback" });
    expect(render.effects()).toEqual({ shop: { [one]: 2, [two]: 1 } });
    expect(render.violations).toEqual([]);
  });

  test("may wait for the checks of a commit", async () => {
    const one = setting.commit(app());
    const render = await setting.start({ service: { autoDeploy: "checksPass" } });
    await render.pushed("acme/shop", "main", one);
    expect(render.effects()).toEqual({ shop: {} });
    await render.checksPassed("acme/shop", one);
    expect(render.effects()).toEqual({ shop: { [one]: 1 } });
  });

  test("are switched off by a hook that names a commit", async () => {
    const one = setting.commit(app());
    const render = await setting.start({ service: { autoDeploy: "commit" } });
    const { hookUrl } = render.service("shop");
    const answer = await fetch(`${hookUrl}&ref=${one}`);
    expect([answer.status, await answer.json()]).toEqual([200, { deploy: { id: expect.stringMatching(/^dep-/) } }]);
    expect((await fetch(`${hookUrl}x`)).status).toBe(401);
    expect(render.dump()).toMatchObject({ shop: { autoDeploy: "off" } });
    await render.settled();
  });
});

describe("retention", () => {
  test("a build that is not kept any more cannot be rolled back to, nor one that never was live", async () => {
    const bad = { buildCommand: "test ! -f broken" };
    const commits = [setting.commit(app()), setting.commit(app("/* 2 */")), setting.commit(app("/* 3 */"))];
    const broken = setting.commit({ ...app(), broken: "" });
    const render = await setting.start({ service: { initial: commits[0] ?? "", ...bad }, retention: 2 });
    const api = clientOf(render);
    const { id } = render.service("shop");
    for (const commitId of [commits[1], commits[2], broken]) {
      await api("POST", `/services/${id}/deploys`, { commitId });
      await render.settled();
    }
    const list = (await api("GET", `/services/${id}/deploys`)).body as unknown as {
      deploy: { id: string; status: string };
    }[];
    expect(list.map(({ deploy }) => deploy.status)).toEqual(["build_failed", "live", "deactivated", "deactivated"]);
    const back = async (place: number) =>
      (await api("POST", `/services/${id}/rollback`, { deployId: list[place]?.deploy.id })).status;
    expect(await back(0)).toBe(400);
    expect(await back(3)).toBe(400);
    expect(await back(2)).toBe(201);
    expect((await api("POST", `/services/${id}/rollback`, { deployId: "dep-x" })).status).toBe(404);
    await render.settled();
    expect(render.violations).toEqual([]);
  });
});
