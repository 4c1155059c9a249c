import type { Git } from "../../ports/git.ts";

/** Full id of the commit, when this repository has it. */
export async function commitHere(git: Git, revision: string): Promise<string | undefined> {
  const { code, stdout } = await git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`], {
    accept: [0, 1, 128],
    env: { GIT_NO_LAZY_FETCH: "1" },
  });
  return code === 0 ? stdout.trim() : undefined;
}

/** `undefined`: this repository does not go far enough back to tell. */
export async function mergeBaseHere(
  git: Git,
  one: string,
  other: string,
): Promise<{ readonly base: string | undefined } | undefined> {
  const accept = [0, 1, 128];
  const found = await git(["merge-base", one, other], { accept });
  const isShallow = (await git(["rev-parse", "--is-shallow-repository"], { accept })).stdout.trim() !== "false";
  if (found.code === 128) return undefined;
  const base = found.code === 0 ? found.stdout.trim() : undefined;
  if (!isShallow) return { base };
  if (base === undefined) return undefined;
  // A commit where a shallow repository ends looks like a first commit. Behind one of them may be a newer common ancestor.
  const ends = await git(["rev-list", "--max-parents=0", "--max-count=1", one, other, `^${base}`], { accept });
  return ends.code === 0 && ends.stdout.trim() === "" ? { base } : undefined;
}

/** As the commit itself says it, also where a shallow repository ends. */
export async function parentOf(git: Git, commit: string): Promise<string | undefined> {
  const { stdout } = await git(["cat-file", "commit", commit]);
  const header = stdout.slice(0, stdout.indexOf("\n\n"));
  return /^parent ([0-9a-f]{40,64})$/m.exec(header)?.[1];
}
