import { describe, expect, test } from "@jest/globals";
import { COMMIT, failure, IMAGE, manifestOf, OLD, setting } from "./setting.ts";

const shop = manifestOf(
  { name: "web", after: ["api", "gone"] },
  { name: "api", kind: "private" },
  { name: "worker", kind: "worker" },
);
const three = (over: Record<string, object> = {}) =>
  ["web", "api", "worker"].map((name) => ({ id: `srv-${name}`, name, ...over[name] }));
const started = (calls: readonly string[]) =>
  calls.filter((call) => call.startsWith("start")).map((call) => call.split(" ")[1]);

describe("the services of an environment", () => {
  test("are deployed in waves, and told in the manifest's order", async () => {
    const { start, render } = setting({
      manifest: shop,
      services: three({ api: { goes: [["queued", "queued", "live"]] } }),
    });
    const outputs = await start();
    expect(outputs).toMatchObject({
      outcome: "live",
      services: [{ name: "web" }, { name: "api" }, { name: "worker" }],
    });
    expect(started(render.calls)).toEqual(["srv-api", "srv-worker", "srv-web"]);
  });

  test("no wave follows one that failed, and each service's true state is told", async () => {
    const { start, render, context } = setting({
      manifest: shop,
      services: three({ api: { goes: [["build_failed"]] } }),
    });
    expect(await failure(start())).toMatchObject({
      code: "SLIP-RENDER-FAILED",
      state: expect.stringMatching(
        /On api the version from before.*Live on the new version: worker\. Not begun: web\./,
      ),
    });
    expect(context.published).toMatchObject({
      services: [
        { name: "web", state: "planned", live: OLD },
        { name: "api", state: "failed", live: OLD },
        { name: "worker", state: "live", live: COMMIT },
      ],
    });
    expect(started(render.calls)).not.toContain("srv-web");
    expect(render.live("srv-web")?.commit).toBe(OLD);
  });

  test("what has begun is seen to its end when contact with another is lost", async () => {
    const { start, render, context, book } = setting({
      manifest: shop,
      services: three({ worker: { goes: [["queued", "queued", "live"]] } }),
    });
    const { start: begin } = render.deployer;
    Object.assign(render.deployer, {
      start: async (...given: Parameters<typeof begin>) => {
        if (given[0] === "srv-api") throw new Error("broken");
        return begin(...given);
      },
    });
    expect(await failure(start())).toMatchObject({ message: "broken" });
    expect(context.published).toMatchObject({
      outcome: "failed",
      services: [{ state: "planned" }, { state: "unknown", live: undefined }, { state: "live" }],
    });
    expect(book.states("1001")).toEqual(["in_progress", "error"]);
  });

  test("images are taken by the manifest's names", async () => {
    const manifest = manifestOf({ name: "web", image: "app" });
    const services = [{ id: "srv-web", usesImage: true }];
    const { start } = setting({ manifest, services, inputs: { images: { app: { reference: IMAGE, digests: [] } } } });
    await expect(start()).resolves.toMatchObject({ services: [{ image: IMAGE }] });
    const { start: without } = setting({ manifest, services });
    expect(await failure(without())).toMatchObject({
      code: "SLIP-INPUT-INVALID",
      next: expect.stringContaining('{"app"'),
    });
  });

  test("services without an id here are left out, and an environment without any is refused", async () => {
    const manifest = manifestOf({ name: "web" }, { name: "nightly", ids: { staging: "crn-n" } });
    const { start } = setting({ manifest });
    expect((await start()).services).toHaveLength(1);
    const { start: elsewhere } = setting({ manifest, inputs: { environment: "qa" } });
    expect(await failure(elsewhere())).toMatchObject({
      code: "SLIP-INPUT-INVALID",
      message: expect.stringContaining("qa"),
    });
  });

  test("the manifest's address counts before the provider's", async () => {
    const { start } = setting({
      manifest: manifestOf({ name: "web", urls: { production: "https://shop.example.com" } }),
    });
    await expect(start()).resolves.toMatchObject({ url: "https://shop.example.com" });
  });
});

