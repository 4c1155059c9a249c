import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Event } from "../../shared/domain/image/event.ts";
import { sanitize } from "../../shared/domain/image/tags.ts";
import type { Builder, CachePlace } from "../../shared/ports/builder.ts";
import type { BuildInputs, ImagePlan, Ports } from "./ports.ts";

export interface CachePlan {
  /** Folders are places that hold several, see `CacheFolders`. */
  readonly from: readonly CachePlace[];
  readonly to: readonly CachePlace[];
  /** The folder that GitHub's cache service brings and keeps, where the builder cannot speak to it. */
  readonly carried?: { readonly folder: string; readonly name: string } | undefined;
  /** For people. */
  readonly words: string;
}

const NONE: CachePlan = { from: [], to: [], words: "none" };
/** Tags that begin so are caches: no image, and none of them is deployed. */
const CACHE_TAG = "buildcache";
const LONGEST = 128;

/** What all caches of a pull request begin with, whatever image they are of. */
export const cachePrefix = (number: number): string => `${CACHE_TAG}-pr-${number}.`;

/**
 * What a cache is of. Jobs of a matrix build one platform each, and each would lose what the others keep if they had one
 * place between them.
 */
function cacheName({ name, image, platforms }: ImagePlan, architecture: string): string {
  const all = platforms.length === 0 ? [`linux/${architecture}`] : platforms.toSorted();
  return [name, ...(image.target === undefined ? [] : [image.target]), all.join("_")].join(".");
}

/** Two that are too long must not become one. */
function shortened(text: string): string {
  const name = text.replaceAll(/[^a-zA-Z0-9._-]+/g, "-");
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, LONGEST - 17)}-${createHash("sha256").update(text).digest("hex").slice(0, 16)}`;
}

/** Tags of what a branch or pull request keeps of an image, and of what the default branch keeps, which all others begin with. */
function cacheTags({ branch, defaultBranch, pull }: Event, name: string): { own: string; common: string } {
  const main = `${CACHE_TAG}-${sanitize(defaultBranch ?? "default")}.`;
  const branches = branch === undefined ? main : `${CACHE_TAG}-${sanitize(branch)}.`;
  const own = pull === undefined ? branches : cachePrefix(pull.number);
  return { own: shortened(`${own}${name}`), common: shortened(`${main}${name}`) };
}

interface Way {
  readonly inputs: Pick<BuildInputs, "cache" | "noCache">;
  readonly pushes: boolean;
  readonly builder: Pick<Builder, "caches" | "speaksActionsCache">;
}

/**
 * Where layers come from and go to. By itself:
 * - beside the image where we may push there;
 * - else GitHub's cache service, which BuildKit speaks to (`gha`);
 * - else, where this BuildKit does not speak the service's language, a folder that we bring from it and keep in it;
 * - else, without a service, a folder of the runner.
 *
 * What has no right to write still reads what the base branch keeps. Images that are built together read each other's.
 */
export async function cacheFor(
  plan: ImagePlan,
  peers: readonly ImagePlan[],
  { inputs, pushes, builder }: Way,
  ports: Pick<Ports, "event" | "hasActionsCache" | "folderCache" | "cacheFolder" | "architecture">,
): Promise<CachePlan> {
  const { event, architecture } = ports;
  if (inputs.cache === "none" || inputs.noCache) return NONE;
  const kind = inputs.cache === "auto" ? await automatic(pushes, builder, ports) : inputs.cache;
  if (!builder.caches.includes(kind)) return NONE;
  const name = (of: ImagePlan) => shortened(cacheName(of, architecture));
  const read = event.pull?.unprivileged === true ? beside(plan, peers, event, architecture) : [];
  if (kind === "gha") {
    const scope = (of: ImagePlan) => `slipway-${name(of)}`;
    return {
      from: [...[plan, ...peers].map((of) => ({ kind, scope: scope(of) }) as const), ...read],
      to: [{ kind, scope: scope(plan) }],
      words: "GitHub's cache",
    };
  }
  if (kind === "local") {
    const folders = (of: ImagePlan) => cacheTags(event, cacheName(of, architecture));
    const folder = (tag: string) => join(ports.cacheFolder, tag);
    const { own, common } = folders(plan);
    // Who asks for a folder on a machine of their own wants that disk, which is faster than any service.
    const carries = ports.folderCache !== undefined && (inputs.cache === "auto" || !ports.folderCache.keepsDisk);
    return {
      from: [
        ...[...new Set([own, common, ...peers.map((peer) => folders(peer).common)])].map(
          (tag) => ({ kind, folder: folder(tag) }) as const,
        ),
        ...read,
      ],
      to: [{ kind, folder: folder(own) }],
      carried: carries ? { folder: folder(own), name: name(plan) } : undefined,
      words: carries ? "a folder, kept in GitHub's cache" : "a folder of the runner",
    };
  }
  const { own } = cacheTags(event, cacheName(plan, architecture));
  return {
    from: beside(plan, peers, event, architecture),
    to: pushes ? [{ kind, reference: `${plan.repository}:${own}` }] : [],
    words: pushes ? `beside the image, tag ${own}` : "beside the image, read only",
  };
}

async function automatic(
  pushes: boolean,
  builder: Way["builder"],
  { hasActionsCache, folderCache }: Pick<Ports, "hasActionsCache" | "folderCache">,
): Promise<CachePlace["kind"]> {
  if (pushes) return "registry";
  if (!hasActionsCache) return "local";
  // Only the second language of the service is spoken by us; the first one is spoken by every BuildKit.
  return folderCache === undefined || (await builder.speaksActionsCache()) ? "gha" : "local";
}

function beside(
  plan: ImagePlan,
  peers: readonly ImagePlan[],
  event: Event,
  architecture: string,
): readonly CachePlace[] {
  const tags = (of: ImagePlan) => cacheTags(event, cacheName(of, architecture));
  const { own, common } = tags(plan);
  const references = [own, common].map((tag) => `${plan.repository}:${tag}`);
  const others = peers.map((peer) => `${peer.repository}:${tags(peer).common}`);
  return [...new Set([...references, ...others])].map((reference) => ({ kind: "registry", reference }));
}
