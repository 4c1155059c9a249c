import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { Failure } from "../../../shared/action/failure.ts";
import { VERIFIED } from "../deploy-render/fake-ledger.ts";
import { manifestOf } from "../deploy-render/setting.ts";
import { A, B, C, D, failure, kept, KEY, on, release, setting, shop, STORY } from "./setting.ts";

const acts = (calls: readonly string[]) => calls.filter((call) => !call.startsWith("describe"));

describe("going back", () => {
  test("to the kept build of the last verified release, proven by the gate and recorded", async () => {
    const { start, render, book, files } = setting({
      services: [{ id: "srv-web", goes: [["queued", "live"]] }],
      inputs: { reason: "500s" },
    });
    await expect(start()).resolves.toMatchObject({
      outcome: "rolled-back",
      release: B,
      deploymentId: "1001",
      rolledBack: [{ name: "web", id: "srv-web", deploy: "dep-11", state: "live", commit: B }],
      evidence: expect.stringMatching(/^\/temp\/slipway-gate-/),
      rtoSeconds: expect.stringMatching(/^\d+$/),
    });
    expect(acts(render.calls)).toEqual(["rollback srv-web srv-web-b"]);
    expect(Object.keys(files)).toHaveLength(1);
    expect(render.live("srv-web")?.commit).toBe(B);
    expect(book.states("1001")).toEqual(["in_progress", "success"]);
    expect(book.entries[0]?.statuses[0]?.description).toMatch(/^verified sha256:[0-9a-f]{64}$/);
    expect(book.entries[0]?.record).toMatchObject({
      kind: "rollback",
      commit: B,
      reason: "500s",
      services: { web: { id: "srv-web", commit: B, before: { deploy: "srv-web-c", commit: C } } },
    });
  });

  test("the evidence that is kept is what its digest says, also where a secret was taken out of it", async () => {
    const { start, files } = setting({ health: 0 });
    await failure(start());
    const text = Object.values(files).join("");
    expect(text).toContain("no route for ");
    expect(text).not.toContain(KEY);
    expect(Object.keys(files).join("")).toContain(createHash("sha256").update(text).digest("hex").slice(0, 12));
  });

  test("to a release that was named", async () => {
    const { start, render } = setting({ inputs: { to: "101" } });
    await expect(start()).resolves.toMatchObject({ outcome: "rolled-back", release: A });
    expect(render.live("srv-web")?.commit).toBe(A);
  });

  test.each([
    ["no longer listed", { deploys: kept("srv-web", [C]) }, ["start srv-web bbbb"]],
    ["listed and gone all the same", { gone: true }, ["rollback srv-web srv-web-b", "start srv-web bbbb"]],
  ])("deploys the commit anew when its build is %s", async (_, service, expected) => {
    const { start, render } = setting({ services: [{ id: "srv-web", ...service }] });
    await expect(start()).resolves.toMatchObject({ outcome: "rolled-back" });
    expect(acts(render.calls)).toEqual(expected);
  });

  test("switches auto-deploy off first, and says how to turn it on again", async () => {
    const { start, render, log } = setting({ services: [{ id: "srv-web", autoDeploy: true }] });
    await start();
    expect(acts(render.calls)[0]).toBe("auto srv-web false");
    expect(render.auto("srv-web")).toBe(false);
    expect(log).toContainEqual(expect.stringMatching(/^notice: .*off now.*switch it on again/));
  });

  test("cancels what would yet go live", async () => {
    const { start, render } = setting({
      services: [{ id: "srv-web", deploys: kept("srv-web", [B, A]), goes: [["build_in_progress"]] }],
    });
    render.begin("srv-web", "api", { commit: C });
    await expect(start()).resolves.toMatchObject({ outcome: "rolled-back" });
    expect(acts(render.calls)).toEqual(["cancel srv-web dep-11"]);
    expect(render.live("srv-web")?.commit).toBe(B);
  });

  test("does nothing where the old release is still live", async () => {
    const { start, render, book, log } = setting({ services: [{ id: "srv-web", deploys: kept("srv-web", [B, A]) }] });
    await expect(start()).resolves.toMatchObject({ outcome: "unchanged", release: B });
    expect(log).toContainEqual(expect.stringMatching(/^notice: .*want to leave: .*pass `to: 101`/));
    expect(acts(render.calls)).toEqual([]);
    expect(book.entries).toHaveLength(STORY.length);
  });
});