describe("the ledger", () => {
  const inputs = { environment: "production", migrationHead: "0002_more", checkpoint: "br-1" };
  const web = { web: { provider: "render", id: "srv-web" } };

  test("is written before the first deploy and left open for the gate", async () => {
    const { start, render, book } = setting({ inputs });
    const { start: begin } = render.deployer;
    const atStart: unknown[] = [];
    Object.assign(render.deployer, {
      start: async (...given: Parameters<typeof begin>) => {
        atStart.push(book.states("1001"));
        return begin(...given);
      },
    });
    await expect(start()).resolves.toMatchObject({ outcome: "live", deploymentId: "1001" });
    expect(atStart).toEqual([["in_progress"]]);
    expect(book.states("1001")).toEqual(["in_progress"]);
    expect(book.entries[0]?.record).toEqual({
      slipway: 1,
      kind: "deploy",
      environment: "production",
      commit: COMMIT,
      services: {
        "srv-web": {
          provider: "render",
          id: "srv-web",
          commit: COMMIT,
          image: undefined,
          before: { deploy: "srv-web-old", commit: OLD, image: undefined },
        },
      },
      migrationHead: "0002_more",
      checkpoint: "br-1",
      run: { id: "4711", attempt: 1, url: "https://github.com/acme/shop/actions/runs/4711" },
    });
  });

  test.each([
    ["build_failed", "failure"],
    ["canceled", "failure"],
    ["deactivated", "inactive"],
  ])("a deploy that ends as %s is marked %s", async (status, state) => {
    const { start, book } = setting({ inputs, services: [{ id: "srv-web", goes: [[status]] }] });
    await failure(start());
    expect(book.states("1001")).toEqual(["in_progress", state]);
  });

  test("that cannot be told does not hide the news", async () => {
    const { start, book, log } = setting({ inputs, services: [{ id: "srv-web", goes: [["build_failed"]] }] });
    const { mark } = book.ledger;
    Object.assign(book.ledger, {
      mark: async (...given: Parameters<typeof mark>) => {
        if (given[1] === "failure") throw new Error("GitHub is down");
        return mark(...given);
      },
    });
    expect(await failure(start())).toMatchObject({ code: "SLIP-RENDER-FAILED" });
    expect(log).toContainEqual(expect.stringContaining("GitHub is down"));
  });

  test("is not needed", async () => {
    const { start } = setting({ inputs, token: false });
    await expect(start()).resolves.toMatchObject({ outcome: "live", deploymentId: undefined });
  });

  test("a step that was killed before the gate goes on with its entry", async () => {
    const past = [{ commit: OLD, services: web, run: { id: "9", attempt: 1, url: "" }, states: ["in_progress"] }];
    const { start, book } = setting({ past, inputs: { ...inputs, commit: OLD } });
    await expect(start()).resolves.toMatchObject({ outcome: "unchanged", deploymentId: "101" });
    expect(book.entries).toHaveLength(1);
  });

  test("a release that is live and verified is not opened again", async () => {
    const past = [{ commit: OLD, services: web, states: ["in_progress", "verified"] }];
    const { start, book } = setting({ past, inputs: { ...inputs, commit: OLD } });
    await expect(start()).resolves.toMatchObject({ outcome: "unchanged", deploymentId: "101" });
    expect(book.states("101")).toEqual(["in_progress", "success"]);
  });

  test("a release that is live and unknown to the ledger gets an entry, so that the gate can verify it", async () => {
    const { start, book } = setting({ inputs: { ...inputs, commit: OLD } });
    await expect(start()).resolves.toMatchObject({ outcome: "unchanged", deploymentId: "1001" });
    expect(book.states("1001")).toEqual(["in_progress"]);
  });
});

