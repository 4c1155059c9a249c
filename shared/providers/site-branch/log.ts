import type { Git } from "../../ports/git.ts";
import type { StoredCommit } from "../../ports/site.ts";

/** Commits from there on, newest first; first parents only. */
export async function readLog(git: Git, from: string, most: number): Promise<StoredCommit[]> {
  const { stdout } = await git(
    ["log", "--first-parent", `--max-count=${most}`, "-z", "--format=%H%n%cI%n%B", "--no-show-signature", from, "--"],
    { keep: 64 * 1024 * 1024 },
  );
  return stdout
    .split("\0")
    .filter((record) => record.trim() !== "")
    .map((record) => {
      const [commit = "", at = "", ...message] = record.split("\n");
      return { commit, at, message: message.join("\n").trimEnd() };
    });
}
