import { describe, expect, test } from "@jest/globals";
import { adapter, type Call, json, listed } from "./render-api.ts";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const OTHER = "f".repeat(40);
const DIGEST = `sha256:${"a".repeat(64)}`;
const since = new Date(Date.UTC(2026, 10, 20));
const options = { clearCache: false, since };

const deploy = (id: string, over: object = {}) => ({
  id,
  commit: { id: COMMIT, message: "x", createdAt: "2026-11-20T00:00:00Z" },
  status: "build_in_progress",
  trigger: "api",
  createdAt: "2026-11-20T00:00:01Z",
  finishedAt: null,
  ...over,
});
const isPost = ({ method }: Call) => method === "POST";

describe("starting a deploy", () => {
  test("201 gives the deploy; the request has strings where Render wants strings", async () => {
    const { deployer, posts } = adapter((call) => (isPost(call) ? json(deploy("dep-1"), 201) : listed()));
    await expect(deployer.start("srv-a", { commit: COMMIT }, options)).resolves.toMatchObject({
      id: "dep-1",
      state: "running",
      status: "build_in_progress",
      commit: COMMIT,
      image: undefined,
      finishedAt: undefined,
    });
    expect(posts()).toEqual([
      {
        method: "POST",
        path: "/services/srv-a/deploys",
        body: { clearCache: "do_not_clear", commitId: COMMIT },
      },
    ]);
  });

  test("clears the cache, and deploys an image", async () => {
    const { deployer, posts } = adapter((call) => (isPost(call) ? json(deploy("dep-1"), 201) : listed()));
    await deployer.start("srv-a", { commit: COMMIT, image: `x/y@${DIGEST}` }, { clearCache: true, since });
    expect(posts()[0]?.body).toEqual({ clearCache: "clear", imageUrl: `x/y@${DIGEST}` });
  });

  test("asks a cron job for no commit, and takes the one that it became", async () => {
    const { deployer, posts } = adapter((call) =>
      isPost(call)
        ? new Response(null, { status: 202 })
        : listed(...(posts().length > 0 ? [deploy("dep-1", { commit: { id: OTHER } })] : [])),
    );
    await expect(deployer.start("crn-a", { commit: COMMIT }, options)).resolves.toMatchObject({ commit: OTHER });
    expect(posts()[0]?.body).toEqual({ clearCache: "do_not_clear" });
  });

  test.each(["queued", "live", "canceled", "deactivated", "update_in_progress", "created"])(
    "202 with nothing in it: finds the deploy in whatever state (%s), and nobody else's",
    async (status) => {
      let asked = 0;
      const old = deploy("dep-old", { status: "build_failed" });
      const strangers = [
        deploy("dep-push", { trigger: "new_commit" }),
        deploy("dep-other", { commit: { id: OTHER } }),
        deploy("dep-image", { commit: null, image: { ref: "x/y:1", sha: DIGEST } }),
      ];
      const { deployer, posts, calls } = adapter((call) => {
        if (isPost(call)) return new Response(null, { status: 202 });
        if (posts().length === 0) return listed(old);
        return (asked += 1) < 4 ? listed(...strangers, old) : listed(...strangers, deploy("dep-1", { status }), old);
      });
      await expect(deployer.start("srv-a", { commit: COMMIT }, options)).resolves.toMatchObject({
        id: "dep-1",
        status,
      });
      expect(posts()).toHaveLength(1);
      expect(calls.at(-1)?.path).toBe("/services/srv-a/deploys?createdAfter=2026-11-19T23%3A59%3A00.000Z&limit=100");
    },
  );

  test("of two that fit takes the older, which is the one that came of our request", async () => {
    const { deployer, posts } = adapter((call) => {
      if (isPost(call)) return new Response(null, { status: 202 });
      return posts().length === 0
        ? listed()
        : listed(deploy("dep-2", { createdAt: "2026-11-20T00:00:09Z" }), deploy("dep-1"));
    });
    await expect(deployer.start("srv-a", { commit: COMMIT }, options)).resolves.toMatchObject({ id: "dep-1" });
  });

  test("says so when a queued deploy never appears", async () => {
    const { deployer, posts, clock } = adapter((call) =>
      isPost(call) ? new Response(null, { status: 202 }) : listed(),
    );
    await expect(deployer.start("srv-a", { commit: COMMIT }, options)).rejects.toMatchObject({
      code: "SLIP-HTTP-UNCERTAIN",
      blame: "provider",
    });
    expect(posts()).toHaveLength(1);
    expect(clock.now()).toBe(60_000);
  });

  test("adopts the deploy of a request whose answer was lost", async () => {
    const { deployer, posts } = adapter((call) =>
      isPost(call) ? undefined : listed(...(posts().length > 0 ? [deploy("dep-1")] : [])),
    );
    await expect(deployer.start("srv-a", { commit: COMMIT }, options)).resolves.toMatchObject({ id: "dep-1" });
    expect(posts()).toHaveLength(1);
  });

  test("asks again only when a lost request did nothing", async () => {
    const { deployer, posts } = adapter((call) => {
      if (!isPost(call)) return listed();
      return posts().length === 1 ? undefined : json(deploy("dep-2"), 201);
    });
    await expect(deployer.start("srv-a", { commit: COMMIT }, options)).resolves.toMatchObject({ id: "dep-2" });
    expect(posts()).toHaveLength(2);
  });

  test("waits as long as Render says when the service's bucket is empty", async () => {
    const { deployer, posts, clock } = adapter((call) => {
      if (!isPost(call)) return listed();
      const limited = json({ message: "rate limit exceeded" }, 429, { "retry-after": "51", "ratelimit-reset": "51" });
      return posts().length === 1 ? limited : json(deploy("dep-1"), 201);
    });
    await deployer.start("srv-a", { commit: COMMIT }, options);
    expect(clock.now()).toBeGreaterThanOrEqual(51_000);
    expect(posts()).toHaveLength(2);
  });
});

