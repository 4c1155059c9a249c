import { runStep } from "../../tools/step.ts";
import type { Scenario, World } from "../scenario.ts";
import { openImages } from "./build-image.ts";

/** The worlds of build-image, with the image in them. Nothing changes any more. */
async function open(count: number): Promise<readonly World[]> {
  const worlds = await openImages(count);
  return Promise.all(
    worlds.map(async (world) => {
      const { code, stdout, outputs } = await runStep({ ...world.step, action: "build-image" });
      if (code !== 0) throw new Error(stdout);
      const { inputs } = world.step;
      const login = Object.fromEntries(Object.entries(inputs).filter(([name]) => name.startsWith("registry-")));
      const step = { ...world.step, inputs: { ...login, image: outputs["image-ref"] ?? "" } };
      return { ...world, step, reset: () => Promise.resolve() };
    }),
  );
}

export const verifyImage: Scenario = {
  name: "verify-image",
  action: "verify-image",
  outcome: "verified",
  again: [],
  stride: 1,
  afterCancel: (state) => state,
  open,
};
