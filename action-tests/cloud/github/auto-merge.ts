import { git, resolveRef } from "./git.ts";
import { Refusal } from "./refusal.ts";
import type { Repository } from "./world.ts";

/**
 * What `auto_merge` does to a branch that lacks commits of the default branch: merges them, and no deployment is made.
 * Answers the message of the 202, or undefined when there is nothing to merge.
 */
export const mergeDefaultBranch = async (repository: Repository, ref: string): Promise<string | undefined> => {
  const { git: folder, defaultBranch } = repository;
  const branch = `refs/heads/${ref}`;
  const head = await resolveRef(folder, branch);
  const base = await resolveRef(folder, `refs/heads/${defaultBranch}`);
  if (head === undefined || base === undefined || ref === defaultBranch) return undefined;
  if ((await git(folder, ["rev-list", "--count", `${head}..${base}`])).trim() === "0") return undefined;
  const tree = await git(folder, ["merge-tree", "--write-tree", head, base]).catch(() => undefined);
  if (tree === undefined) throw new Refusal(409, `Conflict merging ${defaultBranch} into ${ref}.`);
  const message = `Merge ${defaultBranch} into ${ref}`;
  const parents = ["-p", head, "-p", base];
  const commit = await git(folder, ["commit-tree", (tree.split("\n")[0] ?? "").trim(), ...parents, "-m", message]);
  await git(folder, ["update-ref", branch, commit.trim(), head]);
  return `Auto-merged ${defaultBranch} into ${ref} on deployment.`;
};
