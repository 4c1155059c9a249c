import { expect, test } from "@jest/globals";
import { deploy } from "../../../actions/deploy-render/main.ts";
import { describeKills } from "./killing.ts";
import { manifestOf, setting } from "./setting.ts";

const manifest = manifestOf({ name: "web", after: ["api"] }, { name: "api", kind: "private" });
const slow = ["queued", "build_in_progress", "live"];
const scene = () =>
  setting({ manifest, services: ["web", "api"].map((name) => ({ id: `srv-${name}`, name, goes: [slow, slow] })) });

const stateOf = ({ render, book }: ReturnType<typeof scene>) => ({
  live: ["srv-web", "srv-api"].map((id) => render.live(id)?.commit),
  deploys: ["srv-web", "srv-api"].map((id) => render.deploys(id).length),
  entries: book.entries.map(({ record, statuses }) => [record, statuses[0]?.state]),
});

test("left in peace, every service is deployed once", async () => {
  const whole = scene();
  await whole.start();
  expect(stateOf(whole).deploys).toEqual([2, 2]);
});

await describeKills(
  "a deploy",
  {
    scene,
    act: ({ context, render, book }, over) =>
      deploy(context.inputs, {
        ...context,
        deployer: over({ ...render.deployer }),
        ledger: over({ ...book.ledger }),
        readManifest: async () => manifest,
      }),
    again: ({ start }) => start(),
    stateOf,
  },
  12,
);