describe("several services", () => {
  const names = ["web", "api", "worker"];
  const manifest = manifestOf(
    { ...shop.services[0], name: "web", after: ["api"] },
    { name: "api", kind: "private" },
    { name: "worker", kind: "worker", after: ["web"] },
  );
  const past = [C, B].map((commit, index) => ({
    ...release(commit, index === 0 ? "failure" : "verified"),
    services: on(commit, ...names),
  }));
  const services = (over: Record<string, object> = {}) =>
    names.map((name) => ({ id: `srv-${name}`, name, deploys: kept(`srv-${name}`, [C, B]), ...over[name] }));

  test("go back in the reverse order of the deploy", async () => {
    const { start, render } = setting({ manifest, past, services: services() });
    await expect(start()).resolves.toMatchObject({
      outcome: "rolled-back",
      rolledBack: [{ name: "worker" }, { name: "web" }, { name: "api" }],
    });
    expect(acts(render.calls)).toEqual([
      "rollback srv-worker srv-worker-b",
      "rollback srv-web srv-web-b",
      "rollback srv-api srv-api-b",
    ]);
  });

  test("one that cannot be brought back: SPLIT, with the command for it, and the others are seen to", async () => {
    const { start, render, book } = setting({
      manifest,
      past,
      services: services({ web: { goes: [["update_failed"]] } }),
    });
    const failed = await failure(start());
    expect(failed).toMatchObject({
      code: "SLIP-ROLLBACK-FAILED",
      outcome: "failed",
      state: expect.stringMatching(/^SPLIT: on b{12}: worker, api; not on it: web\./),
      next: expect.stringContaining(
        `curl -X POST 'https://api.render.com/v1/services/srv-web/rollback' -H "Authorization: Bearer $RENDER_API_KEY" -H "Content-Type: application/json" -d '{"deployId":"srv-web-b"}'`,
      ),
    });
    expect(acts(render.calls)).toHaveLength(3);
    expect(render.live("srv-api")?.commit).toBe(B);
    expect(book.states("1001")).toEqual(["in_progress", "failure"]);
  });

  test("the command is one that can be pasted, whatever the record holds", async () => {
    const image = `x/y'; touch /tmp/z; '@sha256:${"1".repeat(64)}`;
    const { start } = setting({
      past: [
        release(C, "failure"),
        { ...release(B, "verified"), services: { web: { provider: "render", id: "srv-web", image } } },
      ],
      services: [{ id: "srv-web", usesImage: true, goes: [["update_failed"]] }],
    });
    const { next } = await failure(start());
    const [line = ""] = String(next)
      .split("\n")
      .filter((one) => one.startsWith("curl "));
    const printed = execFileSync("sh", ["-c", line.replace(/^curl /, "printf '%s\\n' ")], { encoding: "utf8" });
    expect(printed.trim().split("\n").at(-1)).toBe(JSON.stringify({ imageUrl: image }));
  });

  test("what a half-done rollback has done is not done again", async () => {
    const { start, render } = setting({
      manifest,
      past,
      services: services({ worker: { deploys: kept("srv-worker", [B, C]) } }),
    });
    await start();
    expect(acts(render.calls)).toEqual(["rollback srv-web srv-web-b", "rollback srv-api srv-api-b"]);
  });

  test("a service that the release did not have is named and left alone", async () => {
    const { start, render } = setting({ manifest, past: STORY, services: services() });
    const { plan } = await start();
    expect(plan).toMatchObject({
      risks: expect.arrayContaining(["api was not part of that release and stays as it is."]),
    });
    expect(acts(render.calls)).toEqual(["rollback srv-web srv-web-b"]);
  });
});

