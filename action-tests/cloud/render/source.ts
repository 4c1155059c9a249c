import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RepositoryOptions } from "./options.ts";
import type { Commit } from "./types.ts";

const execute = promisify(execFile);

/** A full commit id for a branch or an abbreviated id, with what a deploy shows of it; undefined when there is none. */
export const findCommit = async (
  repository: RepositoryOptions,
  wanted: { readonly commit: string } | { readonly branch: string },
): Promise<Commit | undefined> => {
  if ("commit" in wanted && !/^[0-9a-f]{4,40}$/i.test(wanted.commit)) return undefined;
  const name = "commit" in wanted ? wanted.commit : `refs/heads/${wanted.branch}`;
  try {
    const { stdout } = await execute("git", [
      "-C",
      repository.git,
      "log",
      "-1",
      "--format=%H%n%ct%n%B",
      "--end-of-options",
      `${name}^{commit}`,
      "--",
    ]);
    const [id = "", seconds = "0", ...message] = stdout.split("\n");
    const createdAt = new Date(Number(seconds) * 1000).toISOString().replace(".000Z", "Z");
    return { id, createdAt, message: message.join("\n").trimEnd() };
  } catch {
    return undefined;
  }
};

/** Puts the files of one commit into a new folder. */
export const checkOut = async (repository: RepositoryOptions, commit: string, folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const archive = spawn("git", ["-C", repository.git, "archive", "--format=tar", commit], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const unpack = spawn("tar", ["-x", "-C", folder], { stdio: ["pipe", "ignore", "ignore"] });
  archive.stdout.pipe(unpack.stdin);
  unpack.stdin.on("error", () => {});
  const ends = await Promise.all([once(archive, "close"), once(unpack, "close")]);
  if (ends.some(([code]) => code !== 0)) throw new Error(`commit ${commit} cannot be checked out`);
  if (repository.nodeModules !== undefined) {
    // A commit that brings its own folder keeps it.
    await symlink(repository.nodeModules, join(folder, "node_modules"), "dir").catch(() => {});
  }
};
