import { cachePrefix } from "./cache.ts";
import { imagesOf } from "./images.ts";
import { outputsOf } from "./metadata.ts";
import type { BuildContext, BuildOutputs, Ports } from "./ports.ts";
import { invalid } from "./values.ts";

/** Removes what the builds of a pull request left in the registry: its tag and its caches. Nothing else is touched. */
export async function clean({ inputs, log, summary }: BuildContext, ports: Ports): Promise<BuildOutputs> {
  const { pull } = ports.event;
  if (pull === undefined)
    throw invalid(["`clean` belongs to a workflow that runs `on: pull_request: types: [closed]`"]);
  const images = await imagesOf(inputs, ports);
  const rows: (readonly [string, string])[] = [];
  for (const repository of new Set(images.map((image) => image.repository))) {
    // There is a cache for each platform and stage, and nobody knows any more which were built.
    const caches = (await ports.registry.tags(repository)).filter((tag) => tag.startsWith(cachePrefix(pull.number)));
    for (const tag of [`pr-${pull.number}`, ...caches.toSorted()]) {
      const reference = `${repository}:${tag}`;
      const end = inputs.dryRun ? "would be deleted" : await remove(reference, ports);
      log.info(`${reference}: ${end}`);
      rows.push([reference, end]);
    }
  }
  summary.heading(`Images of pull request ${pull.number}`).table(
    ["Reference", "State"],
    rows.map(([reference, end]) => [{ code: reference }, end]),
  );
  return outputsOf(new Map(), inputs.dryRun ? "planned" : "cleaned", undefined);
}

async function remove(reference: string, { registry, packages }: Ports): Promise<string> {
  const end = await registry.remove(reference);
  if (end !== "unsupported") return end;
  // Only GitHub's own packages are known to be deleted in another way.
  if (packages === undefined || !reference.startsWith("ghcr.io/")) return "kept: the registry does not delete tags";
  const gone = await packages.remove(reference);
  return gone === "shared" ? "kept: the image has other tags too" : gone;
}
