import { toFailure } from "../../shared/action/failure.ts";
import { formatImageReference, parseImageReference } from "../../shared/domain/image-reference.ts";
import type { Registry } from "../../shared/ports/registry.ts";
import { basesOf } from "./bases.ts";
import type { BuildContext, ImagePlan } from "./ports.ts";
import { MIRROR } from "./spec.ts";

/** A base image as another registry has it. */
export interface Mirrored {
  /** As the Dockerfile has it. */
  readonly reference: string;
  /** Where it is taken from, by its digest. */
  readonly from: string;
  readonly digest: string;
  /** It is the Dockerfile's frontend, not a base of the image. */
  readonly frontend: boolean;
}

/** Finds base images of a plan in mirrors; those that no mirror has are left out. Never rejects. */
export type FindMirrored = (plan: ImagePlan) => Promise<readonly Mirrored[]>;

/**
 * By digest, so that what is built from is what is told. A tag may be older in a mirror than it is in its own registry;
 * what the Dockerfile pins is the same everywhere.
 */
export function findMirrored(
  lines: readonly string[],
  registry: Pick<Registry, "resolve">,
  { log, signal }: Pick<BuildContext, "log" | "signal">,
): FindMirrored {
  const mirrors = new Map(
    lines.flatMap((line) => {
      const { registry: name, mirror } = MIRROR.exec(line)?.groups ?? {};
      return name === undefined || mirror === undefined ? [] : [[name, mirror] as const];
    }),
  );

  const lookUp = async (reference: string, frontend: boolean): Promise<readonly Mirrored[]> => {
    const parsed = parseImageReference(reference);
    const mirror = mirrors.get(parsed?.registry ?? "");
    if (parsed === undefined || mirror === undefined) return [];
    const [host = "", ...folders] = mirror.split("/");
    const there = { ...parsed, registry: host, path: [...folders, parsed.path].join("/") };
    try {
      const found = await registry.resolve(formatImageReference(there));
      if (found === undefined) return [];
      const from = formatImageReference({ ...there, tag: undefined, digest: found.digest });
      return [{ reference, from, digest: found.digest, frontend }];
    } catch (thrown) {
      signal.throwIfAborted();
      log.info(`The mirror ${mirror} could not be asked for ${reference}: ${toFailure(thrown).message}`);
      return [];
    }
  };

  return async (plan) => {
    const { syntax } = plan.dockerfile;
    const looked = await Promise.all([
      ...basesOf(plan).map((reference) => lookUp(reference, false)),
      ...(syntax === undefined ? [] : [lookUp(syntax, true)]),
    ]);
    return looked.flat();
  };
}
