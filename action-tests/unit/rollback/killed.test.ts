import { expect, test } from "@jest/globals";
import { rollback } from "../../../actions/rollback/main.ts";
import { describeKills } from "../deploy-render/killing.ts";
import { manifestOf } from "../deploy-render/setting.ts";
import { B, C, kept, on, release, setting, shop } from "./setting.ts";

const names = ["web", "api"];
const manifest = manifestOf({ ...shop.services[0], name: "web", after: ["api"] }, { name: "api", kind: "private" });
const past = [C, B].map((commit, index) => ({
  ...release(commit, index === 0 ? "failure" : "verified"),
  services: on(commit, ...names),
}));
const slow = ["queued", "update_in_progress", "live"];
const scene = () =>
  setting({
    manifest,
    past,
    services: names.map((name) => ({
      id: `srv-${name}`,
      name,
      autoDeploy: true,
      deploys: kept(`srv-${name}`, [C, B]),
      goes: [slow, slow],
    })),
  });

const stateOf = ({ render, book }: ReturnType<typeof scene>) => ({
  live: names.map((name) => render.live(`srv-${name}`)?.commit),
  auto: names.map((name) => render.auto(`srv-${name}`)),
  deploys: names.map((name) => render.deploys(`srv-${name}`).length),
  entries: book.entries.map(({ record: { kind, commit }, statuses }) => [kind, commit, statuses[0]?.state]),
});

test("left in peace, every service goes back once", async () => {
  const whole = scene();
  await whole.start();
  expect(stateOf(whole)).toMatchObject({ live: [B, B], auto: [false, false], deploys: [3, 3] });
  expect(stateOf(whole).entries[0]).toEqual(["rollback", B, "success"]);
});

await describeKills(
  "a rollback",
  {
    scene,
    act: ({ context, render, book }, over) =>
      rollback(context.inputs, {
        ...context,
        deployer: over({ ...render.deployer }),
        ledger: over({ ...book.ledger }),
        probe: async () => ({
          kind: "answer",
          status: 200,
          headers: {},
          body: JSON.stringify({ commit: B }),
          latency: 1,
        }),
        readManifest: async () => manifest,
        keep: async (name) => name,
      }),
    again: ({ start }) => start(),
    stateOf,
  },
  15,
);
