import type { Need, Pinned, Scope } from "./pinned.ts";

/** What the project itself names: the key of the entry that it gets, and what for. */
export interface Root {
  readonly key: string;
  readonly scope: Scope;
  readonly range?: string | undefined;
  /** The name that the project gives it. */
  readonly alias?: string;
}

/**
 * Scopes as they follow from who needs what, for formats that do not write them down: first all that is needed at run time, then
 * what only optional dependencies need, then what only development needs. What nobody needs keeps what it has.
 * Without roots nothing is known about directness.
 */
export function withReach(pinned: ReadonlyMap<string, Pinned>, roots: readonly Root[]): Map<string, Pinned> {
  const scopes = new Map<string, Scope>();
  const spread = (scope: Scope, from: readonly string[], follow: (need: Need) => boolean): void => {
    const queue = from.filter((key) => pinned.has(key) && !scopes.has(key));
    for (const key of queue) scopes.set(key, scope);
    for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
      for (const need of pinned.get(key)?.needs ?? []) {
        if (!follow(need) || scopes.has(need.key) || !pinned.has(need.key)) continue;
        scopes.set(need.key, scope);
        queue.push(need.key);
      }
    }
  };
  const starts = (scope: Scope): string[] => roots.filter((root) => root.scope === scope).map(({ key }) => key);

  spread("runtime", starts("runtime"), (need) => need.optional !== true);
  const optional = [...scopes.keys()].flatMap((key) => pinned.get(key)?.needs ?? []).filter((need) => need.optional);
  spread("optional", [...starts("optional"), ...optional.map(({ key }) => key)], () => true);
  spread("development", starts("development"), () => true);

  const ranges = Map.groupBy(roots, ({ key }) => key);
  return new Map(
    [...pinned].map(([key, entry]) => {
      const named = ranges.get(key) ?? [];
      const wanted = named.flatMap(({ range }) => range ?? []);
      const alias = entry.alias ?? named.find((root) => root.alias !== undefined && root.alias !== entry.name)?.alias;
      return [
        key,
        {
          ...entry,
          scope: scopes.get(key) ?? entry.scope ?? "runtime",
          direct: roots.length === 0 ? entry.direct : ranges.has(key),
          ...(alias === undefined ? {} : { alias }),
          ...(wanted.length === 0 ? {} : { ranges: [...(entry.ranges ?? []), ...wanted] }),
        },
      ];
    }),
  );
}
