import { execFile } from "node:child_process";
import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);

/** git without the machine's own settings and hooks, so that every machine tells the same story. */
export async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await exec("git", ["-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false", ...args], {
    cwd: folder,
    env: {
      PATH: process.env["PATH"],
      HOME: folder,
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_CONFIG_SYSTEM: "/dev/null",
      GIT_AUTHOR_NAME: "Ada",
      GIT_AUTHOR_EMAIL: "ada@example.com",
      GIT_COMMITTER_NAME: "Ada",
      GIT_COMMITTER_EMAIL: "ada@example.com",
    },
  });
  return stdout.trim();
}

export async function newRepository(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await git(folder, "init", "--quiet", "--initial-branch=main");
}

/** Commits everything that is in the folder; the new commit's full id. */
export async function commitAll(folder: string, message: string): Promise<string> {
  await git(folder, "add", "--all", "--force");
  await git(folder, "commit", "--quiet", "--message", message);
  return git(folder, "rev-parse", "HEAD");
}

/** What users get by `uses: slipway/slipway/…@v1`: the workflows, the action manifests and the bundles, unchanged. */
export async function publishSlipway(root: string, folder: string): Promise<void> {
  await newRepository(folder);
  for (const part of [join(".github", "workflows"), "actions", "dist"]) {
    await cp(join(root, part), join(folder, part), { recursive: true });
  }
  await commitAll(folder, "Slipway");
  await git(folder, "tag", "v1");
}
