import { join } from "node:path";
import type { Event } from "../../shared/domain/image/event.ts";
import { sanitize } from "../../shared/domain/image/tags.ts";
import type { Builder, CachePlace } from "../../shared/ports/builder.ts";
import type { BuildInputs, ImagePlan, Ports } from "./ports.ts";

export interface CachePlan {
  readonly from: readonly CachePlace[];
  readonly to: readonly CachePlace[];
  /** For people. */
  readonly words: string;
}

const NONE: CachePlan = { from: [], to: [], words: "none" };
/** Tags that begin so are caches: no image, and none of them is deployed. */
export const CACHE_TAG = "buildcache";

/** Tag of what a branch or pull request keeps; the default branch's is what all others begin with. */
export const cacheTag = ({ branch, defaultBranch, pull }: Event): string => {
  if (pull !== undefined) return `${CACHE_TAG}-pr-${pull.number}`;
  return branch === undefined || branch === defaultBranch ? CACHE_TAG : sanitize(`${CACHE_TAG}-${branch}`);
};

/**
 * Where layers come from and go to. By itself: beside the image where we may push there, else GitHub's cache, else a folder.
 * What has no right to write still reads what the base branch keeps. Images that are built together read each other's.
 */
export function cacheFor(
  plan: ImagePlan,
  peers: readonly ImagePlan[],
  {
    inputs,
    pushes,
    builder,
  }: { readonly inputs: BuildInputs; readonly pushes: boolean; readonly builder: Pick<Builder, "caches"> },
  { event, hasActionsCache, cacheFolder }: Pick<Ports, "event" | "hasActionsCache" | "cacheFolder">,
): CachePlan {
  if (inputs.cache === "none" || inputs.noCache) return NONE;
  const able = (kind: CachePlace["kind"]) => builder.caches.includes(kind);
  const automatic = pushes ? "registry" : hasActionsCache ? "gha" : "local";
  const kind = inputs.cache === "auto" ? automatic : inputs.cache;
  if (!able(kind)) return NONE;
  if (kind === "gha") {
    const scope = (of: ImagePlan) => sanitize(`slipway-${of.name}`);
    const read = event.pull?.unprivileged === true ? beside(plan, peers, event) : [];
    return {
      from: [...[plan, ...peers].map((of) => ({ kind, scope: scope(of) }) as const), ...read],
      to: [{ kind, scope: scope(plan) }],
      words: "GitHub's cache",
    };
  }
  if (kind === "local") {
    const folder = (of: ImagePlan) => join(cacheFolder, sanitize(of.name));
    return {
      from: [plan, ...peers].map((of) => ({ kind, folder: folder(of) })),
      to: [{ kind, folder: folder(plan) }],
      words: "a folder of the runner",
    };
  }
  return {
    from: beside(plan, peers, event),
    to: pushes ? [{ kind, reference: `${plan.repository}:${cacheTag(event)}` }] : [],
    words: pushes ? `beside the image, tag ${cacheTag(event)}` : "beside the image, read only",
  };
}

const beside = (plan: ImagePlan, peers: readonly ImagePlan[], event: Event): readonly CachePlace[] => {
  const own = [...new Set([cacheTag(event), CACHE_TAG])].map((tag) => `${plan.repository}:${tag}`);
  const others = peers.map(({ repository }) => `${repository}:${CACHE_TAG}`);
  return [...new Set([...own, ...others])].map((reference) => ({ kind: "registry", reference }));
};
