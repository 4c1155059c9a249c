import type { Scope } from "./pinned.ts";
import { tryToml } from "./toml.ts";
import { at, entries, text } from "./values.ts";

export interface CargoNamed {
  readonly name: string;
  readonly scope: Scope;
  readonly range: string | undefined;
  readonly alias: string | undefined;
  /** It is in the repository itself, or may be: the manifest of the workspace says it. */
  readonly local: boolean;
}

/** What a package runs with or is built by; build scripts run on whoever builds it. */
const GROUPS: readonly (readonly [string, Scope])[] = [
  ["dependencies", "runtime"],
  ["build-dependencies", "runtime"],
  ["dev-dependencies", "development"],
];

/** Name of the package of a `Cargo.toml`, and all that it names, for every target; undefined when there is no package. */
export function cargoNamed(source: string): [readonly [string, readonly CargoNamed[]]] | undefined {
  const document = tryToml(source);
  const name = text(at(at(document, "package"), "name"));
  if (name === undefined) return undefined;
  const tables = [document, ...entries(at(document, "target")).map(([, target]) => target)];
  const named = tables.flatMap((table) =>
    GROUPS.flatMap(([group, scope]) =>
      entries(at(table, group)).map(([key, value]): CargoNamed => {
        const renamed = text(at(value, "package"));
        const optional = at(value, "optional") === true && scope === "runtime";
        return {
          name: renamed ?? key,
          scope: optional ? "optional" : scope,
          range: text(value) ?? text(at(value, "version")),
          alias: renamed === undefined ? undefined : key,
          local: at(value, "path") !== undefined || at(value, "workspace") === true,
        };
      }),
    ),
  );
  return [[name, named]];
}
