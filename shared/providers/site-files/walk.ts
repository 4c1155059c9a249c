import { lstatSync, readdirSync, realpathSync, type Stats } from "node:fs";
import { relative, sep } from "node:path";
import { setImmediate } from "node:timers/promises";
import { Failure } from "../../action/failure.ts";
import type { WalkedSite } from "../../ports/site.ts";
import { at, error, type Problem } from "../../site/check/finding.ts";
import { isGitFolder, nameProblem, shownPath } from "../../site/check/names.ts";
import type { SiteFile, SiteFinding } from "../../site/types.ts";
import { errorCode } from "./error-code.ts";

/** More files than any host takes, and more folders within each other than anybody makes. */
const MOST = 500_000;
const DEPTH = 100;

interface Folder {
  /** Path on disk, as bytes are not needed once names are known to be text. */
  readonly disk: string;
  /** Path in the site, "" for the top. */
  readonly path: string;
  /** Whether a link was followed to come here. */
  readonly linked: boolean;
  readonly depth: number;
}

const special = (stats: Stats): Problem =>
  error(
    "special-file",
    `a ${stats.isFIFO() ? "pipe" : stats.isSocket() ? "socket" : "device"} is nothing that can be published`,
  );

/**
 * All files of a folder, sorted by path, and what is wrong with its entries. Never goes out of the folder: a link counts
 * for what it leads to within, and is a finding otherwise.
 */
export const walkSite = async (source: string, signal?: AbortSignal): Promise<WalkedSite> => {
  const root = rootOf(source);
  const files: SiteFile[] = [];
  const findings: SiteFinding[] = [];
  /** Of files with several names: how many of them are in the folder. */
  const names = new Map<string, { readonly links: number; readonly disks: Set<string>; readonly paths: string[] }>();
  const report = (path: string, problem: Problem) => findings.push(at(problem, shownPath(path)));
  const isInside = (disk: string) => disk === root || disk.startsWith(root + sep);

  const takeFile = (disk: string, path: string, stats: Stats): void => {
    if (files.length >= MOST) return;
    files.push({ path, file: disk, size: stats.size });
    if (stats.nlink < 2) return;
    const key = `${stats.dev}:${stats.ino}`;
    const known = names.get(key) ?? { links: stats.nlink, disks: new Set(), paths: [] };
    known.disks.add(disk);
    known.paths.push(path);
    names.set(key, known);
  };

  const followLink = (disk: string, path: string, { linked, depth }: Folder): Folder | undefined => {
    let target: string;
    let stats: Stats;
    try {
      target = realpathSync(disk);
      stats = lstatSync(target);
    } catch {
      report(path, error("dead-link", "a link that leads to nothing"));
      return undefined;
    }
    const inner = relative(root, target).split(sep).join("/");
    if (!isInside(target))
      report(path, error("link-out", "a link that leads out of the folder; nothing of what it leads to is read"));
    else if (inner.split("/").some(isGitFolder)) report(path, error("git-folder", "a link into a git repository"));
    else if (stats.isFile()) takeFile(target, path, stats);
    else if (!stats.isDirectory()) report(path, special(stats));
    else if (linked) report(path, error("link-chain", "a linked folder within a linked folder"));
    else if (disk.startsWith(target + sep) || target === root)
      report(path, error("link-loop", "a link to a folder that it is in itself"));
    // What lies in hidden folders would appear under a name that is not hidden.
    else if (/(?:^|\/)\./.test(inner) && !/(?:^|\/)\./.test(path))
      report(path, error("dotfile", "a link to a hidden folder"));
    else return { disk: target, path, linked: true, depth: depth + 1 };
    return undefined;
  };

  const queue: Folder[] = [{ disk: root, path: "", linked: false, depth: 0 }];
  for (let folder = queue.pop(); folder !== undefined; folder = queue.pop()) {
    signal?.throwIfAborted();
    let entries;
    try {
      entries = readdirSync(folder.disk, { withFileTypes: true, encoding: "buffer" });
    } catch {
      report(folder.path, error("unreadable", "the folder cannot be read"));
      continue;
    }
    for (const [index, entry] of entries.entries()) {
      if (index % 2_000 === 1_999) await setImmediate();
      const name = entry.name.toString("utf8");
      const path = folder.path === "" ? name : `${folder.path}/${name}`;
      const problem =
        Buffer.compare(Buffer.from(name), entry.name) === 0
          ? nameProblem(path)
          : error("bad-name", "the name is no text in UTF-8");
      if (problem !== undefined) report(path, problem);
      // Neither read nor entered: `check` would say the same of each file of it.
      if (problem?.severity === "error") continue;
      const disk = `${folder.disk}/${name}`;
      if (entry.isDirectory()) {
        if (folder.depth < DEPTH) queue.push({ disk, path, linked: folder.linked, depth: folder.depth + 1 });
        else report(path, error("path-too-long", "folders within more than 100 folders"));
        continue;
      }
      try {
        if (entry.isSymbolicLink()) {
          const linked = followLink(disk, path, folder);
          if (linked !== undefined) queue.push(linked);
          continue;
        }
        const stats = lstatSync(disk);
        if (stats.isFile()) takeFile(disk, path, stats);
        else report(path, special(stats));
      } catch (thrown) {
        report(path, error("unreadable", `it cannot be read: ${errorCode(thrown)}`));
      }
    }
    await setImmediate();
  }

  for (const { links, disks, paths } of names.values())
    if (disks.size < links)
      for (const path of paths)
        report(
          path,
          error("hard-link-out", "the same file has another name outside of the folder; publish a copy of it"),
        );
  if (files.length >= MOST) report("", error("too-many", `more than ${MOST} files`));
  files.sort((one, other) => (one.path < other.path ? -1 : 1));
  return { files, findings: findings.toSorted((one, other) => (one.path < other.path ? -1 : 1)) };
};

const rootOf = (source: string): string => {
  try {
    const root = realpathSync(source);
    if (lstatSync(root).isDirectory()) return root;
  } catch {
    // Said below.
  }
  throw new Failure("SLIP-INPUT-INVALID", `The folder ${source} does not exist, or is none.`, {
    blame: "user",
    state: "Nothing was published.",
    next: "Give the folder that the build writes as `source`, relative to the workspace.",
  });
};
