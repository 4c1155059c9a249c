import { Failure } from "../../shared/action/failure.ts";
import type { Layout } from "../../shared/site/layout.ts";
import { previewPlace, versionPlace, versionsFile } from "../../shared/site/layout.ts";
import { isWithin, joinPath } from "../../shared/site/paths.ts";
import { formatVersions, type Version } from "../../shared/site/versions.ts";
import type { Change } from "./apply.ts";
import type { Branch } from "./branch.ts";
import type { Gone } from "./report.ts";

export interface Removal extends Change {
  readonly gone: readonly Gone[];
}

/** What takes these folders, and the aliases with their versions, off the branch; undefined when none of them is there. */
export function planRemoval(
  { layout, snapshot }: Branch,
  wanted: readonly Gone[],
  aliases: readonly string[] = [],
): Removal | undefined {
  const { home, versions } = layout;
  const folders = new Set(wanted.map(({ path }) => path));
  const after: Version[] = [];
  for (const one of versions) {
    const left = one.aliases.filter((alias) => !aliases.includes(alias));
    if (folders.has(joinPath(home, one.version))) for (const alias of one.aliases) folders.add(joinPath(home, alias));
    else after.push({ ...one, aliases: left });
    for (const alias of one.aliases) if (aliases.includes(alias)) folders.add(joinPath(home, alias));
  }
  const removed = [...snapshot.entries.keys()].filter((path) => isUnder(path, folders));
  const list = formatVersions(after);
  const texts = list === formatVersions(versions) ? new Map<string, string>() : new Map([[versionsFile(layout), list]]);
  const publications = new Map([...layout.publications].filter(([place]) => !folders.has(place)));
  if (removed.length === 0 && texts.size === 0 && publications.size === layout.publications.size) return undefined;
  const there = new Set([...folders].filter((folder) => removed.some((path) => isWithin(path, folder))));
  const names = [...there].toSorted();
  return {
    gone: [
      ...wanted.filter(({ path }) => there.has(path)),
      ...names
        .filter((path) => !wanted.some((one) => one.path === path))
        .map((path) => ({ path, reason: "it is an alias", size: undefined })),
    ],
    publications,
    changes: { added: [], changed: [], removed },
    edits: { remove: names, put: new Map(), texts },
    message: `Remove ${names.length === 1 ? names[0] : `${names.length} folders`}`,
    notes: { Removed: names.map((name) => `/${name}`).join(" ") },
  };
}

function isUnder(path: string, folders: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf("/"); slash > 0; slash = path.indexOf("/", slash + 1)) {
    if (folders.has(path.slice(0, slash))) return true;
  }
  return false;
}

/** The folders that `remove` is to take away. A version that aliases of others stand on is told apart from one without. */
export function namedFolders(
  layout: Layout,
  named: { readonly version: string | undefined; readonly preview: number | undefined },
): readonly Gone[] {
  const { version, preview } = named;
  const places = [
    ...(version === undefined ? [] : [versionPlace(layout, checkedVersion(layout, version))]),
    ...(preview === undefined ? [] : [previewPlace(layout.destination, preview)]),
  ];
  return places.map(({ path }) => ({ path, reason: "removed", size: layout.publications.get(path)?.size }));
}

/** An alias is no version: removing what it stands for by its name would surprise. */
function checkedVersion({ versions }: Layout, name: string): string {
  const owner = versions.find(({ aliases }) => aliases.includes(name));
  if (owner === undefined) return name;
  throw new Failure("SLIP-DOCS-NOT-FOUND", `\`${name}\` is an alias of the version \`${owner.version}\`, no version.`, {
    blame: "user",
    state: "Nothing was removed.",
    next: `Give \`version: ${owner.version}\` to remove the version, or \`alias: ${name}\` to remove the alias only.`,
  });
}
