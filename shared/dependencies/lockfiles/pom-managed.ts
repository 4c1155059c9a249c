import { type Poms, familyOf, isOfOwner, versionOf } from "./pom-family.ts";
import { type Value, valuesOf } from "./pom-values.ts";
import type { Pom, Written } from "./pom.ts";

/** What is said about a dependency that whoever names it need not say again. */
export interface Managed {
  readonly version: string | undefined;
  readonly scope: string | undefined;
}

/** By `group:artifact:type:classifier`; undefined where nothing is said. */
export type Find = (key: string) => Managed | undefined;

export interface Management {
  readonly find: Find;
  /** Bills of materials, by `group:artifact`, that are not in the repository: what they say nobody here knows. */
  readonly outside: readonly string[];
}

export const keyOf = ({ group, artifact, type, classifier }: Written, value: Value): string =>
  [group, artifact, type, classifier].map((part) => value(part) ?? part).join(":");

export const isImport = ({ scope, type }: Written): boolean => scope === "import" && type === "pom";

export const said = ({ version, scope }: Written, value: Value): Managed => ({
  version: value(version),
  scope: value(scope),
});

/** What one pom manages, as it is written: hundreds of modules look into the same. */
interface Own {
  readonly plain: ReadonlyMap<string, Written>;
  /** Those whose names have a `${…}` in them: each family reads them in its own way. */
  readonly open: readonly Written[];
  readonly imports: readonly Written[];
}

const known = new WeakMap<Pom, Own>();

function ownOf(pom: Pom): Own {
  const found = known.get(pom) ?? read(pom);
  known.set(pom, found);
  return found;
}

function read({ managed, profiles }: Pom): Own {
  const plain = new Map<string, Written>();
  const open: Written[] = [];
  const imports: Written[] = [];
  const defaults = profiles.filter(({ isDefault }) => isDefault).flatMap((profile) => profile.managed);
  for (const written of [...managed, ...defaults]) {
    const key = keyOf(written, (text) => text);
    if (isImport(written)) imports.push(written);
    else if (key.includes("${")) open.push(written);
    else plain.set(key, written);
  }
  return { plain, open, imports };
}

/**
 * The `dependencyManagement` of a family, the youngest first, and behind it the bills of materials that it imports: each once, since
 * whatever it says a second time has been said.
 */
export function managementOf(
  family: readonly Pom[],
  poms: Poms,
  value: Value,
  seen: Set<Pom> = new Set(family),
): Management {
  const all = family.map(ownOf);
  const imported: Find[] = [];
  const outside: string[] = [];
  for (const { group, artifact, version } of all.flatMap(({ imports }) => imports)) {
    const [from, name] = [value(group) ?? group, value(artifact) ?? artifact];
    // A bill of materials of others that lies here is hardly the one that Maven takes.
    const local = isOfOwner(family, from) ? poms.named(from, name) : undefined;
    if (local !== undefined && seen.has(local)) continue;
    const ancestors = local === undefined ? [] : familyOf(local, poms);
    const values = valuesOf(ancestors);
    if (local === undefined || values(versionOf(local)) !== value(version)) {
      outside.push(`${from}:${name}`);
      continue;
    }
    seen.add(local);
    const bill = managementOf(ancestors, poms, values, seen);
    imported.push(bill.find);
    outside.push(...bill.outside, ...outsideParent(ancestors));
  }
  const named = all.map(({ plain, open }) => ({ plain, open: new Map(open.map((one) => [keyOf(one, value), one])) }));
  const find = (key: string): Managed | undefined => {
    for (const { plain, open } of named) {
      const written = plain.get(key) ?? open.get(key);
      if (written !== undefined) return said(written, value);
    }
    return imported.map((other) => other(key)).find((managed) => managed !== undefined);
  };
  return { find, outside };
}

/** The parent of the oldest that is here, when it has one. */
export const outsideParent = (family: readonly Pom[]): readonly string[] => {
  const parent = family.at(-1)?.parent;
  return parent === undefined ? [] : [`${parent.group}:${parent.artifact}`];
};
