import type { Dependency, Inventory } from "./types.ts";

/**
 * Shortest chain of names from something that the project itself names down to a package, over all places that pin it. Files that do
 * not tell what is direct have none.
 */
export function chains(inventories: readonly Inventory[]): (places: readonly Dependency[]) => readonly string[] {
  const byFile = new Map(inventories.map((inventory) => [inventory.file, inventory]));
  const found = new Map<string, Map<string, Step>>();
  return (places) => {
    let best: readonly string[] = [];
    for (const place of places) {
      const inventory = byFile.get(place.file);
      if (inventory === undefined) continue;
      const steps = found.get(place.file) ?? walk(inventory);
      found.set(place.file, steps);
      const chain = chainTo(place.purl, steps);
      if (chain.length > 0 && (best.length === 0 || chain.length < best.length)) best = chain;
    }
    return best;
  };
}

interface Step {
  readonly name: string;
  /** The purl of who needs it; undefined for a direct one. */
  readonly from: string | undefined;
}

/** Breadth first, so that the first way to a package is a shortest one. */
function walk({ dependencies }: Inventory): Map<string, Step> {
  const byPurl = Map.groupBy(dependencies, ({ purl }) => purl);
  const steps = new Map<string, Step>();
  const queue: string[] = [];
  for (const { purl, name, direct } of dependencies) {
    if (direct !== true || steps.has(purl)) continue;
    steps.set(purl, { name, from: undefined });
    queue.push(purl);
  }
  for (let index = 0; index < queue.length; index++) {
    const from = queue[index] ?? "";
    for (const purl of (byPurl.get(from) ?? []).flatMap(({ needs }) => needs)) {
      const name = byPurl.get(purl)?.[0]?.name;
      if (name === undefined || steps.has(purl)) continue;
      steps.set(purl, { name, from });
      queue.push(purl);
    }
  }
  return steps;
}

function chainTo(purl: string, steps: ReadonlyMap<string, Step>): string[] {
  const chain: string[] = [];
  for (
    let step = steps.get(purl);
    step !== undefined;
    step = step.from === undefined ? undefined : steps.get(step.from)
  ) {
    chain.push(step.name);
  }
  return chain.reverse();
}
