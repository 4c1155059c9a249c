import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Builder } from "../../ports/builder.ts";
import { dockerArguments, secretEnvironment } from "./arguments.ts";
import { type EngineOptions, follow } from "./engine.ts";
import { FILE_TIME } from "./file-time.ts";
import { redate } from "./redate.ts";
import { layoutOfSaved } from "./saved/layout.ts";
import { IMAGE, removeForsakenImages } from "./sweep.ts";
import { dockerTrial } from "./trial.ts";

/**
 * Docker's own BuildKit, for engines that write no OCI layouts: the image goes through the engine's store, and what
 * `docker save` gives is made reproducible by ourselves.
 */
export const docker = (options: EngineOptions): Builder => ({
  kind: "docker",
  name: "docker build",
  severalPlatforms: false,
  caches: [],
  speaksActionsCache: () => Promise.resolve(false),
  build: async (request) => {
    const { context, secrets, output, epoch, annotations } = request;
    const { command, env, temp, owner } = options;
    const id = randomBytes(8).toString("hex");
    const tag = `${IMAGE}${owner}-${id}:build`;
    const saved = join(temp, `${id}.tar`);
    try {
      const progress = await follow(options, request, {
        file: "docker",
        label: "docker build",
        args: ["build", ...dockerArguments(request), "--tag", tag, "--", context],
        env: {
          DOCKER_BUILDKIT: "1",
          // Another builder would keep the image to itself.
          BUILDX_BUILDER: "default",
          BUILDX_NO_DEFAULT_ATTESTATIONS: "1",
          ...secretEnvironment(secrets),
        },
      });
      await command({ file: "docker", args: ["save", "--output", saved, tag], label: "docker save", env, echo: false });
      const sweeping = removeForsakenImages("docker", options);
      await layoutOfSaved(saved, output, { latest: FILE_TIME, annotations });
      await sweeping;
      await redate(output, epoch);
      return {
        folder: output,
        builder: "docker build (BuildKit)",
        steps: progress.steps(),
        findings: progress.findings(),
        storeOnly: true,
        cacheTrouble: undefined,
      };
    } finally {
      await rm(saved, { force: true });
      await command({
        file: "docker",
        args: ["image", "rm", "--force", tag],
        label: "docker image rm",
        env,
        echo: false,
        accept: [0, 1],
      }).catch(() => {});
    }
  },
  trial: (request) => dockerTrial(options, request),
});
