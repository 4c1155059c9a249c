import { folderOf, pathFrom } from "./lockfile.ts";
import { type Pom, parsePom } from "./pom.ts";

/** The poms of one commit, each parsed when somebody asks for it, and once. */
export interface Poms {
  readonly at: (path: string) => Pom | undefined;
  /** The one of these coordinates, whatever its version; undefined where the repository has none, or several. */
  readonly named: (group: string, artifact: string) => Pom | undefined;
}

const known = new WeakMap<ReadonlyMap<string, string>, Poms>();

/** `texts`: by path. A pom that cannot be read is none here: it is refused where it is read itself. */
export function pomsOf(texts: ReadonlyMap<string, string>): Poms {
  const found = known.get(texts) ?? read(texts);
  known.set(texts, found);
  return found;
}

function read(texts: ReadonlyMap<string, string>): Poms {
  const parsed = new Map<string, Pom | undefined>();
  const at = (path: string): Pom | undefined => {
    const text = texts.get(path);
    if (text === undefined) return undefined;
    if (!parsed.has(path)) parsed.set(path, tryPom(path, text));
    return parsed.get(path);
  };
  let index: ReadonlyMap<string, readonly Pom[]> | undefined;
  return {
    at,
    named: (group, artifact) => {
      index ??= Map.groupBy(
        [...texts.keys()].flatMap((path) => at(path) ?? []),
        coordinates,
      );
      const all = index.get(`${group}:${artifact}`) ?? [];
      return all.length === 1 ? all[0] : undefined;
    },
  };
}

function tryPom(path: string, text: string): Pom | undefined {
  try {
    return parsePom(path, text);
  } catch {
    return undefined;
  }
}

export const groupOf = ({ group, parent }: Pom): string => group ?? parent?.group ?? "";
export const versionOf = ({ version, parent }: Pom): string | undefined => version ?? parent?.version;
export const coordinates = (pom: Pom): string => `${groupOf(pom)}:${pom.artifact}`;

/** A family that goes on for longer is a circle, or a joke. */
const MOST_ANCESTORS = 20;

/** The pom, its parent, the parent's parent and so on, as far as the repository has them. */
export function familyOf(pom: Pom, poms: Poms): readonly Pom[] {
  const family = [pom];
  for (let next = parentOf(pom, poms); next !== undefined; next = parentOf(next, poms)) {
    if (family.includes(next) || family.length === MOST_ANCESTORS) break;
    family.push(next);
  }
  return family;
}

/** Where `relativePath` says, when that is the one that is meant; else whichever has these coordinates. */
function parentOf({ path, parent }: Pom, poms: Poms): Pom | undefined {
  if (parent === undefined) return undefined;
  const isMeant = (other: Pom | undefined): other is Pom =>
    other !== undefined &&
    other.path !== path &&
    coordinates(other) === `${parent.group}:${parent.artifact}` &&
    mayBeSame(versionOf(other), parent.version);
  const relative = parent.relativePath ?? "../pom.xml";
  const target = relative === "" ? undefined : pathFrom(folderOf(path), relative);
  const near = target === undefined ? undefined : (poms.at(target) ?? poms.at(`${target}/pom.xml`.replace(/^\//, "")));
  if (isMeant(near)) return near;
  const other = poms.named(parent.group, parent.artifact);
  return isMeant(other) ? other : undefined;
}

/** A version with a `${revision}` in it is whatever the build says. */
const mayBeSame = (one: string | undefined, other: string | undefined): boolean =>
  one === other || /\$\{/.test(`${one ?? ""}${other ?? ""}`);
