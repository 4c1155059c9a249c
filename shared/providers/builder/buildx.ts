import type { Builder } from "../../ports/builder.ts";
import { cacheFrom, cacheTo, dockerArguments, secretEnvironment } from "./arguments.ts";
import { type EngineOptions, follow } from "./engine.ts";
import { FILE_TIME } from "./file-time.ts";
import { redate } from "./redate.ts";
import { speaksActionsCache } from "./service-version.ts";
import { dockerTrial } from "./trial.ts";

/** Docker's buildx, with a BuildKit that writes OCI layouts: the containerd image store, or a builder in a container. */
export const buildx = (options: EngineOptions): Builder => ({
  kind: "buildx",
  name: "buildx",
  severalPlatforms: true,
  caches: ["registry", "gha", "local"],
  speaksActionsCache: () => speaksActionsCache(options),
  build: async (request) => {
    const { context, annotations, secrets, output, epoch } = request;
    const progress = await follow(options, request, {
      file: "docker",
      label: "docker buildx build",
      args: [
        "buildx",
        "build",
        ...dockerArguments(request),
        ...Object.entries(annotations).flatMap(([key, value]) => ["--annotation", `manifest:${key}=${value}`]),
        ...request.cacheFrom.flatMap((place) => ["--cache-from", cacheFrom(place)]),
        ...request.cacheTo.flatMap((place) => ["--cache-to", cacheTo(place)]),
        "--output",
        `type=oci,dest=${output},tar=false,rewrite-timestamp=true,source-date-epoch=${FILE_TIME}`,
        "--",
        context,
      ],
      // Inside the image's index, proofs have times in them and make a new digest of every run: ours go beside the image.
      env: { BUILDX_NO_DEFAULT_ATTESTATIONS: "1", ...secretEnvironment(secrets) },
    });
    await redate(output, epoch);
    const driver = progress.driver();
    return {
      folder: output,
      builder: driver === undefined ? "buildx" : `buildx, builder ${driver}`,
      steps: progress.steps(),
      findings: progress.findings(),
      cacheTrouble: progress.cacheTrouble(),
      cacheDigest: progress.cacheDigest(),
    };
  },
  trial: (request) => dockerTrial(options, request),
});
