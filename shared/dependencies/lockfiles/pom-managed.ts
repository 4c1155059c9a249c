import { type Poms, familyOf, versionOf } from "./pom-family.ts";
import { type Value, valuesOf } from "./pom-values.ts";
import type { Pom, Written } from "./pom.ts";

/** What is said about a dependency that whoever names it need not say again. */
export interface Managed {
  readonly version: string | undefined;
  readonly scope: string | undefined;
}

export interface Management {
  /** By `group:artifact:type:classifier`. */
  readonly of: ReadonlyMap<string, Managed>;
  /** Bills of materials, by `group:artifact`, that are not in the repository: what they say nobody here knows. */
  readonly outside: readonly string[];
}

export const keyOf = ({ group, artifact, type, classifier }: Written, value: Value): string =>
  [group, artifact, type, classifier].map((part) => value(part) ?? part).join(":");

export const isImport = ({ scope, type }: Written): boolean => scope === "import" && type === "pom";

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
  const of = new Map<string, Managed>();
  const outside: string[] = [];
  const imports: Written[] = [];
  for (const pom of family) {
    const defaults = pom.profiles.filter(({ isDefault }) => isDefault);
    for (const written of [...defaults, pom].flatMap(({ managed }) => managed)) {
      const key = keyOf(written, value);
      if (isImport(written)) imports.push(written);
      else if (!of.has(key)) of.set(key, { version: value(written.version), scope: value(written.scope) });
    }
  }
  for (const { group, artifact, version } of imports) {
    const [from, name] = [value(group) ?? group, value(artifact) ?? artifact];
    const local = poms.named(from, name);
    if (local !== undefined && seen.has(local)) continue;
    const ancestors = local === undefined ? [] : familyOf(local, poms);
    const values = valuesOf(ancestors);
    if (local === undefined || values(versionOf(local)) !== value(version)) {
      outside.push(`${from}:${name}`);
      continue;
    }
    seen.add(local);
    const imported = managementOf(ancestors, poms, values, seen);
    outside.push(...imported.outside, ...outsideParent(ancestors));
    for (const [key, managed] of imported.of) if (!of.has(key)) of.set(key, managed);
  }
  return { of, outside };
}

/** The parent of the oldest that is here, when it has one. */
export const outsideParent = (family: readonly Pom[]): readonly string[] => {
  const parent = family.at(-1)?.parent;
  return parent === undefined ? [] : [`${parent.group}:${parent.artifact}`];
};
