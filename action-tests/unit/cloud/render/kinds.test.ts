import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { app, clientOf, eventually, newSetting, type Setting } from "./setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

const repository = "acme/shop";

test("a static site is built and served as it is, its deploys switch at once", async () => {
  const site = {
    repository,
    name: "docs",
    type: "static",
    buildCommand: "mkdir out && cp page out/index.html",
  } as const;
  const one = setting.commit({ page: "one" });
  const render = await setting.start({ services: [{ ...site, publishPath: "out", initial: one }] });
  const { id, url } = render.service("docs");
  const text = async (path = "/") => (await fetch(`${url}${path}`)).text();
  expect(await text()).toBe("one");
  expect((await fetch(`${url}/../page`)).status).toBe(404);
  expect((await fetch(`${url}/%2e%2e%2fpage`)).status).toBe(404);
  setting.commit({ page: "two" });
  await clientOf(render)("POST", `/services/${id}/deploys`, {});
  await render.settled();
  expect(await text()).toBe("two");
  expect((await clientOf(render)("GET", `/services/${id}`)).body).toMatchObject({ type: "static_site" });
  expect(render.violations).toEqual([]);
});

test("a worker is live when its process has lived for a while; one that dies at once is not", async () => {
  const one = setting.commit({
    "work.mjs": "console.log(process.env.RENDER_SERVICE_TYPE, process.env.PORT); setInterval(() => {}, 1000);",
  });
  const bad = setting.commit({ "work.mjs": "process.exit(9)" });
  const render = await setting.start({
    services: [{ repository, name: "mailer", type: "worker", startCommand: "node work.mjs", initial: one }],
  });
  const api = clientOf(render);
  const { id } = render.service("mailer");
  await api("POST", `/services/${id}/deploys`, { commitId: bad });
  await render.settled();
  expect(render.dump()).toMatchObject({ mailer: { live: one } });
  const { body } = await api("GET", `/logs?ownerId=${render.ownerId}&resource=${id}&type=app`);
  expect(body["logs"]?.["0"]).toMatchObject({ message: "worker undefined" });
  const service = await api("GET", `/services/${id}`);
  expect(service.body["serviceDetails"]).not.toHaveProperty("healthCheckPath");
  expect(service.body["serviceDetails"]).not.toHaveProperty("url");
  expect(render.violations).toEqual([]);
});

test("a cron job runs when told; a new run ends the one that is under way", async () => {
  setting.commit({ "job.mjs": "setTimeout(() => {}, process.env.LONG ? 60000 : 0)" });
  const render = await setting.start({
    services: [
      { repository, name: "long", type: "cron", startCommand: "node job.mjs", env: { LONG: "1" }, initial: "main" },
      { repository, name: "short", type: "cron", startCommand: "node job.mjs", initial: "main" },
    ],
  });
  const api = clientOf(render);
  const long = render.service("long").id;
  const short = render.service("short").id;
  const ended = async (id: string) => {
    const { body } = await api("GET", `/services/${id}/events?type=cron_job_run_ended`);
    return (body as unknown as { event: { details: { status: string } } }[]).map(({ event }) => event.details.status);
  };
  expect((await api("POST", `/cron-jobs/${short}/runs`)).body).toMatchObject({ status: "pending" });
  expect(
    await eventually(
      () => ended(short),
      (list) => list.length === 1,
    ),
  ).toEqual(["successful"]);
  await api("POST", `/cron-jobs/${long}/runs`);
  await api("POST", `/cron-jobs/${long}/runs`);
  expect(
    await eventually(
      () => ended(long),
      (list) => list.length === 1,
    ),
  ).toEqual(["canceled"]);
  expect((await api("DELETE", `/cron-jobs/${long}/runs`)).status).toBe(204);
  expect(
    await eventually(
      () => ended(long),
      (list) => list.length === 2,
    ),
  ).toEqual(["canceled", "canceled"]);
  expect((await api("POST", `/services/${long}/deploys`, { commitId: "abcdef" })).status).toBe(400);
  expect(render.violations).toEqual([]);
});

test("a one-off job runs in what is live, with its variables", async () => {
  const render = await setting.start({ service: { initial: setting.commit(app()), env: { MODE: "job" } } });
  const api = clientOf(render);
  const { id } = render.service("shop");
  const run = async (startCommand: string) => {
    const made = await api("POST", `/services/${id}/jobs`, { startCommand });
    const job = () => api("GET", `/services/${id}/jobs/${made.body["id"]}`);
    return (await eventually(job, ({ body }) => body["status"] !== "running")).body["status"];
  };
  expect(await run('test "$MODE" = job && test -f server.mjs')).toBe("succeeded");
  expect(await run("exit 2")).toBe("failed");
  expect((await api("GET", `/services/${id}/jobs?status=failed`)).body["length"]).toBe(1);
  expect(render.violations).toEqual([]);
});

test("a private service has an address but no health check over HTTP", async () => {
  const one = setting.commit(app(`if (request.url === "/healthz") return say(500, {});`));
  const render = await setting.start({ service: { type: "private", initial: one } });
  expect((await fetch(render.service("shop").url)).status).toBe(200);
  expect((await clientOf(render)("GET", "/services?type=private_service")).body["length"]).toBe(1);
  expect(render.violations).toEqual([]);
});