describe("what cannot be done is refused before anything happens", () => {
  test.each([
    ["suspended", { services: [{ id: "srv-web", suspended: true }] }, "suspended"],
    ["unknown to the provider", { services: [{ id: "srv-other" }] }, "does not know"],
    [
      "under another id now",
      { manifest: manifestOf({ name: "web", ids: { production: "srv-other" } }) },
      "the manifest says srv-other",
    ],
    [
      "out of the manifest",
      { manifest: manifestOf({ name: "api" }), services: [{ id: "srv-api" }] },
      "no such service",
    ],
    [
      "an image by tag",
      {
        past: [
          STORY[0] ?? {},
          { ...release(B, "verified"), services: { web: { provider: "render", id: "srv-web", image: "x/y:v1" } } },
          STORY[2] ?? {},
        ],
        services: [{ id: "srv-web", usesImage: true }],
      },
      "a tag that may mean something else",
    ],
    [
      "a release of nothing",
      { past: [STORY[0] ?? {}, { ...release(B, "verified"), services: {} }, STORY[2] ?? {}] },
      "names no service",
    ],
    [
      "a cron job without its build",
      { services: [{ id: "srv-web", kind: "cron" as const, deploys: kept("srv-web", [C]) }] },
      "no commit to a cron job",
    ],
  ])("%s", async (_, given, message) => {
    const { start, render, book } = setting(given);
    expect(await failure(start())).toMatchObject({
      code: "SLIP-ROLLBACK-REFUSED",
      outcome: "refused",
      message: expect.stringContaining(message),
      next: expect.stringContaining("pass `to: 101`"),
    });
    expect(acts(render.calls)).toEqual([]);
    expect(book.entries).toHaveLength(3);
  });
});

describe("the plan", () => {
  test("says everything and does nothing", async () => {
    const past = [
      { ...STORY[0], migrationHead: "0003_drop" },
      { ...STORY[1], migrationHead: "0002_more" },
    ];
    const { start, render, book, log } = setting({
      past,
      inputs: { mode: "plan", consent: undefined },
      services: [{ id: "srv-web", autoDeploy: true }],
    });
    const { plan, outcome } = await start();
    expect(outcome).toBe("planned");
    expect(plan).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{12}$/),
      environment: "production",
      from: { commit: C, deployment: "102" },
      to: { commit: B, deployment: "101", evidence: VERIFIED.replace("verified ", ""), at: expect.any(String) },
      resumes: undefined,
      services: [
        {
          name: "web",
          id: "srv-web",
          order: 1,
          action: "rollback",
          from: { deploy: "srv-web-c", commit: C, image: undefined },
          to: { commit: B, image: undefined, deploy: "srv-web-b" },
          autoDeploy: true,
        },
      ],
      database: { action: "none", head: "0002_more" },
      risks: [
        "The database stays at migration 0003_drop; the release was verified at 0002_more. Its code must work with the newer schema.",
        expect.stringContaining("environment variables"),
        expect.stringContaining("Auto-deploy of web"),
      ],
    });
    expect(acts(render.calls)).toEqual([]);
    expect(book.entries).toHaveLength(2);
    expect(log).toContainEqual(expect.stringContaining("pass `consent: "));
  });

  test("names the database branch from before the first migration after the target", async () => {
    const [bad = {}, good = {}] = STORY;
    const past = [
      { ...bad, migrationHead: "0004", checkpoint: "checkpoint-2" },
      { ...bad, migrationHead: "0003", checkpoint: "checkpoint-1" },
      { ...good, migrationHead: "0002", checkpoint: "checkpoint-0" },
    ];
    const { plan } = await setting({ past, inputs: { mode: "plan" } }).start();
    expect(plan).toMatchObject({
      database: { action: "none", checkpoint: "checkpoint-1" },
      risks: expect.arrayContaining([expect.stringContaining("The branch checkpoint-1 holds the database")]),
    });
  });

  test("`dry-run` makes of execute a plan", async () => {
    const { start, render } = setting({ inputs: { dryRun: true } });
    await expect(start()).resolves.toMatchObject({ outcome: "planned" });
    expect(acts(render.calls)).toEqual([]);
  });
});