describe("reading", () => {
  test.each([
    ["created", "running"],
    ["queued", "running"],
    ["build_in_progress", "running"],
    ["pre_deploy_in_progress", "running"],
    ["update_in_progress", "running"],
    ["hibernating", "running"],
    [null, "running"],
    ["live", "live"],
    ["deactivated", "superseded"],
    ["canceled", "cancelled"],
    ["build_failed", "failed"],
    ["pre_deploy_failed", "failed"],
    ["update_failed", "failed"],
  ])("status %s means %s", async (status, state) => {
    const { deployer } = adapter(() =>
      json({ id: "dep-1", status, commit: null, image: null, createdAt: null, more: 1 }),
    );
    await expect(deployer.deploy("srv-a", "dep-1")).resolves.toMatchObject({ state, status: status ?? "unknown" });
  });

  test("one 500 and one cut connection while polling are nothing", async () => {
    const { deployer, calls } = adapter((_, index) =>
      index === 0
        ? json({ message: "oops" }, 500)
        : index === 1
          ? undefined
          : json(deploy("dep-1", { status: "live" })),
    );
    await expect(deployer.deploy("srv-a", "dep-1")).resolves.toMatchObject({ state: "live" });
    expect(calls).toHaveLength(3);
  });

  test.each([
    [
      { type: "web_service", autoDeploy: "yes", serviceDetails: { url: "https://x" } },
      { kind: "web", autoDeploy: true },
    ],
    [
      { type: "web_service", autoDeploy: "yes", autoDeployTrigger: "off" },
      { kind: "web", autoDeploy: false },
    ],
    [{ type: "web_service", autoDeploy: "yes", autoDeployTrigger: "checksPass" }, { autoDeploy: true }],
    [
      { type: "cron_job", autoDeploy: "yes", imagePath: "x" },
      { kind: "cron", autoDeploy: false, usesImage: true },
    ],
    [
      { type: "background_worker", serviceDetails: { runtime: "image" } },
      { kind: "worker", usesImage: true },
    ],
    [
      { type: "static_site", suspended: "suspended" },
      { kind: "static", suspended: true },
    ],
    [
      { type: "private_service", suspended: "not_suspended", serviceDetails: null },
      { kind: "private", suspended: false },
    ],
    [
      { type: "teapot", name: null },
      { kind: "private", name: "srv-a", url: undefined },
    ],
  ])("describes %j", async (service, expected) => {
    const { deployer, calls } = adapter(({ path }) =>
      path.includes("/deploys") ? listed(deploy("dep-9", { status: "live" })) : json({ id: "srv-a", ...service }),
    );
    await expect(deployer.describe("srv-a")).resolves.toMatchObject({ ...expected, live: { id: "dep-9" } });
    expect(calls.map(({ path }) => path)).toEqual(["/services/srv-a", "/services/srv-a/deploys?status=live&limit=1"]);
  });

  test("a service that was never deployed has nothing live", async () => {
    const { deployer } = adapter(({ path }) => (path.includes("/deploys") ? listed() : json({ id: "srv-a" })));
    expect((await deployer.describe("srv-a")).live).toBeUndefined();
  });

  test("lists newest first, whatever the order", async () => {
    const { deployer } = adapter(() => listed(deploy("dep-1"), deploy("dep-2", { createdAt: "2026-11-20T00:00:05Z" })));
    expect((await deployer.recent("srv-a", 500)).map(({ id }) => id)).toEqual(["dep-2", "dep-1"]);
  });

  test("logs come oldest first, with the owner that Render wants to know", async () => {
    const { deployer, calls } = adapter(({ path }) =>
      path.startsWith("/logs")
        ? json({ hasMore: false, logs: [{ message: "second" }, { message: null }, { message: "first" }] })
        : json({ id: "srv-a", ownerId: "tea-1" }),
    );
    await expect(deployer.logs("srv-a", since, 20)).resolves.toEqual(["first", "", "second"]);
    expect(calls[1]?.path).toBe(
      "/logs?ownerId=tea-1&resource=srv-a&startTime=2026-11-20T00%3A00%3A00.000Z&direction=backward&limit=20",
    );
  });
});

