import { toFailure } from "../../action/failure.ts";
import type { Builder } from "../../ports/builder.ts";
import { buildah } from "./buildah.ts";
import { buildx } from "./buildx.ts";
import { docker } from "./docker.ts";
import type { EngineOptions } from "./engine.ts";
import { noEngine } from "./explain.ts";

const ALL = { buildx, docker, buildah } as const;

/**
 * The builder that was asked for; for `auto` the first of buildx, Docker and Buildah that serves. Which one does is only
 * known once it is used: asking beforehand would cost each run the time of a process.
 */
export function createBuilder(kind: Builder["kind"] | "auto", options: EngineOptions): Builder {
  if (kind !== "auto") return ALL[kind](options);
  const candidates = [buildx(options), docker(options), buildah(options)];
  let [chosen] = candidates;
  const trying = async <T>(use: (builder: Builder) => Promise<T>): Promise<T> => {
    const refusals: string[] = [];
    for (const builder of candidates.slice(candidates.findIndex((candidate) => candidate === chosen))) {
      try {
        const result = await use(builder);
        chosen = builder;
        return result;
      } catch (thrown) {
        const failure = toFailure(thrown);
        if (failure.code !== "SLIP-IMAGE-ENGINE") throw failure;
        refusals.push(`${builder.name}: ${failure.message}`);
      }
    }
    throw noEngine(`Nothing that builds images answers here.\n${refusals.join("\n")}`);
  };
  return {
    get kind() {
      return chosen?.kind ?? "buildx";
    },
    get name() {
      return chosen?.name ?? "buildx";
    },
    severalPlatforms: true,
    caches: ["registry", "gha", "local"],
    // Whoever builds instead of it has no cache at all, so the answer is about the first.
    speaksActionsCache: async () => (await chosen?.speaksActionsCache()) ?? false,
    build: (request) =>
      trying((builder) => {
        if (request.platforms.length < 2 || builder.severalPlatforms) return builder.build(request);
        throw noEngine(`\`${builder.name}\` builds one platform at a time`);
      }),
    trial: (request) => trying((builder) => builder.trial(request)),
  };
}
