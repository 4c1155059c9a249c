import { toFailure } from "../../shared/action/failure.ts";
import { oneLine } from "../../shared/action/text.ts";
import { sha256Of } from "../../shared/domain/digest.ts";
import { formatImageReference, parseImageReference } from "../../shared/domain/image-reference.ts";
import type { Built, CachePlace } from "../../shared/ports/builder.ts";
import { type Keeper, problemOf, proven } from "./cache-proof.ts";
import type { CachePlan } from "./cache.ts";
import { bring, keep } from "./carry.ts";
import type { BuildContext, ImagePlan, Ports } from "./ports.ts";
import { layoutOfStored } from "./stored-layout.ts";

/** A cache as one build uses it. */
export interface CacheInUse extends CachePlan {
  /** What people should know of it. */
  readonly notes: readonly string[];
  /** Keeps what the build exported, for the next one. Nothing that goes wrong with it is worth a build. */
  readonly keep: (built: Built) => Promise<void>;
}

interface Using {
  readonly plan: ImagePlan;
  readonly keeper: Keeper | undefined;
  readonly context: BuildContext;
  readonly ports: Ports;
}

type Use = { readonly place: CachePlace } | { readonly problem: string } | undefined;

/**
 * What a build reads and writes of its cache. With a key, only caches are read that a run of ours signed for the same branch or
 * the default one, and by the digest that was looked at: whoever else may write there must not write the image.
 */
export async function useCache(cache: CachePlan, using: Using): Promise<CacheInUse> {
  const { plan, keeper, context, ports } = using;
  const { log, signal } = context;
  const notes: string[] = [];
  const from: CachePlace[] = [];
  await bring(plan, cache, context, ports);
  const looked = await Promise.all(
    cache.from.map(async (place): Promise<readonly [CachePlace, Use]> => {
      try {
        return [place, await look(place, using)];
      } catch (thrown) {
        signal.throwIfAborted();
        return [place, { problem: `could not be looked at (${oneLine(toFailure(thrown).message, 200)})` }];
      }
    }),
  );
  for (const [place, use] of looked) {
    if (use === undefined) continue;
    if ("place" in use) {
      from.push(use.place);
      continue;
    }
    const note = `The cache ${nameOf(place)} is not used: it ${use.problem}.`;
    log.warning(note, "Cache");
    notes.push(note);
  }
  if (keeper !== undefined && cache.to.some(({ kind }) => kind === "gha")) {
    notes.push("Nobody signs what BuildKit keeps in GitHub's cache: GitHub alone says which branch may read it.");
  }
  const drafts = new Map<CachePlace, CachePlace>();
  for (const place of cache.to) {
    const draft = await drafted(place, from, ports).catch((thrown: unknown) => {
      log.warning(`The cache ${nameOf(place)} cannot be written: ${toFailure(thrown).message}`, "Cache");
    });
    if (draft !== undefined) drafts.set(place, draft);
  }
  const checked = keeper !== undefined && cache.from.some(({ kind }) => kind !== "gha");
  return {
    ...cache,
    from,
    to: [...drafts.values()],
    words: checked ? `${cache.words}; only what our key signed is read` : cache.words,
    notes,
    keep: (built) => kept(built, cache, drafts, using),
  };
}

const nameOf = (place: CachePlace): string => {
  if (place.kind === "registry") return `\`${place.reference}\``;
  return place.kind === "gha" ? `\`${place.scope}\` of GitHub` : "of this machine";
};

async function look(place: CachePlace, { keeper, ports }: Using): Promise<Use> {
  if (place.kind === "gha") return { place };
  if (place.kind === "registry") {
    if (keeper === undefined) return { place };
    const stored = await ports.registry.manifest(place.reference);
    if (stored === undefined) return undefined;
    const problem = problemOf(stored.bytes, keeper);
    if (problem !== undefined) return { problem };
    return { place: { kind: "registry", reference: pinned(place.reference, stored.descriptor.digest) } };
  }
  const folders = await ports.cacheFolders();
  const folder = await folders.newest(place.folder);
  if (folder === undefined) return undefined;
  if (keeper === undefined) return { place: { ...place, folder } };
  const manifest = await folders.manifest(folder);
  if (manifest === undefined) return { problem: "was changed, or is not whole" };
  const problem = problemOf(manifest.bytes, keeper);
  return problem === undefined ? { place: { ...place, folder, digest: manifest.digest } } : { problem };
}

function pinned(reference: string, digest: string): string {
  const parsed = parseImageReference(reference);
  return parsed === undefined ? reference : formatImageReference({ ...parsed, tag: undefined, digest });
}

/** Folders are written beside the one that is read, whose layers are there already. */
async function drafted(place: CachePlace, from: readonly CachePlace[], { cacheFolders }: Ports): Promise<CachePlace> {
  if (place.kind !== "local") return place;
  const read = from.find(({ kind }) => kind === "local");
  const folders = await cacheFolders();
  return { ...place, folder: await folders.draft(place.folder, read?.kind === "local" ? read.folder : undefined) };
}

async function kept(
  built: Built,
  cache: CachePlan,
  drafts: ReadonlyMap<CachePlace, CachePlace>,
  using: Using,
): Promise<void> {
  const { plan, keeper, context, ports } = using;
  for (const [place, draft] of drafts) {
    try {
      if (place.kind === "registry" && keeper !== undefined) await sign(place.reference, built, keeper, using);
      if (place.kind !== "local" || draft.kind !== "local") continue;
      const folders = await ports.cacheFolders();
      if (keeper !== undefined) {
        const manifest = await folders.manifest(draft.folder);
        const signed = manifest && (await proven(manifest.bytes, plan.name, keeper));
        if (signed !== undefined) await folders.replace(draft.folder, signed);
      }
      const folder = await folders.publish(place.folder, draft.folder);
      if (folder !== undefined) await keep(plan, cache, folder, context, ports);
    } catch (thrown) {
      context.signal.throwIfAborted();
      const why = toFailure(thrown).message;
      context.log.warning(`The cache of \`${plan.name}\` is not kept: ${why} The image is not concerned.`, "Cache");
    }
  }
}

/** Signs what the builder says that it wrote, not what the tag names: somebody else may have moved it since. */
async function sign(reference: string, built: Built, keeper: Keeper, { context, ports }: Using): Promise<void> {
  const { cacheDigest, cacheTrouble, storeOnly } = built;
  const { registry } = ports;
  const parsed = parseImageReference(reference);
  if (cacheTrouble !== undefined || storeOnly === true || parsed?.tag === undefined) return;
  if (cacheDigest === undefined) {
    const why = "since the builder does not say what it wrote: no build with a key will use it";
    return context.log.warning(`The cache \`${reference}\` is not signed, ${why}.`, "Cache");
  }
  const repository = formatImageReference({ ...parsed, tag: undefined });
  const stored = await registry.manifest(`${repository}@${cacheDigest}`);
  const bytes = stored && (await proven(stored.bytes, reference, keeper));
  if (stored === undefined || bytes === undefined) return;
  const descriptor = { mediaType: stored.descriptor.mediaType, digest: sha256Of(bytes), size: bytes.length };
  await registry.push(layoutOfStored({ descriptor, bytes }), repository);
  await registry.tag(repository, descriptor.digest, [parsed.tag]);
}
