import { mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Repository } from "../types.ts";
import { git, gitExport } from "./git.ts";

/** Files of the repositories that workflows and actions come from. */
export interface Source {
  readonly repository: (name: string) => Repository | undefined;
  /** The commit that a branch, a tag or a sha stands for, and the ref in full (a sha stays as it is). */
  readonly resolve: (name: string, ref: string) => Promise<{ sha: string; ref: string } | undefined>;
  readonly read: (name: string, sha: string, path: string) => Promise<string | undefined>;
  /** Folder with all files of a commit; made once. */
  readonly export: (name: string, sha: string) => Promise<string>;
  readonly changedFiles: (name: string, before: string, after: string) => Promise<readonly string[]>;
}

export const createSource = (repositories: Readonly<Record<string, Repository>>, folder: string): Source => {
  const lowered = new Map(Object.entries(repositories).map(([name, repository]) => [name.toLowerCase(), repository]));
  const exported = new Map<string, Promise<string>>();
  const find = (name: string) => lowered.get(name.toLowerCase());
  const need = (name: string) => {
    const found = find(name);
    if (!found) throw new Error(`Unable to resolve repository ${name}, repository not found`);
    return found;
  };

  const resolve = async (name: string, ref: string) => {
    const found = find(name);
    if (!found) return undefined;
    for (const candidate of [`refs/tags/${ref}`, `refs/heads/${ref}`, ref]) {
      if (candidate.startsWith("-")) continue;
      const sha = await git(found.git, "rev-parse", "--verify", "--quiet", `${candidate}^{commit}`).catch(() => "");
      if (sha !== "") return { sha: sha.trim(), ref: candidate };
    }
    return undefined;
  };

  const exportOnce = async (name: string, sha: string) => {
    const parent = join(folder, name.replace("/", "__"));
    const target = join(parent, sha);
    await mkdir(parent, { recursive: true });
    const work = await mkdtemp(join(parent, "new-"));
    const files = join(work, "files");
    await mkdir(files);
    await gitExport(need(name).git, sha, join(work, "archive.tar"), files);
    await rm(target, { recursive: true, force: true });
    await rename(files, target);
    await rm(work, { recursive: true });
    return target;
  };

  return {
    repository: find,
    resolve,
    read: (name, sha, path) => git(need(name).git, "show", `${sha}:${path}`).catch(() => undefined),
    export: (name, sha) => {
      const key = `${name.toLowerCase()}@${sha}`;
      const known = exported.get(key) ?? exportOnce(name, sha);
      exported.set(key, known);
      return known;
    },
    changedFiles: async (name, before, after) =>
      (await git(need(name).git, "diff", "--name-only", "-z", before, after)).split("\0").filter((path) => path !== ""),
  };
};