describe("consent", () => {
  const planId = async () => {
    const { plan } = await setting({ inputs: { mode: "plan" } }).start();
    return (plan as { id: string }).id;
  };

  test("to the plan that was read", async () => {
    const { start } = setting({ inputs: { consent: await planId() } });
    await expect(start()).resolves.toMatchObject({ outcome: "rolled-back" });
  });

  test("does not cover another plan", async () => {
    const { start, render } = setting({ inputs: { consent: await planId(), to: "101" } });
    expect(await failure(start())).toMatchObject({
      code: "SLIP-ROLLBACK-CONSENT",
      outcome: "refused",
      message: expect.stringContaining("no longer"),
    });
    expect(acts(render.calls)).toEqual([]);
  });

  test("is asked for in production, and where the manifest wants approval, and nowhere else", async () => {
    expect(await failure(setting({ inputs: { consent: undefined } }).start())).toMatchObject({
      code: "SLIP-ROLLBACK-CONSENT",
    });
    const staged = (approval: boolean) => {
      const manifest = {
        ...manifestOf({ ...shop.services[0], name: "web", ids: { staging: "srv-web" } }),
        environments: [{ name: "staging", from: "main", approval }],
      };
      const past = STORY.map((entry) => ({ ...entry, environment: "staging" }));
      return setting({ manifest, past, inputs: { environment: "staging", consent: undefined } }).start();
    };
    expect(await failure(staged(true))).toMatchObject({ code: "SLIP-ROLLBACK-CONSENT" });
    await expect(staged(false)).resolves.toMatchObject({ outcome: "rolled-back" });
  });

  test("automatic is enough for the release of the same run, whose failure the ledger did not hear of", async () => {
    const { start } = setting({ past: [release(C), ...STORY.slice(1)], run: { runId: "run-c" } });
    await expect(start()).resolves.toMatchObject({ outcome: "rolled-back" });
  });

  test("automatic leaves a healthy release alone in every environment: the deploy may have failed before it began", async () => {
    const manifest = {
      ...manifestOf({ ...shop.services[0], name: "web", ids: { staging: "srv-web" } }),
      environments: [{ name: "staging", from: "main", approval: false }],
    };
    const past = [release(C, "verified"), ...STORY.slice(1)].map((entry) => ({ ...entry, environment: "staging" }));
    const { start, render } = setting({ manifest, past, inputs: { environment: "staging", consent: "automatic" } });
    expect(await failure(start())).toMatchObject({ code: "SLIP-ROLLBACK-CONSENT", outcome: "refused" });
    expect(acts(render.calls)).toEqual([]);
  });

  test.each([
    ["another run's release that is still under way", [release(C), ...STORY.slice(1)]],
    ["a release that nobody called failed", [release(C, "verified"), ...STORY.slice(1)]],
    ["a release whose gate could not decide", [release(C, "error"), ...STORY.slice(1)]],
    ["a rollback that failed: no ping-pong", [{ ...release(B, "failure"), kind: "rollback" as const }, ...STORY]],
  ])("automatic is not enough to leave %s", async (_, past) => {
    const { start, render } = setting({ past });
    expect(await failure(start())).toMatchObject({ code: "SLIP-ROLLBACK-CONSENT", outcome: "refused" });
    expect(acts(render.calls)).toEqual([]);
  });
});

test("releases of another manifest in an environment of the same name are none of ours", async () => {
  const theirs = { services: { web: { provider: "render", id: "srv-theirs", commit: D } } };
  const other = (...states: readonly string[]) => ({ ...release(D, ...states), ...theirs });
  const [failed, ...older] = STORY;
  const { start } = setting({ past: [other("verified"), failed ?? release(C), other("verified"), ...older] });
  await expect(start()).resolves.toMatchObject({ outcome: "rolled-back", release: B });
});

test("a service that the manifest calls otherwise by now is the same service", async () => {
  const manifest = manifestOf({ ...shop.services[0], name: "shop", ids: { production: "srv-web" } });
  const { start } = setting({ manifest });
  await expect(start()).resolves.toMatchObject({ outcome: "rolled-back", rolledBack: [{ name: "shop", commit: B }] });
});

test("a service that gave its name to another one is missed, not passed over", async () => {
  const services = {
    web: { provider: "render", id: "srv-gone", commit: B },
    shop: { provider: "render", id: "srv-web", commit: B },
  };
  const { start, render } = setting({ past: [release(C, "failure"), { ...release(B, "verified"), services }] });
  expect(await failure(start())).toMatchObject({
    code: "SLIP-ROLLBACK-REFUSED",
    message: expect.stringContaining("web (srv-gone) was part of that release"),
  });
  expect(acts(render.calls)).toEqual([]);
});

describe("the gate", () => {
  test("of an old release that is not healthy either: said, and nothing further is begun", async () => {
    const { start, render, book } = setting({ health: 500 });
    expect(await failure(start())).toMatchObject({
      code: "SLIP-ROLLBACK-FAILED",
      outcome: "failed",
      next: expect.stringContaining("database"),
    });
    expect(acts(render.calls)).toHaveLength(1);
    expect(book.states("1001")).toEqual(["in_progress", "failure"]);
  });
});

test("a gate that cannot decide is not a verified release", async () => {
  const { start, book } = setting({ health: 0 });
  expect(await failure(start())).toMatchObject({ code: "SLIP-GATE-INCONCLUSIVE" });
  expect(book.states("1001")).toEqual(["in_progress", "error"]);
});

