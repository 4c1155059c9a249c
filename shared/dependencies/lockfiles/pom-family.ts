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

/**
 * Where `relativePath` says, when that is the one that is meant. Another pom of these coordinates in the repository need not be a part of
 * what is built: Maven may take the parent from a registry all the same.
 */
function parentOf({ path, parent }: Pom, poms: Poms): Pom | undefined {
  const relative = parent?.relativePath ?? "../pom.xml";
  const target = relative === "" ? undefined : pathFrom(folderOf(path), relative);
  if (parent === undefined || target === undefined) return undefined;
  const near = poms.at(target) ?? poms.at(`${target}/pom.xml`.replace(/^\//, ""));
  const isMeant =
    near !== undefined &&
    near.path !== path &&
    coordinates(near) === `${parent.group}:${parent.artifact}` &&
    versionOf(near) === parent.version;
  return isMeant ? near : undefined;
}

/** What two groups of one owner have in common: `com.acme` of `com.acme.shop.web`. */
const ownerOf = (group: string): string => group.split(".").slice(0, 2).join(".");

/** Whether a pom of the repository may speak for these coordinates, as far as the family that names them is of the same owner. */
export const isOfOwner = (family: readonly Pom[], group: string): boolean =>
  family.some((pom) => ownerOf(groupOf(pom)) === ownerOf(group));
