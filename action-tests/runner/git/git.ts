import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);
const largestAnswer = 256 * 1024 * 1024;

/** Only what git needs: no configuration of the machine's owner, no prompts. */
const environment = () => ({
  PATH: process.env["PATH"],
  LANG: "C.UTF-8",
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
  // Repositories may belong to another user, as in a container.
  GIT_CONFIG_COUNT: "2",
  GIT_CONFIG_KEY_0: "safe.directory",
  GIT_CONFIG_VALUE_0: "*",
  GIT_CONFIG_KEY_1: "advice.detachedHead",
  GIT_CONFIG_VALUE_1: "false",
});

/** Runs git in a folder and gives its output; throws with what git said. */
export const git = async (folder: string, ...args: readonly string[]): Promise<string> => {
  const { stdout } = await execute("git", ["-C", folder, ...args], { env: environment(), maxBuffer: largestAnswer });
  return stdout;
};

/** Writes the files of a commit into a folder. */
export const gitExport = async (repository: string, sha: string, archive: string, folder: string): Promise<void> => {
  await git(repository, "archive", "--format=tar", `--output=${archive}`, sha);
  await execute("tar", ["-xf", archive, "-C", folder], { env: environment() });
};
