import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { installed } from "../../tools/installed.ts";
import { marked } from "../../tools/step-files.ts";

/** The program, or undefined where it is not installed. */
export const act = installed("act");

export interface ActOptions {
  /** `owner/name` of the repository that was pushed to. */
  readonly name: string;
  /** Its working tree. */
  readonly repository: string;
  /** Where act keeps its caches and workspaces; made when it is not there. */
  readonly folder: string;
  readonly workflow: string;
  /** Folders that stand for `owner/name@ref`. */
  readonly repositories: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** What the steps find in their environment, over act's own `GITHUB_…`. */
  readonly env: Readonly<Record<string, string>>;
  /** Milliseconds until it is killed. */
  readonly deadline: number;
}

export interface ActEnd {
  readonly code: number | null;
  readonly log: string;
  /** Processes of this run that outlived it; they are killed. */
  readonly leftovers: number;
}

/** Runs one push in act's host mode: steps are processes of this machine, Node is the one of this process. */
export const runAct = async (options: ActOptions): Promise<ActEnd> => {
  const { name, repository, folder, workflow, repositories, secrets, env, deadline } = options;
  await mkdir(folder, { recursive: true });
  // Where a step asks GitHub for the repository, git goes to the folder instead.
  const url = `https://github.com/${name}`;
  await writeFile(join(folder, ".gitconfig"), `[url "${pathToFileURL(repository).href}"]\n\tinsteadOf = ${url}\n`);
  const secretFile = join(folder, "secrets");
  const lines = Object.entries(secrets).map(([key, value]) => `${key}=${value}\n`);
  await writeFile(secretFile, lines.join(""), { mode: 0o600 });
  const mark = randomUUID();
  const each = (flag: string, values: Readonly<Record<string, string>>): string[] =>
    Object.entries(values).flatMap(([key, value]) => [flag, `${key}=${value}`]);
  const child = spawn(
    act ?? "act",
    [
      "push",
      `--directory=${repository}`,
      `--workflows=${join(repository, workflow)}`,
      "--platform=ubuntu-latest=-self-hosted",
      "--rm",
      "--no-cache-server",
      `--secret-file=${secretFile}`,
      // Files of these kinds in the user's repository are not meant for act.
      "--env-file=/dev/null",
      "--var-file=/dev/null",
      "--input-file=/dev/null",
      ...each("--local-repository", repositories),
      ...each("--env", env),
    ],
    {
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
      // Steps inherit all of this, unlike on GitHub.
      env: {
        PATH: [dirname(process.execPath), resolve("node_modules", ".bin"), process.env["PATH"]].join(delimiter),
        HOME: folder,
        XDG_CACHE_HOME: join(folder, "cache"),
        SLIPWAY_ACT_MARK: mark,
      },
    },
  );
  let log = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (log += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => (log += chunk));
  const exited = new Promise<number | null>((resolveExit, reject) => {
    child.once("error", reject);
    child.once("exit", resolveExit);
  });
  const closed = once(child, "close");
  const overdue = setTimeout(() => killTree(child.pid, mark), deadline);
  try {
    const code = await exited;
    const leftovers = marked(mark).length;
    // Whoever is left may hold the pipes open.
    killTree(undefined, mark);
    await closed;
    return { code, log, leftovers };
  } finally {
    clearTimeout(overdue);
    killTree(undefined, mark);
  }
};

/** act gives every step a process group of its own, so its own group is not all of it. */
const killTree = (pid: number | undefined, mark: string): void => {
  for (const target of [...(pid === undefined ? [] : [-pid]), ...marked(mark)]) {
    try {
      process.kill(target, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
};
