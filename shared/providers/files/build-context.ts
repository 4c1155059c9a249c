import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, copyFile, lstat, lutimes, mkdir, readdir, readFile, readlink, symlink, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure } from "../../action/failure.ts";
import { oneLine } from "../../action/text.ts";
import { sha256Of } from "../../domain/digest.ts";
import type { BuildContexts, ContextFile } from "../../ports/build-context.ts";
import { FILE_TIME } from "../builder/file-time.ts";
import { inParallel } from "../in-parallel.ts";

/** So many files are read at a time. */
const AT_ONCE = 16;
/** Above it a file is read in pieces. */
const LARGE = 4 * 1024 * 1024;

export const buildContexts = (signal: AbortSignal): BuildContexts => ({
  text: (path) => readFile(path, "utf8").catch(absent),
  files: async (folder, skips) => {
    const paths: string[] = [];
    await walk(folder, "", skips, paths).catch((cause: unknown) => {
      throw unreadable(folder, cause);
    });
    const read = await inParallel(paths, AT_ONCE, (path) => {
      signal.throwIfAborted();
      return describe(folder, path);
    });
    return read.filter((file) => file !== undefined).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  },
  stage: async (folder, files, target) => {
    // The umask says what new files may be; it must not be in the image.
    const folders = new Set([""]);
    for (const { path } of files) {
      for (let parent = dirname(path); parent !== "." && !folders.has(parent); parent = dirname(parent)) {
        folders.add(parent);
      }
    }
    const ordered = [...folders].toSorted((a, b) => a.length - b.length);
    for (const path of ordered) {
      await mkdir(join(target, path), { recursive: true });
      await chmod(join(target, path), 0o755);
    }
    await inParallel(files, AT_ONCE, (file) => {
      signal.throwIfAborted();
      return copy(join(folder, file.path), join(target, file.path), file);
    });
    // Last, since every file that comes into a folder changes its time.
    for (const path of ordered.toReversed()) await utimes(join(target, path), FILE_TIME, FILE_TIME);
  },
});

const absent = (thrown: unknown): undefined => {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
  throw thrown;
};

const unreadable = (folder: string, cause: unknown): Failure =>
  new Failure("SLIP-IMAGE-BUILD", `The context \`${oneLine(folder)}\` cannot be read (${codeOf(cause)}).`, {
    blame: "user",
    state: "Nothing was built.",
    next: "Check out the repository before this step, and look at `context`.",
    cause,
  });

const codeOf = (thrown: unknown): string => String((thrown as NodeJS.ErrnoException).code ?? thrown);

async function walk(
  folder: string,
  below: string,
  skips: (path: string, kind: "file" | "folder") => boolean,
  found: string[],
): Promise<void> {
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    // Git's own folder is another one in every checkout, and holds its credentials.
    if (path === ".git") continue;
    if (entry.isDirectory()) {
      if (!skips(path, "folder")) await walk(folder, path, skips, found);
    } else if ((entry.isFile() || entry.isSymbolicLink()) && !skips(path, "file")) found.push(path);
  }
}

async function describe(folder: string, path: string): Promise<ContextFile | undefined> {
  const full = join(folder, path);
  try {
    const { mode, size } = await lstat(full);
    if ((mode & 0o170_000) === 0o120_000) {
      const digest = sha256Of(await readlink(full));
      return { path, type: "symlink", executable: false, size: 0, digest };
    }
    const digest = size > LARGE ? await hashLarge(full) : sha256Of(await readFile(full));
    return { path, type: "file", executable: (mode & 0o100) !== 0, size, digest };
  } catch (cause) {
    throw unreadable(full, cause);
  }
}

async function hashLarge(path: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) digest.update(chunk as Buffer);
  return `sha256:${digest.digest("hex")}`;
}

async function copy(from: string, to: string, { type, executable }: ContextFile): Promise<void> {
  if (type === "symlink") {
    await symlink(await readlink(from), to);
    await lutimes(to, FILE_TIME, FILE_TIME);
    return;
  }
  await copyFile(from, to);
  await chmod(to, executable ? 0o755 : 0o644);
  await utimes(to, FILE_TIME, FILE_TIME);
}
