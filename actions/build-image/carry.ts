import { createHash } from "node:crypto";
import type { CachePlan } from "./cache.ts";
import type { BuildContext, ImagePlan, Ports } from "./ports.ts";

/** Keys by image and platform, then by Dockerfile: another Dockerfile's cache is better than none. */
function prefixes({ dockerfile }: Pick<ImagePlan, "dockerfile">, name: string): readonly [string, string] {
  const digest = createHash("sha256").update(JSON.stringify(dockerfile)).digest("hex").slice(0, 16);
  return [`slipway/${name}/${digest}/`, `slipway/${name}/`];
}

/** Brings a cache folder that an earlier job kept, where the builder cannot fetch it itself. */
export async function bring(
  plan: ImagePlan,
  { carried }: CachePlan,
  { log }: Pick<BuildContext, "log">,
  { folderCache, cacheFolders }: Pick<Ports, "folderCache" | "cacheFolders">,
): Promise<void> {
  if (carried === undefined || folderCache === undefined) return;
  const folders = await cacheFolders();
  // What this machine has itself is as new as what it kept there.
  if ((await folders.newest(carried.folder)) !== undefined) return;
  const folder = folders.fresh(carried.folder);
  const key = await folderCache.restore(folder, prefixes(plan, carried.name));
  if (key !== undefined) await folders.publish(carried.folder, folder);
  log.info(`${plan.name}: ${key === undefined ? "GitHub's cache has no layers for it" : `layers of ${key}`}`);
}

/** Keeps it for the next job. */
export async function keep(
  plan: ImagePlan,
  { carried }: CachePlan,
  folder: string,
  { log }: Pick<BuildContext, "log">,
  { folderCache }: Pick<Ports, "folderCache">,
): Promise<void> {
  if (carried === undefined || folderCache === undefined) return;
  const [prefix] = prefixes(plan, carried.name);
  log.info(`${plan.name}: its layers ${await folderCache.save(folder, prefix)}`);
}
