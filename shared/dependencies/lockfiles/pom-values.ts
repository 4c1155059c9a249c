import { groupOf, versionOf } from "./pom-family.ts";
import { type Pom } from "./pom.ts";

/** Text with every `${…}` in it replaced; undefined where one is not said in the repository. */
export type Value = (text: string | undefined) => string | undefined;

/** Properties that lead to properties, and characters of what comes out: more is made to grow, not to be used. */
const MOST_STEPS = 30;
const LONGEST = 500;

const REFERENCE = /\$\{([^${}]*)\}/g;

/** What the properties of a family say, the youngest first: Maven inherits first and replaces then. */
export function valuesOf(family: readonly Pom[], profile?: ReadonlyMap<string, string>): Value {
  const properties = new Map<string, string>();
  for (const pom of family.toReversed()) {
    const defaults = pom.profiles.filter(({ isDefault }) => isDefault);
    for (const section of [pom, ...defaults]) {
      for (const [name, value] of section.properties) properties.set(name, value);
    }
  }
  for (const [name, value] of profile ?? []) properties.set(name, value);
  const [own] = family;
  const project = new Map<string, string | undefined>([
    ["version", own && versionOf(own)],
    ["groupId", own && groupOf(own)],
    ["artifactId", own?.artifact],
    ["parent.version", own?.parent?.version],
    ["parent.groupId", own?.parent?.group],
    ["parent.artifactId", own?.parent?.artifact],
  ]);
  const lookUp = (name: string): string | undefined =>
    project.get(name.replace(/^(?:project|pom)\./, "")) ?? properties.get(name);

  const replaced = (text: string, steps: number): string | undefined => {
    if (!text.includes("${")) return text.length > LONGEST ? undefined : text;
    if (steps === MOST_STEPS || text.length > LONGEST) return undefined;
    let isKnown = true;
    const next = text.replaceAll(REFERENCE, (_, name: string) => {
      const value = lookUp(name.trim());
      isKnown &&= value !== undefined;
      return value ?? "";
    });
    return isKnown && next !== text ? replaced(next, steps + 1) : undefined;
  };
  return (text) => (text === undefined ? undefined : replaced(text, 0));
}