describe("an older run after a newer one", () => {
  const newer = (states: readonly string[], over = {}) => ({
    commit: "b".repeat(40),
    services: { web: { provider: "render", id: "srv-web" } },
    run: { id: "4712", attempt: 1, url: "" },
    states,
    ...over,
  });
  const inputs = { environment: "production" };

  test.each([[["in_progress", "verified"]], [["in_progress", "verified", "inactive"]], [["in_progress"]]])(
    "touches nothing after %j",
    async (states) => {
      const { start, render, book } = setting({ past: [newer(states)], inputs });
      expect(await failure(start())).toMatchObject({
        code: "SLIP-RENDER-SUPERSEDED",
        outcome: "superseded",
        state: "Nothing was changed.",
      });
      expect(render.calls).toEqual(["describe srv-web"]);
      expect(book.entries).toHaveLength(1);
    },
  );

  test("is a success with a warning where that is wished", async () => {
    const { start } = setting({ past: [newer(["verified"])], inputs: { ...inputs, onSuperseded: "warn" } });
    await expect(start()).resolves.not.toHaveProperty("deploymentId");
  });

  test.each([
    ["failed without a rollback", newer(["in_progress", "failure"])],
    ["was about the same commit", newer(["verified"], { commit: COMMIT })],
    ["was about other services", newer(["verified"], { services: { x: { provider: "render", id: "srv-x" } } })],
    ["was an earlier one, by number and not by text", newer(["verified"], { run: { id: "999", attempt: 1, url: "" } })],
    ["died before it did anything", newer([])],
  ])("goes on when the other %s", async (_, past) => {
    const { start } = setting({ past: [past], inputs });
    await expect(start()).resolves.toMatchObject({ outcome: "live" });
  });
});

test("`dry-run` shows the order, and what is live already", async () => {
  const { start, log, render } = setting({
    manifest: shop,
    services: three({ worker: { deploys: [{ id: "w", commit: COMMIT, status: "live" }] } }),
    inputs: { dryRun: true },
  });
  await expect(start()).resolves.toMatchObject({ outcome: "planned", services: [{}, {}, { state: "unchanged" }] });
  expect(log.filter((line) => /^info: \d\./.test(line))).toEqual([
    `info: 1. api: would deploy ${COMMIT}`,
    `info: 1. worker: ${COMMIT} is live already`,
    `info: 2. web: would deploy ${COMMIT}`,
  ]);
  expect(started(render.calls)).toEqual([]);
});

test("twelve services at once stay below the limits of Render's API", async () => {
  const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
  const services = names.map((name) => ({
    id: `srv-${name}`,
    goes: [[...Array.from({ length: 12 }, () => "build_in_progress"), "live"]],
  }));
  const { start, render, clock } = setting({ manifest: manifestOf(...names.map((name) => ({ name }))), services });
  const looks: number[] = [];
  const { deploy } = render.deployer;
  Object.assign(render.deployer, {
    deploy: async (...given: Parameters<typeof deploy>) => {
      looks.push(clock.now());
      return deploy(...given);
    },
  });
  await start();
  const inAnyMinute = looks.map((from) => looks.filter((at) => at >= from && at < from + 60_000).length);
  expect(Math.max(...inAnyMinute)).toBeLessThan(300);
});

test("what a killed step had started may be listed late: it is looked for before anything is started", async () => {
  const web = { web: { provider: "render", id: "srv-web" } };
  const past = [{ commit: COMMIT, services: web, run: { id: "4711", attempt: 1, url: "" }, states: ["in_progress"] }];
  const { start, render } = setting({
    past,
    inputs: { environment: "production" },
    services: [{ id: "srv-web", goes: [["queued", "queued", "live"]] }],
  });
  const { id } = render.begin("srv-web", "api", { commit: COMMIT });
  const { recent } = render.deployer;
  let looks = 0;
  Object.assign(render.deployer, {
    recent: async (...given: Parameters<typeof recent>) => ((looks += 1) < 3 ? [] : recent(...given)),
  });
  await expect(start()).resolves.toMatchObject({ outcome: "live", deployId: id });
  expect(started(render.calls)).toEqual([]);
});
