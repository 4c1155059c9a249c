import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { parseReference } from "../../../cloud/render/images.ts";
import type { RenderOptions } from "../../../cloud/render/options.ts";
import { app, type Body, clientOf, newSetting, type Setting } from "./setting.ts";

let setting: Setting;
beforeEach(() => {
  setting = newSetting();
});
afterEach(() => setting.end());

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const image = "ghcr.io/acme/shop:main";

/** Two images, `a` and `b`, with the first and the second commit in them. */
const startWithImages = async (options: Partial<RenderOptions> = {}) => {
  const commits = { [digest("a")]: setting.commit(app()), [digest("b")]: setting.commit(app("/* b */")) };
  const render = await setting.start({
    service: { image, initial: image, env: { MODE: "production" } },
    images: {
      tags: { [image]: digest("a") },
      content: (found) => {
        const commit = commits[found];
        return commit === undefined ? undefined : { repository: "acme/shop", commit, env: { VERSION: found } };
      },
    },
    ...options,
  });
  const { id, url } = render.service("shop");
  const api = clientOf(render);
  const version = async () => ((await (await fetch(`${url}/env`)).json()) as Body)["VERSION"];
  const latest = async () => (await api("GET", `/services/${id}/deploys?limit=1`)).body["0"]?.["deploy"];
  return { render, api, id, version, latest };
};

test.each([
  ["nginx", "docker.io/library/nginx", undefined],
  ["acme/shop:v1", "docker.io/acme/shop", "v1"],
  ["localhost:5000/shop:v1", "localhost:5000/shop", "v1"],
  [`ghcr.io/acme/shop:v1@${digest("a")}`, "ghcr.io/acme/shop", "v1"],
])("%s is an image of %s", (text, name, tag) => {
  expect(parseReference(text)).toMatchObject({ name, tag });
});

describe("a service that is made from an image", () => {
  test("deploys a tag by what it means at that time, and says which digest that was", async () => {
    const { render, api, id, version, latest } = await startWithImages();
    expect(await latest()).toMatchObject({ commit: null, image: { ref: image, sha: digest("a") }, status: "live" });
    render.images.tag(image, digest("b"));
    const answer = await api("POST", `/services/${id}/deploys`, { imageUrl: image });
    expect(answer.body).toMatchObject({ commit: null, image: { sha: digest("b") }, status: "update_in_progress" });
    await render.settled();
    expect(await version()).toBe(digest("b"));
    expect(render.effects()).toEqual({ shop: { [digest("a")]: 1, [digest("b")]: 1 } });
    expect(render.violations).toEqual([]);
  });

  test("takes another tag or digest of its image, and nothing else", async () => {
    const { api, id } = await startWithImages({ limits: false });
    const status = async (imageUrl: string) => (await api("POST", `/services/${id}/deploys`, { imageUrl })).status;
    expect(await status(`ghcr.io/acme/shop@${digest("b")}`)).toBe(201);
    expect(await status("ghcr.io/acme/other:main")).toBe(400);
    expect(await status("docker.io/acme/shop:main")).toBe(400);
    expect(await status("ghcr.io/acme/shop:nowhere")).toBe(404);
    expect((await api("POST", `/services/${id}/deploys`, { commitId: "abcd" })).status).toBe(400);
  });

  test("a rollback pulls a moved tag again: it brings back something else", async () => {
    const { render, api, id, version, latest } = await startWithImages();
    const first = await latest();
    render.images.tag(image, digest("b"));
    await api("POST", `/services/${id}/rollback`, { deployId: first?.["id"] });
    await render.settled();
    expect(await latest()).toMatchObject({ trigger: "rollback", status: "live", image: { sha: digest("b") } });
    expect(await version()).toBe(digest("b"));
  });

  test("a rollback to an image that is gone fails, and what serves stays", async () => {
    const { render, api, id, version, latest } = await startWithImages();
    const first = await latest();
    await api("POST", `/services/${id}/deploys`, { imageUrl: `ghcr.io/acme/shop@${digest("b")}` });
    await render.settled();
    render.images.remove(digest("a"));
    expect((await api("POST", `/services/${id}/rollback`, { deployId: first?.["id"] })).status).toBe(201);
    await render.settled();
    expect(await latest()).toMatchObject({ status: "update_failed" });
    expect(await version()).toBe(digest("b"));
    const { body } = await api("GET", `/services/${id}/events?type=image_pull_failed`);
    expect(body["0"]?.["event"]?.["details"]).toMatchObject({ imageURL: image });
    expect(render.violations).toEqual([]);
  });

  test("a preview copies every variable, is listed unless unwanted, and stays until it is deleted", async () => {
    const { render, api, id } = await startWithImages();
    const made = await api("POST", `/services/${id}/preview`, { imagePath: "shop:main", name: "pr-7" });
    expect([made.status, made.body["service"]?.["serviceDetails"]?.["parentServer"]]).toEqual([
      200,
      { id, name: "shop" },
    ]);
    await render.settled();
    const preview = made.body["service"]?.["id"];
    expect((await api("GET", `/services/${preview}/env-vars/MODE`)).body).toEqual({ key: "MODE", value: "production" });
    expect((await fetch(render.service("pr-7").url)).status).toBe(200);
    expect((await api("GET", "/services")).body["length"]).toBe(2);
    expect((await api("GET", "/services?includePreviews=false")).body["length"]).toBe(1);
    expect((await api("DELETE", `/services/${preview}`)).status).toBe(204);
    expect((await api("GET", `/services/${preview}`)).status).toBe(404);
    expect((await api("POST", `/services/${id}/preview`, { imagePath: "other:main" })).status).toBe(400);
    expect((await api("POST", `/services/${id}/preview`, { imagePath: "shop:main", plan: "free" })).status).toBe(400);
    expect(render.violations).toEqual([]);
  });

  test("an image cron job is live at once, without having run", async () => {
    const commit = setting.commit({ "job.mjs": "console.log('ran', process.env.VERSION)" });
    const render = await setting.start({
      services: [{ name: "nightly", type: "cron", image, startCommand: "node job.mjs" }],
      images: {
        tags: { [image]: digest("a") },
        content: () => ({ repository: "acme/shop", commit, env: { VERSION: "a" } }),
      },
    });
    const api = clientOf(render);
    const { id } = render.service("nightly");
    const answer = await api("POST", `/services/${id}/deploys`, {});
    expect([answer.status, answer.body["status"]]).toEqual([201, "live"]);
    await render.settled();
    const { body } = await api("GET", `/logs?ownerId=${render.ownerId}&resource=${id}&type=app`);
    expect(body["logs"]).toEqual([]);
    expect(render.violations).toEqual([]);
  });
});
