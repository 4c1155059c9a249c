import { describe, expect, test } from "@jest/globals";
import { COMMIT, DIGEST, failure, IMAGE, OLD, setting } from "./setting.ts";

describe("one service", () => {
  test("waits until its own deploy is live, and tells what was before", async () => {
    const { start, render, clock } = setting({
      services: [{ id: "srv-web", goes: [["queued", "build_in_progress", "live"]] }],
    });
    await expect(start()).resolves.toEqual({
      outcome: "live",
      deployId: "dep-11",
      url: "https://srv-web.test",
      deploymentId: undefined,
      services: [
        {
          name: "srv-web",
          id: "srv-web",
          deploy: "dep-11",
          state: "live",
          commit: COMMIT,
          image: undefined,
          live: COMMIT,
          url: "https://srv-web.test",
          before: { deploy: "srv-web-old", commit: OLD, image: undefined },
        },
      ],
    });
    expect(render.live("srv-web")?.id).toBe("dep-11");
    expect(clock.now()).toBeLessThan(1500);
  });

  test("does not deploy what is live already", async () => {
    const { start, render } = setting({ inputs: { commit: OLD } });
    await expect(start()).resolves.toMatchObject({ outcome: "unchanged", deployId: "srv-web-old" });
    expect(render.calls).toEqual(["describe srv-web"]);
  });

  test("but builds it again when the cache is to be cleared", async () => {
    const { start, render } = setting({ inputs: { commit: OLD, clearCache: true } });
    await expect(start()).resolves.toMatchObject({ outcome: "live" });
    expect(render.calls).toContain("start srv-web aaaa");
  });

  test("goes on with the deploy of the same commit that is under way", async () => {
    const { start, render } = setting({ services: [{ id: "srv-web", goes: [["queued", "queued", "live"]] }] });
    const { id } = render.begin("srv-web", "new_commit", { commit: COMMIT });
    await expect(start()).resolves.toMatchObject({ outcome: "live", deployId: id });
    expect(render.calls.filter((call) => call.startsWith("start"))).toEqual([]);
  });

  test("an unknown status means waiting, not failure", async () => {
    const { start } = setting({ services: [{ id: "srv-web", goes: [["hibernating", "hibernating", "live"]] }] });
    await expect(start()).resolves.toMatchObject({ outcome: "live" });
  });

  test("`wait: false` returns at once and claims nothing", async () => {
    const { start, clock } = setting({ services: [{ id: "srv-web", goes: [["queued"]] }], inputs: { wait: false } });
    await expect(start()).resolves.toMatchObject({
      outcome: "started",
      services: [{ state: "started", live: undefined }],
    });
    expect(clock.now()).toBe(0);
  });

  test("`dry-run` says what it would do and does nothing", async () => {
    const { start, render, log, book } = setting({ inputs: { dryRun: true, environment: "production" } });
    await expect(start()).resolves.toMatchObject({ outcome: "planned" });
    expect(render.calls).toEqual(["describe srv-web"]);
    expect(book.entries).toEqual([]);
    expect(log).toContain(`info: 1. srv-web: would deploy ${COMMIT}`);
  });

  test("a pull request's own sha is a merge: asks for the commit", async () => {
    const { start } = setting({ inputs: { commit: undefined }, run: { event: "pull_request" } });
    expect(await failure(start())).toMatchObject({
      code: "SLIP-INPUT-INVALID",
      next: expect.stringContaining("head.sha"),
    });
  });

  test("deploys the run's own commit otherwise", async () => {
    const { start } = setting({ inputs: { commit: undefined }, run: { sha: "c".repeat(40) } });
    await expect(start()).resolves.toMatchObject({ services: [{ commit: "c".repeat(40) }] });
  });
});

describe("an image-backed service", () => {
  const image = (over = {}) => ({
    id: "srv-web",
    usesImage: true,
    deploys: [{ id: "old", image: "ghcr.io/acme/shop:v1", digest: DIGEST, status: "live" }],
    ...over,
  });

  test("is unchanged when the digest is live already, under whatever tag", async () => {
    const { start } = setting({ services: [image()], inputs: { image: IMAGE } });
    await expect(start()).resolves.toMatchObject({ outcome: "unchanged", services: [{ image: IMAGE }] });
  });

  test("is deployed by digest", async () => {
    const other = `ghcr.io/acme/shop@sha256:${"1".repeat(64)}`;
    const { start, render } = setting({ services: [image()], inputs: { image: other } });
    await expect(start()).resolves.toMatchObject({ outcome: "live", services: [{ image: other }] });
    expect(render.calls).toContain(`start srv-web ${other}`);
  });

  test("fails when the provider pulled another digest", async () => {
    const becomes = { image: "ghcr.io/acme/shop:v2", digest: `sha256:${"9".repeat(64)}` };
    const { start } = setting({ services: [image({ becomes, deploys: [] })], inputs: { image: IMAGE } });
    expect(await failure(start())).toMatchObject({
      code: "SLIP-RENDER-MISMATCH",
      outcome: "failed",
      message: expect.stringContaining(IMAGE),
    });
  });

  test("by tag is deployed with a warning, every time", async () => {
    const { start, log, render } = setting({ services: [image()], inputs: { image: "ghcr.io/acme/shop:v1" } });
    await expect(start()).resolves.toMatchObject({ outcome: "live" });
    expect(log).toContainEqual(expect.stringMatching(/^warning: Image by tag: .*by digest/));
    expect(render.calls).toContain("start srv-web ghcr.io/acme/shop:v1");
  });

  test.each([
    ["needs an image", { usesImage: true }, {}, "Pass `image`"],
    ["cannot take one", { usesImage: false }, { image: IMAGE }, "Leave the image out"],
  ])("%s", async (_, service, inputs, next) => {
    const { start, render } = setting({ services: [{ id: "srv-web", ...service }], inputs });
    expect(await failure(start())).toMatchObject({ code: "SLIP-INPUT-INVALID", next: expect.stringContaining(next) });
    expect(render.calls).toEqual(["describe srv-web"]);
  });
});

describe("before anything starts", () => {
  test("a suspended service is refused", async () => {
    const { start, render } = setting({ services: [{ id: "srv-web", suspended: true }] });
    expect(await failure(start())).toMatchObject({ code: "SLIP-RENDER-SUSPENDED", state: "Nothing was changed." });
    expect(render.calls).toEqual(["describe srv-web"]);
  });

  test("a service that deploys by itself gets a warning", async () => {
    const { start, log } = setting({ services: [{ id: "srv-web", autoDeploy: true }] });
    await start();
    expect(log).toContainEqual(expect.stringMatching(/^warning: Auto-deploy is on: srv-web also deploys by itself/));
  });
});
