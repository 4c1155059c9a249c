import { type Poms, familyOf } from "./pom-family.ts";
import { type Find, type Management, isImport, keyOf, managementOf, said } from "./pom-managed.ts";
import { type Value, valuesOf } from "./pom-values.ts";
import type { Pom, Written } from "./pom.ts";

/** A package that a pom names, by coordinates without `${…}`. */
export interface Entry {
  readonly group: string;
  readonly artifact: string;
  /** As Maven would get it: a version, or a range; undefined where the repository does not say. */
  readonly version: string | undefined;
  readonly use: "dependency" | "managed" | "plugin" | "parent";
  readonly scope: string | undefined;
  readonly line: number;
}

const NONE: Find = () => undefined;

/** Everything that a pom itself names, what it inherits in another version than its parent has it, and its parent when that is not here. */
export function entriesOf(
  pom: Pom,
  poms: Poms,
): { readonly entries: readonly Entry[]; readonly management: Management } {
  const family = familyOf(pom, poms);
  const value = valuesOf(family);
  const management = managementOf(family, poms, value);
  const { parent } = pom;
  const outer = parent !== undefined && family.length === 1 ? [entry(parent, "parent", value, NONE)] : [];
  const plugins = managedPlugins(family, value);
  const own = [pom, ...pom.profiles].flatMap((section) => {
    const values = section === pom ? value : valuesOf(family, section.properties);
    const extra = new Map(
      section === pom ? [] : section.managed.map((one) => [keyOf(one, values), said(one, values)] as const),
    );
    const find: Find = (key) => extra.get(key) ?? management.find(key);
    return [
      ...section.dependencies.map((one) => entry(one, "dependency", values, find)),
      ...section.managed.map((one) => entry(one, "managed", values, NONE)),
      ...section.plugins.map((one) => entry(one, "plugin", values, plugins)),
    ];
  });
  return { entries: [...outer, ...own, ...inherited(family, poms, value, management)], management };
}

function entry(written: Written, use: Entry["use"], value: Value, find: Find): Entry {
  const { group, artifact, version, scope, line } = written;
  const managed = find(keyOf(written, value));
  return {
    group: value(group) ?? group,
    artifact: value(artifact) ?? artifact,
    version: version === undefined ? managed?.version : value(version),
    use,
    scope: isImport(written) ? undefined : (value(scope) ?? managed?.scope),
    line,
  };
}

function managedPlugins(family: readonly Pom[], value: Value): Find {
  const all = family.toReversed().flatMap((pom) => pom.managedPlugins);
  const known = new Map(all.map((one) => [keyOf(one, value), said(one, value)]));
  return (key) => known.get(key);
}

/** A property or a managed version of its own makes another version of what the parent names: the line is where it says who that is. */
function inherited(
  [pom, ...ancestors]: readonly Pom[],
  poms: Poms,
  value: Value,
  { find }: Management,
): readonly Entry[] {
  if (pom?.parent === undefined || ancestors.length === 0) return [];
  const defaults = pom.profiles.filter(({ isDefault }) => isDefault);
  if ([pom, ...defaults].every(({ properties, managed }) => properties.size === 0 && managed.length === 0)) return [];
  const { line } = pom.parent;
  const theirs = valuesOf(ancestors);
  const { find: findTheirs } = managementOf(ancestors, poms, theirs);
  const known = new Set(pom.dependencies.map((one) => keyOf(one, value)));
  return ancestors
    .flatMap(({ dependencies }) => dependencies)
    .filter((one) => !known.has(keyOf(one, value)))
    .map((one) => [entry(one, "dependency", value, find), entry(one, "dependency", theirs, findTheirs)] as const)
    .filter(([ours, former]) => ours.version !== former.version)
    .map(([ours]) => ({ ...ours, line }));
}
