import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs git in a repository and answers its stdout; rejects when git does. Options never come from outside. */
export const gitBytes = async (folder: string, args: readonly string[]): Promise<Buffer> => {
  const { stdout } = await run("git", ["-C", folder, ...args], {
    encoding: "buffer",
    maxBuffer: 64 * 1024 * 1024,
    env: {
      PATH: process.env["PATH"],
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_CONFIG_GLOBAL: "/dev/null",
      GIT_AUTHOR_NAME: "GitHub",
      GIT_AUTHOR_EMAIL: "noreply@example.com",
      GIT_COMMITTER_NAME: "GitHub",
      GIT_COMMITTER_EMAIL: "noreply@example.com",
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "safe.directory",
      GIT_CONFIG_VALUE_0: "*",
    },
  });
  return stdout;
};

export const git = async (folder: string, args: readonly string[]): Promise<string> =>
  (await gitBytes(folder, args)).toString("utf8");

/** The commit that a branch, tag or SHA means; undefined where there is none. */
export const resolveRef = async (folder: string, ref: string): Promise<string | undefined> => {
  if (ref === "" || ref.startsWith("-") || /[\s~^:?*[\\]|\.\./.test(ref)) return undefined;
  for (const name of [`refs/heads/${ref}`, `refs/tags/${ref}`, ref]) {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
    const sha = await git(folder, args).catch(() => "");
    if (sha !== "") return sha.trim();
  }
  return undefined;
};

export interface CommitRecord {
  readonly sha: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Person;
  readonly committer: Person;
  readonly message: string;
}

interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

const fields = ["%H", "%T", "%P", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%B"];

/** Commits of a range or list of revisions, newest first. */
export const readCommits = async (folder: string, revisions: readonly string[]): Promise<readonly CommitRecord[]> => {
  const format = `--format=${fields.join("%x00")}%x01`;
  const text = await git(folder, ["log", "-z", format, ...revisions, "--"]);
  return text
    .split("\u0001")
    .map((entry) => entry.replace(/^[\0\n]+/, ""))
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [sha = "", tree = "", parents = "", ...rest] = entry.split("\0");
      const [name = "", email = "", date = "", committer = "", mail = "", committed = "", message = ""] = rest;
      return {
        sha,
        tree,
        parents: parents === "" ? [] : parents.split(" "),
        author: { name, email, date: utc(date) },
        committer: { name: committer, email: mail, date: utc(committed) },
        message: message.trimEnd(),
      };
    });
};

const utc = (date: string): string => new Date(date).toISOString().replace(/\.\d+Z$/, "Z");

export interface ChangedFile {
  readonly name: string;
  readonly previous: string | undefined;
  readonly status: "added" | "removed" | "modified" | "renamed" | "changed";
  readonly additions: number;
  readonly deletions: number;
  readonly blob: string;
  readonly patch: string | undefined;
}

const words = { A: "added", D: "removed", M: "modified", R: "renamed", T: "changed" } as const;

/** What differs between two commits, with the patch of each file. */
export const readChanges = async (folder: string, from: string, to: string): Promise<readonly ChangedFile[]> => {
  const raw = (await git(folder, ["diff", "--raw", "-z", "-M", "--no-abbrev", from, to])).split("\0");
  const found: ChangedFile[] = [];
  for (let at = 0; at < raw.length && raw[at]?.startsWith(":") === true;) {
    const [, , , newBlob = "", letter = ""] = (raw[at] ?? "").split(" ");
    const renamed = letter.startsWith("R");
    const name = raw[at + (renamed ? 2 : 1)] ?? "";
    const previous = renamed ? raw[at + 1] : undefined;
    at += renamed ? 3 : 2;
    const paths = previous === undefined ? [name] : [previous, name];
    const diff = ["diff", "-M", from, to];
    const stat = await git(folder, [...diff, "--numstat", "--", ...paths]);
    const [, additions = "0", deletions = "0"] = /^(\d+|-)\t(\d+|-)/.exec(stat) ?? [];
    const text = await git(folder, [...diff, "--no-color", "--", ...paths]);
    const patch = text.indexOf("\n@@ ");
    found.push({
      name,
      previous,
      status: words[letter.charAt(0) as keyof typeof words] ?? "changed",
      additions: Number(additions) || 0,
      deletions: Number(deletions) || 0,
      blob: newBlob,
      patch: patch < 0 ? undefined : text.slice(patch + 1).trimEnd(),
    });
  }
  return found;
};
