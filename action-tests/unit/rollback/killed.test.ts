import { describe, expect, test } from "@jest/globals";
import { rollback } from "../../../actions/rollback/main.ts";
import { killer } from "../deploy-render/killing.ts";
import { manifestOf } from "../deploy-render/setting.ts";
import { B, C, kept, on, release, setting, shop } from "./setting.ts";

const names = ["web", "api"];
const manifest = manifestOf({ ...shop.services[0], name: "web", after: ["api"] }, { name: "api", kind: "private" });
const past = [C, B].map((commit, index) => ({
  ...release(commit, index === 0 ? "failure" : "verified"),
  services: on(commit, ...names),
}));
const slow = ["queued", "update_in_progress", "live"];
const scene = (runId = "4711") =>
  setting({
    manifest,
    past,
    run: { runId },
    services: names.map((name) => ({
      id: `srv-${name}`,
      name,
      autoDeploy: true,
      deploys: kept(`srv-${name}`, [C, B]),
      goes: [slow, slow],
    })),
  });

type Scene = ReturnType<typeof scene>;

const once = async ({ context, render, book }: Scene, at: number, when: "before" | "after", runId = "4711") => {
  const { over, dead, calls } = killer(at, when);
  const end = rollback(context.inputs, {
    ...context,
    run: { ...context.run, runId },
    deployer: over({ ...render.deployer }),
    ledger: over({ ...book.ledger }),
    probe: async () => ({ kind: "answer", status: 200, headers: {}, body: JSON.stringify({ commit: B }), latency: 1 }),
    readManifest: async () => manifest,
    keep: async (name) => name,
  }).then(() => "done" as const);
  return { end: await Promise.race([end, dead]), calls: calls() };
};

const stateOf = ({ render, book }: Scene) => ({
  live: names.map((name) => render.live(`srv-${name}`)?.commit),
  auto: names.map((name) => render.auto(`srv-${name}`)),
  deploys: names.map((name) => render.deploys(`srv-${name}`).length),
  entries: book.entries.map(({ record: { kind, commit }, statuses }) => [kind, commit, statuses[0]?.state]),
});

const whole = scene();
const { calls } = await once(whole, Number.POSITIVE_INFINITY, "before");
const expected = stateOf(whole);

describe("a rollback that is killed at any call, and run again", () => {
  test("is worth trying", () => {
    expect(calls).toBeGreaterThan(15);
    expect(expected).toMatchObject({ live: [B, B], auto: [false, false], deploys: [3, 3] });
    expect(expected.entries[0]).toEqual(["rollback", B, "success"]);
  });

  test.each(Array.from({ length: calls }, (_, index) => [index]))(
    "at call %i ends as if nothing had been",
    async (at) => {
      for (const when of ["before", "after"] as const) {
        const killed = scene();
        expect((await once(killed, at, when)).end).toBe("dead");
        await killed.start();
        expect(stateOf(killed)).toEqual(expected);
      }
    },
  );
});
