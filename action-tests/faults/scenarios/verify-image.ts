import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startSigstore } from "../../cloud/sigstore/start.ts";
import { runStep } from "../../tools/step.ts";
import type { Scenario, World } from "../scenario.ts";
import { openImages } from "./build-image.ts";

/** A world of build-image with an image in it that the workflow signed. Nothing changes any more but what is kept of Sigstore. */
async function signed(world: World): Promise<World> {
  const { inputs, env = {} } = world.step;
  const sigstore = await startSigstore({
    run: {
      repository: "acme/shop",
      sha: env["GITHUB_SHA"] ?? "",
      ref: "refs/heads/main",
      workflow: ".github/workflows/ci.yml",
    },
  });
  sigstore.tuf.rotate();
  const { url, token } = sigstore.identity;
  const { code, stdout, outputs } = await runStep({
    ...world.step,
    action: "build-image",
    inputs: { ...inputs, "fulcio-url": sigstore.url, "rekor-url": sigstore.url },
    env: { ...env, ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: token },
  });
  if (code !== 0) throw new Error(stdout);

  const tools = mkdtempSync(join(tmpdir(), "slipway-tools-"));
  const cache = join(tools, "slipway", "tuf");
  writeFileSync(join(tools, "root.json"), sigstore.tuf.root);
  const login = Object.fromEntries(Object.entries(inputs).filter(([name]) => name.startsWith("registry-")));
  const trust = { "tuf-url": sigstore.tuf.url, "tuf-root": join(tools, "root.json") };
  return {
    ...world,
    step: {
      ...world.step,
      inputs: { ...login, ...trust, images: outputs["metadata"] ?? "" },
      env: { ...env, RUNNER_TOOL_CACHE: tools },
    },
    emulators: [...world.emulators, sigstore],
    dump: async () => ({ held: await world.dump(), kept: (await readdir(cache).catch(() => [])).length }),
    reset: () => rm(cache, { recursive: true, force: true }),
    close: async () => {
      await Promise.all([sigstore.close(), world.close()]);
      rmSync(tools, { recursive: true, force: true });
    },
  };
}

export const verifyImage: Scenario = {
  name: "verify-image",
  action: "verify-image",
  outcome: "verified",
  again: [],
  stride: 1,
  afterCancel: (state) => state,
  open: async (count) => Promise.all((await openImages(count)).map(signed)),
};
