import { Failure } from "../../shared/action/failure.ts";
import { editsTo } from "../../shared/site/edits.ts";
import { type Layout, type Place, versionsFile } from "../../shared/site/layout.ts";
import { isWithin, joinPath } from "../../shared/site/paths.ts";
import { type KeepPolicy, prune } from "../../shared/site/prune.ts";
import { redirectPage } from "../../shared/site/redirect.ts";
import { findVersion, formatVersions, type Version, withVersion } from "../../shared/site/versions.ts";

interface Given {
  readonly version: string | undefined;
  readonly title: string | undefined;
  readonly alias: readonly string[];
  readonly default: string | undefined;
  readonly keep: KeepPolicy | undefined;
}

interface Now {
  readonly layout: Layout;
  readonly texts: ReadonlyMap<string, string>;
  readonly entries: ReadonlyMap<string, string>;
  readonly place: Place;
}

export interface VersionsPlan {
  readonly put: ReadonlyMap<string, string>;
  readonly remove: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
  readonly pruned: readonly { readonly path: string; readonly reason: string; readonly size: number | undefined }[];
}

/** What goes with a version: the list, the redirects of its aliases, the default page, and versions that are not kept. */
export async function planVersions(
  given: Given,
  now: Now,
  redirects: () => Promise<ReadonlyMap<string, string>>,
): Promise<VersionsPlan> {
  const { layout, texts, entries } = now;
  const { home, versions: before } = layout;
  const { version, title, alias } = given;
  refuseAliases(before, alias, version);
  const all = version === undefined ? before : withVersion(before, { version, title, aliases: alias });
  const held = new Set(all.filter(({ aliases }) => aliases.length > 0).map((one) => one.version));
  for (const name of [version, findVersion(all, given.default ?? "")?.version]) if (name !== undefined) held.add(name);
  const pruned =
    given.keep === undefined
      ? []
      : prune(
          all.map((one) => one.version),
          given.keep,
          held,
        );
  const after = all.filter((one) => !pruned.includes(one.version));

  const put = new Map<string, string>();
  const remove: string[] = pruned.map((name) => joinPath(home, name));
  const aliases = after.find((one) => one.version === version)?.aliases ?? [];
  const pages = aliases.length === 0 ? new Map<string, string>() : await redirects();
  for (const name of aliases) {
    const folder = joinPath(home, name);
    const wanted = new Map([...pages].map(([page, id]) => [joinPath(folder, page), id]));
    const { edits } = editsTo(wanted, entries, (path) => isWithin(path, folder));
    for (const [path, id] of edits.put) put.set(path, id);
    remove.push(...edits.remove);
  }

  const changed = new Map<string, string>();
  const file = versionsFile(layout);
  const list = formatVersions(after);
  if ((version !== undefined || pruned.length > 0) && texts.get(file) !== list) changed.set(file, list);
  for (const [path, page] of defaultPages(given.default, after, now)) changed.set(path, page);
  const size = (name: string) => layout.publications.get(joinPath(home, name))?.size;
  return {
    put,
    remove,
    texts: changed,
    pruned: pruned.map((name) => ({ path: joinPath(home, name), reason: "`keep` gives it up", size: size(name) })),
  };
}

/** The pages that lead to the default, where no site of its own is. */
function* defaultPages(
  name: string | undefined,
  versions: readonly Version[],
  { layout: { home, destination, publications }, entries, texts, place }: Now,
): Generator<readonly [string, string]> {
  if (name === undefined) return;
  if (findVersion(versions, name) === undefined) {
    throw new Failure("SLIP-DOCS-NOT-FOUND", `There is no version or alias \`${name}\` to be the \`default\`.`, {
      blame: "user",
      state: "Nothing was published.",
      next: `Give one of: ${versions.flatMap(({ version, aliases }) => [version, ...aliases]).join(", ") || "none is there yet"}.`,
    });
  }
  const top = joinPath(destination, "index.html");
  const wanted = new Map([[joinPath(home, "index.html"), redirectPage(`${name}/`)]]);
  if (home !== destination && !publications.has(destination) && place.kind !== "site") {
    wanted.set(top, redirectPage(`v/${name}/`));
  }
  for (const [path, page] of wanted) {
    if (path === top && (place.kind === "site" || publications.has(destination))) continue;
    if (!entries.has(path) || texts.get(path) !== page) yield [path, page];
  }
}

function refuseAliases(versions: readonly Version[], aliases: readonly string[], version: string | undefined): void {
  const taken = aliases.find((alias) => alias !== version && versions.some((other) => other.version === alias));
  if (taken === undefined) return;
  throw new Failure("SLIP-DOCS-REFUSED", `\`${taken}\` is a version, so it cannot be an alias.`, {
    blame: "user",
    outcome: "refused",
    state: "Nothing was published.",
    next: `Choose another alias, or remove the version \`${taken}\` first.`,
  });
}
