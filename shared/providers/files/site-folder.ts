import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import { Failure } from "../../action/failure.ts";
import type { WalkedSite } from "../../ports/site.ts";
import { isTreePath } from "../../site/paths.ts";
import type { SiteFile, SiteFinding } from "../../site/types.ts";

/** Deeper than any site; a folder that is mounted in itself has no end. */
const DEEPEST = 100;

/**
 * Every file of the folder that may be part of a site. What leads out of it (links, also hard ones), is no file, or has a
 * name that no host can serve, is told and left out. Links within the folder count as what they lead to.
 */
export function walkSite(folder: string): WalkedSite {
  const top = realFolder(folder);
  const files: SiteFile[] = [];
  const findings: SiteFinding[] = [];
  const hard = new Map<string, { links: number; names: Set<string>; paths: string[] }>();
  const tell = (rule: string, path: string, message: string): void =>
    void findings.push({ rule, severity: "error", path, line: undefined, column: undefined, message });

  const take = (path: string, file: string, stats: Stats): void => {
    files.push({ path, file, size: stats.size });
    if (stats.nlink < 2) return;
    const key = `${stats.dev}:${stats.ino}`;
    const seen = hard.get(key) ?? { links: stats.nlink, names: new Set(), paths: [] };
    seen.names.add(file);
    seen.paths.push(path);
    hard.set(key, seen);
  };

  const visit = (directory: string, prefix: string, above: ReadonlySet<string>): void => {
    if (above.size > DEEPEST) return tell("too-deep", prefix, `folders are nested more than ${DEEPEST} deep`);
    for (const entry of readdirSync(directory, { withFileTypes: true })) {
      const path = prefix + entry.name;
      const file = join(directory, entry.name);
      if (!isTreePath(entry.name)) {
        const git = /^\.git$/i.test(entry.name);
        tell(git ? "git-folder" : "bad-name", path, git ? "holds a repository" : "has a name that cannot be published");
      } else if (entry.isSymbolicLink()) follow(file, path, above);
      else if (entry.isDirectory()) visit(file, `${path}/`, new Set([...above, file]));
      else if (entry.isFile()) take(path, file, lstatSync(file));
      else tell("special-file", path, "is no file: a socket, a pipe or a device");
    }
  };

  const follow = (file: string, path: string, above: ReadonlySet<string>): void => {
    const real = realOf(file);
    if (real === undefined) return tell("dangling-link", path, "is a link to nothing");
    if (!`${real}${sep}`.startsWith(`${top}${sep}`)) return tell("link-out", path, "is a link that leaves the folder");
    const inner = real.slice(top.length + 1);
    if (!isTreePath(inner) || /(?:^|\/)\./.test(inner))
      return tell("link-out", path, "is a link to what cannot be published");
    const stats = statSync(real);
    if (stats.isFile()) return take(path, real, stats);
    if (!stats.isDirectory()) return tell("special-file", path, "is a link to no file");
    if (above.has(real) || real === top) return tell("link-loop", path, "is a link to a folder that it is in itself");
    visit(real, `${path}/`, new Set([...above, real]));
  };

  visit(top, "", new Set([top]));
  for (const { names, links, paths } of hard.values()) {
    if (names.size >= links) continue;
    for (const path of paths) tell("hard-link", path, "is the same file as one outside of the folder; copy it instead");
  }
  const left = new Set(findings.map(({ path }) => path));
  return {
    files: files.filter(({ path }) => !left.has(path)).toSorted((one, other) => (one.path < other.path ? -1 : 1)),
    findings,
  };
}

function realOf(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

function realFolder(folder: string): string {
  const real = realOf(folder);
  if (real !== undefined && statSync(real).isDirectory()) return real;
  throw new Failure("SLIP-DOCS-REFUSED", `There is no folder \`${folder}\`.`, {
    blame: "user",
    outcome: "refused",
    state: "Nothing was published.",
    next: "Build the site in a step before this one, and give its folder as `source`.",
  });
}
