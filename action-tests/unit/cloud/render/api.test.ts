import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { newLimiter } from "../../../cloud/render/limits.ts";
import { defaultLimits } from "../../../cloud/render/options.ts";
import { instant, timestamp } from "../../../cloud/render/wording.ts";
import { app, type Body, clientOf, eventually, newSetting, type Setting } from "./setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

describe("limits", () => {
  test("each class has its own bucket; a service's deploys, PATCH, suspend and hooks share one", () => {
    let now = 0;
    const allow = newLimiter({ ...defaultLimits, now: () => now });
    const deploys = "/v1/services/srv-a/deploys";
    expect(allow("u", "PATCH", "/v1/services/srv-a")).toEqual({ allowed: true, limit: 10, remaining: 9, reset: 60 });
    expect(allow("u", "POST", deploys).remaining).toBe(8);
    expect(allow("other", "GET", "/deploy/srv-a").remaining).toBe(7);
    expect(allow("u", "POST", "/v1/services/srv-b/deploys").remaining).toBe(9);
    expect(allow("u", "POST", `${deploys}/dep-1/cancel`)).toMatchObject({ limit: 30, remaining: 29 });
    expect(allow("u", "PUT", "/v1/services/srv-a/env-vars")).toMatchObject({ limit: 30, remaining: 28 });
    expect(allow("u", "GET", deploys)).toMatchObject({ limit: 400, remaining: 399 });
    expect(allow("u", "GET", "/v1/logs")).toMatchObject({ limit: 30, remaining: 29 });
    for (let i = 0; i < 7; i++) allow("u", "POST", deploys);
    now = 42_000;
    expect(allow("u", "POST", deploys)).toEqual({ allowed: false, limit: 10, remaining: 0, reset: 18 });
    now = 60_000;
    expect(allow("u", "POST", deploys)).toMatchObject({ allowed: true, remaining: 9 });
  });

  test("are told on every answer; too many are 429 with Retry-After and carry nothing out", async () => {
    setting.commit(app());
    const render = await setting.start({ limits: { service: 1 } });
    const api = clientOf(render);
    const { id } = render.service("shop");
    await api("PATCH", `/services/${id}`, { autoDeploy: "no" });
    const refused = await api("POST", `/services/${id}/deploys`, {});
    expect([refused.status, refused.body]).toEqual([429, { message: "rate limit exceeded" }]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    for (const name of ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset", "render-request-id"]) {
      expect(refused.headers.get(name)).toMatch(/./);
      expect((await api("GET", "/services/srv-none")).headers.get(name)).toMatch(/./);
    }
    expect(render.effects()).toEqual({ shop: {} });
  });
});

describe("lists", () => {
  test("are paged by the cursor of the last item and end in an empty page", async () => {
    const render = await setting.start({
      services: ["a", "b", "c"].map((name) => ({ name, type: "cron" as const, repository: "acme/shop" })),
    });
    const api = clientOf(render);
    const names: string[] = [];
    let cursor = "";
    for (;;) {
      const { body } = await api("GET", `/services?limit=2${cursor}`);
      const items = body as unknown as { cursor: string; service: { name: string } }[];
      if (items.length === 0) break;
      names.push(...items.map(({ service }) => service.name));
      cursor = `&cursor=${items.at(-1)?.cursor}`;
    }
    expect(names.toSorted()).toEqual(["a", "b", "c"]);
    expect((await api("GET", "/services?name=a,c&type=cron_job")).body["length"]).toBe(2);
    expect((await api("GET", "/services?limit=101")).status).toBe(400);
    expect((await api("GET", "/services?cursor=nonsense")).status).toBe(400);
    expect(render.violations).toEqual([]);
  });

  test("logs are paged by the two times of the answer, in both directions", async () => {
    const more = `for (let i = 0; i < 25; i++) console.log("line " + i); say(200, {}); return;`;
    const render = await setting.start({ service: { initial: setting.commit(app(more)), healthCheckPath: "" } });
    const api = clientOf(render);
    const { id, url } = render.service("shop");
    await fetch(url);
    const expected = Array.from({ length: 25 }, (_, index) => `line ${index}`);
    const read = async (direction: string) => {
      const messages: unknown[] = [];
      let span = "";
      for (;;) {
        const base = `/logs?ownerId=${render.ownerId}&resource=${id}&limit=10&text=line&direction=${direction}`;
        const { body } = await api("GET", `${base}${span}`);
        messages.push(...(body["logs"] as unknown as Body[]).map(({ message }) => message));
        if (!body["hasMore"]) return messages;
        span = `&startTime=${body["nextStartTime"]}&endTime=${body["nextEndTime"]}`;
      }
    };
    await eventually(
      () => read("forward"),
      (lines) => lines.length === 25,
    );
    expect(await read("forward")).toEqual(expected);
    expect(await read("backward")).toEqual(expected.toReversed());
    expect((await api("GET", `/logs?resource=${id}`)).status).toBe(400);
    expect(render.violations).toEqual([]);
  });

  test("times keep their microseconds", () => {
    expect(timestamp(1_736_786_528_549_212)).toBe("2025-01-13T16:42:08.549212Z");
    expect(instant("2025-01-13T16:42:08.549212Z")).toBe(1_736_786_528_549_212);
    expect(instant("2025-01-13T16:42:08Z")).toBe(1_736_786_528_000_000);
    expect(instant("2025-01-13T17:42:08.5+01:00")).toBe(1_736_786_528_500_000);
    expect(instant("yesterday")).toBeUndefined();
  });
});

describe("the end state", () => {
  test("two runs with the same end have the same dump, whatever ids and times they had", async () => {
    const one = setting.commit(app());
    const two = setting.commit(app("/* two */"));
    const dumps: unknown[] = [];
    for (let run = 0; run < 2; run++) {
      const render = await setting.start({ service: { initial: one } });
      const { id } = render.service("shop");
      await clientOf(render)("POST", `/services/${id}/deploys`, { commitId: two });
      expect(render.dump()).toMatchObject({ shop: { live: one, underWay: [`api ${two}`] } });
      await render.settled();
      dumps.push(render.dump());
    }
    expect(dumps[0]).toMatchObject({ shop: { live: two, tookEffect: [`api ${two}`, `manual ${one}`].toSorted() } });
    expect(dumps[1]).toEqual(dumps[0]);
  });

  test("no process outlives an emulator that is killed", async () => {
    const commit = setting.commit({ ...app(), "start.sh": "node server.mjs & wait" });
    const start = join(import.meta.dirname, "../../../cloud/render/start.ts");
    const script = `
      import { startRender } from ${JSON.stringify(start)};
      const render = await startRender({
        repositories: { "acme/shop": { git: ${JSON.stringify(setting.git)} } },
        services: [{ name: "shop", repository: "acme/shop", startCommand: "sh start.sh", initial: "${commit}" }],
      });
      console.log(render.service("shop").url + "/env");`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const {
      RENDER_INSTANCE_ID: instance = "",
      PORT: port = "",
      HOME: home = "/none/x",
    } = (await (await fetch(line.toString().trim())).json()) as Record<string, string>;
    expect(instance).toMatch(/^srv-/);
    parent.kill("SIGKILL");
    await once(parent, "close");
    const answers = () =>
      fetch(`http://127.0.0.1:${port}`).then(
        () => true,
        () => false,
      );
    expect(await eventually(answers, (alive) => !alive)).toBe(false);
    // Nothing of the group is left, neither shell nor watcher.
    const left = async () =>
      (await promisify(execFile)("ps", ["-A", "-o", "args"])).stdout
        .split("\n")
        .filter((args) => args.includes("start.sh"));
    expect(await eventually(left, (list) => list.length === 0)).toEqual([]);
    // What was killed could not tidy up its folder.
    rmSync(dirname(home), { recursive: true, force: true });
  });
});