test("the ledger that cannot be told does not hide the news", async () => {
  const { start, book, log } = setting({ services: [{ id: "srv-web", goes: [["update_failed"]] }] });
  const { mark } = book.ledger;
  Object.assign(book.ledger, {
    mark: async (...given: Parameters<typeof mark>) => {
      if (given[1] === "failure") throw new Error("GitHub is down");
      return mark(...given);
    },
  });
  expect(await failure(start())).toMatchObject({
    code: "SLIP-ROLLBACK-FAILED",
    state: expect.stringContaining("SPLIT"),
  });
  expect(log).toContainEqual(expect.stringContaining("GitHub is down"));
});

test("images go back by digest, and the command for a person has it", async () => {
  const [now, then] = ["1", "2"].map((digit) => `ghcr.io/acme/shop@sha256:${digit.repeat(64)}`);
  const past = [now, then].map((image, index) => ({
    ...release(index === 0 ? C : B, index === 0 ? "failure" : "verified"),
    services: { web: { provider: "render", id: "srv-web", image } },
  }));
  const service = { id: "srv-web", usesImage: true, deploys: [{ id: "dep-1", image: now ?? "", status: "live" }] };
  const manifest = manifestOf({ name: "web", image: "app" });
  const { start, render } = setting({ past, manifest, services: [service] });
  await expect(start()).resolves.toMatchObject({ outcome: "rolled-back", rolledBack: [{ image: then }] });
  expect(acts(render.calls)).toEqual([`start srv-web ${then}`]);
  const { start: broken } = setting({ past, manifest, services: [{ ...service, goes: [["update_failed"]] }] });
  expect(await failure(broken())).toMatchObject({ next: expect.stringContaining(`-d '{"imageUrl":"${then}"}'`) });
});

describe("a rollback that was killed", () => {
  const begun = { ...release(B), kind: "rollback" as const, run: { id: "dead", attempt: 1, url: "" } };

  test("is taken up again by whoever comes, with the same consent and entry", async () => {
    const { start, book, render } = setting({ past: [begun, ...STORY] });
    await expect(start()).resolves.toMatchObject({ outcome: "rolled-back", deploymentId: "104", release: B });
    expect(book.entries).toHaveLength(4);
    expect(render.live("srv-web")?.commit).toBe(B);
  });

  test("while it waited: goes on with the deploy that it began", async () => {
    const { start, render } = setting({
      past: [begun, ...STORY],
      services: [{ id: "srv-web", goes: [["queued", "update_in_progress", "live"]] }],
    });
    render.begin("srv-web", "rollback", { commit: B });
    await expect(start()).resolves.toMatchObject({ outcome: "rolled-back" });
    expect(acts(render.calls)).toEqual([]);
  });

  test("before its gate: nothing is deployed, and it is proven and recorded", async () => {
    const { start, render, book } = setting({
      past: [begun, ...STORY],
      services: [{ id: "srv-web", deploys: kept("srv-web", [B, C, A]) }],
    });
    await expect(start()).resolves.toMatchObject({
      outcome: "rolled-back",
      rolledBack: [{ state: "unchanged", commit: B }],
    });
    expect(acts(render.calls)).toEqual([]);
    expect(book.states("104")).toEqual(["in_progress", "in_progress", "success"]);
  });

  test("after its last word: the same outcome, and not one change", async () => {
    const ended = { ...begun, run: { id: "4711", attempt: 1, url: "" }, states: ["in_progress", "verified"] };
    const { start, render, book } = setting({
      past: [ended, ...STORY],
      services: [{ id: "srv-web", deploys: kept("srv-web", [B, C, A]) }],
    });
    await expect(start()).resolves.toMatchObject({ outcome: "rolled-back" });
    expect(acts(render.calls)).toEqual([]);
    expect(book.states("104")).toEqual(["in_progress", "success"]);
  });

  test("by the Cancel button is said to go on at the provider", async () => {
    const { start, context, clock, book } = setting({ services: [{ id: "srv-web", goes: [["build_in_progress"]] }] });
    const ended = failure(start());
    await clock.sleep(5000);
    context.abort(new Failure("SLIP-CANCELLED", "cancelled", { blame: "user", outcome: "cancelled" }));
    expect(await ended).toMatchObject({ code: "SLIP-CANCELLED" });
    expect(context.undoable()).toEqual(["the rollback of web"]);
    await expect(context.undoAll()).rejects.toThrow("goes on at Render");
    expect(book.states("1001")).toEqual(["in_progress"]);
  });
});