describe("changing", () => {
  test.each([
    [true, "yes"],
    [false, "no"],
  ])("auto-deploy %s is the string %s", async (on, word) => {
    const { deployer, calls } = adapter(() => json({ id: "srv-a" }));
    await deployer.setAutoDeploy("srv-a", on);
    expect(calls).toEqual([{ method: "PATCH", path: "/services/srv-a", body: { autoDeploy: word } }]);
  });

  test("cancelling what has ended is no error", async () => {
    const { deployer } = adapter((call) =>
      isPost(call) ? json({ message: "not cancellable" }, 400) : json(deploy("dep-1", { status: "live" })),
    );
    await expect(deployer.cancel("srv-a", "dep-1")).resolves.toBeUndefined();
  });

  test("cancelling what goes on all the same is one", async () => {
    const { deployer } = adapter((call) => (isPost(call) ? json({ message: "no" }, 400) : json(deploy("dep-1"))));
    await expect(deployer.cancel("crn-a", "dep-1")).rejects.toMatchObject({ code: "SLIP-HTTP-REFUSED" });
  });

  test("rolls back, and finds the rollback whose answer was lost by its trigger and version", async () => {
    const target = deploy("dep-1", { status: "deactivated" });
    const { deployer, posts } = adapter((call) => {
      if (isPost(call)) return undefined;
      if (call.path.endsWith("/dep-1")) return json(target);
      return posts().length === 0
        ? listed(target)
        : listed(deploy("dep-3"), deploy("dep-2", { trigger: "rollback" }), target);
    });
    await expect(deployer.rollback("srv-a", "dep-1", { since })).resolves.toMatchObject({ id: "dep-2" });
    expect(posts()).toEqual([{ method: "POST", path: "/services/srv-a/rollback", body: { deployId: "dep-1" } }]);
  });

  test("a build that is gone is refused as such", async () => {
    const { deployer } = adapter((call) =>
      isPost(call)
        ? json({ message: "artifact expired" }, 400)
        : call.path.endsWith("/dep-1")
          ? json(deploy("dep-1"))
          : listed(),
    );
    await expect(deployer.rollback("srv-a", "dep-1", { since })).rejects.toMatchObject({ code: "SLIP-HTTP-REFUSED" });
  });
});
