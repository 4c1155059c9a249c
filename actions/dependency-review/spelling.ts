import { packageKey } from "../../shared/dependencies/policy/advisories.ts";
import type { Dependency, ReleaseFacts } from "../../shared/dependencies/types.ts";

/** NuGet takes names in small and capital letters alike; databases of advisories know only what the registry itself writes. */
const LOOSE: ReadonlySet<string> = new Set(["NuGet"]);

export const isLoose = ({ ecosystem }: Pick<Dependency, "ecosystem">): boolean => LOOSE.has(ecosystem);

/** Dependencies under the names that their registry gives them, as far as it told any version of them. */
export function spelled(
  dependencies: readonly Dependency[],
  asked: readonly Dependency[],
  facts: ReadonlyMap<string, ReleaseFacts>,
): readonly Dependency[] {
  const names = new Map(
    asked.filter(isLoose).flatMap((one) => {
      const name = facts.get(one.purl)?.name;
      return name === undefined ? [] : [[packageKey(one), name] as const];
    }),
  );
  return dependencies.map((one) => {
    const name = isLoose(one) ? names.get(packageKey(one)) : undefined;
    // What an answer says must not make another package of it.
    return name === undefined || packageKey({ ...one, name }) !== packageKey(one) ? one : { ...one, name };
  });
}
