import { describe, expect, test } from "@jest/globals";
import { deploy } from "../../../actions/deploy-render/main.ts";
import { killer } from "./killing.ts";
import { manifestOf, setting } from "./setting.ts";

const manifest = manifestOf({ name: "web", after: ["api"] }, { name: "api", kind: "private" });
const slow = ["queued", "build_in_progress", "live"];
const scene = () =>
  setting({ manifest, services: ["web", "api"].map((name) => ({ id: `srv-${name}`, name, goes: [slow, slow] })) });

type Scene = ReturnType<typeof scene>;

const once = async ({ context, render, book }: Scene, at: number, when: "before" | "after") => {
  const { over, dead, calls } = killer(at, when);
  const end = deploy(context.inputs, {
    ...context,
    deployer: over({ ...render.deployer }),
    ledger: over({ ...book.ledger }),
    readManifest: async () => manifest,
  }).then(() => "done" as const);
  return { end: await Promise.race([end, dead]), calls: calls() };
};

const stateOf = ({ render, book }: Scene) => ({
  live: ["srv-web", "srv-api"].map((id) => render.live(id)?.commit),
  deploys: ["srv-web", "srv-api"].map((id) => render.deploys(id).length),
  entries: book.entries.map(({ record, statuses }) => [record, statuses[0]?.state]),
});

const whole = scene();
const { calls } = await once(whole, Number.POSITIVE_INFINITY, "before");
const expected = stateOf(whole);

describe("a deploy that is killed at any call, and run again", () => {
  test("is worth trying", () => {
    expect(calls).toBeGreaterThan(12);
    expect(expected.deploys).toEqual([2, 2]);
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
