import { type Poms, familyOf } from "./pom-family.ts";
import { type Managed, type Management, isImport, keyOf, managementOf } from "./pom-managed.ts";
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

const NONE: ReadonlyMap<string, Managed> = new Map();

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
    const extra = section === pom ? [] : section.managed.map((one) => [keyOf(one, values), said(one, values)] as const);
    const of = extra.length === 0 ? management.of : new Map([...management.of, ...extra]);
    return [
      ...section.dependencies.map((one) => entry(one, "dependency", values, of)),
      ...section.managed.map((one) => entry(one, "managed", values, NONE)),
      ...section.plugins.map((one) => entry(one, "plugin", values, plugins)),
    ];
  });
  return { entries: [...outer, ...own, ...inherited(family, poms, value, management)], management };
}

const said = ({ version, scope }: Written, value: Value): Managed => ({ version: value(version), scope: value(scope) });

function entry(written: Written, use: Entry["use"], value: Value, of: ReadonlyMap<string, Managed>): Entry {
  const { group, artifact, version, scope, line } = written;
  const managed = of.get(keyOf(written, value));
  return {
    group: value(group) ?? group,
    artifact: value(artifact) ?? artifact,
    version: version === undefined ? managed?.version : value(version),
    use,
    scope: isImport(written) ? undefined : (value(scope) ?? managed?.scope),
    line,
  };
}

const managedPlugins = (family: readonly Pom[], value: Value): ReadonlyMap<string, Managed> =>
  new Map(
    family
      .toReversed()
      .flatMap(({ managedPlugins: all }) => all)
      .map((one) => [keyOf(one, value), said(one, value)]),
  );

/** A property or a managed version of its own makes another version of what the parent names: the line is where it says who that is. */
function inherited(
  [pom, ...ancestors]: readonly Pom[],
  poms: Poms,
  value: Value,
  { of }: Management,
): readonly Entry[] {
  if (pom?.parent === undefined || ancestors.length === 0) return [];
  const defaults = pom.profiles.filter(({ isDefault }) => isDefault);
  if ([pom, ...defaults].every(({ properties, managed }) => properties.size === 0 && managed.length === 0)) return [];
  const { line } = pom.parent;
  const theirs = valuesOf(ancestors);
  const { of: theirManaged } = managementOf(ancestors, poms, theirs);
  const known = new Set(pom.dependencies.map((one) => keyOf(one, value)));
  return ancestors
    .flatMap(({ dependencies }) => dependencies)
    .filter((one) => !known.has(keyOf(one, value)))
    .map((one) => [entry(one, "dependency", value, of), entry(one, "dependency", theirs, theirManaged)] as const)
    .filter(([ours, former]) => ours.version !== former.version)
    .map(([ours]) => ({ ...ours, line }));
}
