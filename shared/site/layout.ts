import { isWithin, joinPath } from "./paths.ts";
import { type Kind, type Publications, RECORD } from "./record.ts";
import { parseVersions, type Version } from "./versions.ts";

/** One place of the tree that is published by itself. */
export interface Place {
  readonly kind: Kind;
  /** Folder from the top of the branch, "" for the top. */
  readonly path: string;
}

/** How the tree below a destination is divided. */
export interface Layout {
  readonly destination: string;
  /** Folder of the versions: `v`, or the destination itself where mike began the branch. */
  readonly home: string;
  readonly versions: readonly Version[];
  readonly publications: Publications;
}

const VERSIONS = "versions.json";

/** Where `versions.json` may be: ours, and mike's. */
export const versionsFiles = (destination: string): readonly [ours: string, mikes: string] => [
  joinPath(destination, "v", VERSIONS),
  joinPath(destination, VERSIONS),
];

/** A branch that mike began goes on as it is: versions beside each other, at the addresses that people know. */
export function readLayout(
  destination: string,
  texts: ReadonlyMap<string, string>,
  publications: Publications,
  hasFolder: (path: string) => boolean,
): Layout | { readonly unreadable: string } {
  const [ours, mikes] = versionsFiles(destination);
  const own = texts.get(ours);
  if (own !== undefined) {
    const versions = parseVersions(own);
    return versions === undefined
      ? { unreadable: ours }
      : { destination, home: joinPath(destination, "v"), versions, publications };
  }
  const adopted = parseVersions(texts.get(mikes) ?? "");
  // A site may have a file of that name; where mike wrote it, the versions are there too.
  return adopted === undefined || !adopted.some(({ version }) => hasFolder(joinPath(destination, version)))
    ? { destination, home: joinPath(destination, "v"), versions: [], publications }
    : { destination, home: destination, versions: adopted, publications };
}

export const versionsFile = ({ home }: Layout): string => joinPath(home, VERSIONS);
export const versionPlace = ({ home }: Layout, name: string): Place => ({
  kind: "version",
  path: joinPath(home, name),
});
export const previewPlace = (destination: string, number: number): Place => ({
  kind: "preview",
  path: joinPath(destination, "pr", String(number)),
});

/** The number of the pull request whose preview the file is part of. */
function previewOf(folder: string, path: string): number | undefined {
  if (!path.startsWith(`${folder}/`)) return undefined;
  const [, number] = /^([1-9]\d{0,9})\//.exec(path.slice(folder.length + 1)) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** Previews by folder and number: those on record, and those that are there without one. */
export function previewsOf({ destination }: Layout, paths: Iterable<string>): ReadonlyMap<string, number> {
  const folder = joinPath(destination, "pr");
  const found = new Map<string, number>();
  for (const path of paths) {
    const number = previewOf(folder, path);
    if (number !== undefined) found.set(joinPath(folder, String(number)), number);
  }
  return found;
}

/** Files of hosts that stand at the top of the branch, whoever publishes. */
const OF_THE_HOST = new Set(["CNAME", ".nojekyll"]);

/**
 * Whether a path of the tree belongs to the place. What is in a place inside of it belongs to that one, whoever made it:
 * versions, aliases, previews, other jobs' destinations. `kept`: paths that the user wants left alone.
 */
export function ownership(place: Place, layout: Layout, kept: readonly string[]): (path: string) => boolean {
  const { destination, home, versions, publications } = layout;
  if (place.kind !== "site") return (path) => isWithin(path, place.path) && path !== place.path;
  const inner = new Set([...publications.keys()].filter((path) => path !== place.path && isWithin(path, place.path)));
  for (const { version, aliases } of versions)
    for (const name of [version, ...aliases]) inner.add(joinPath(home, name));
  const single = new Set([RECORD, versionsFile(layout), ...kept.filter((path) => !path.endsWith("/"))]);
  // The page of the versions belongs to them only while there are any.
  if (home !== destination && versions.length > 0) single.add(joinPath(home, "index.html"));
  for (const path of kept) if (path.endsWith("/")) inner.add(path.replace(/\/+$/, ""));
  const previews = joinPath(destination, "pr");
  // Of another tool that many come from; it writes its previews beside the site.
  const foreign = `${joinPath(destination, "pr-preview")}/`;
  return (path) => {
    if (!isWithin(path, place.path) || single.has(path) || OF_THE_HOST.has(path)) return false;
    if (previewOf(previews, path) !== undefined || path.startsWith(foreign)) return false;
    for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
      if (inner.has(path.slice(0, slash))) return false;
    }
    return true;
  };
}
