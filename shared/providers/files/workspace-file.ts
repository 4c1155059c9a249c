import { randomUUID } from "node:crypto";
import { mkdir, realpath, rename, writeFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { Failure } from "../../action/failure.ts";

const refused = (path: string): Failure =>
  new Failure("SLIP-INPUT-INVALID", `${path} leads out of the workspace.`, {
    blame: "user",
    state: "Nothing was written.",
    next: "Give the path of a file in the repository.",
  });

const isOutside = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === "" || way.startsWith("..") || isAbsolute(way);
};

/** Writes a file of the working tree, whole or not at all; no link of the repository leads it anywhere else. */
export const writeInWorkspace =
  (workspace: string) =>
  async (path: string, text: string): Promise<void> => {
    const target = resolve(workspace, path);
    if (isOutside(resolve(workspace), target)) throw refused(path);
    await mkdir(dirname(target), { recursive: true });
    const [root, folder] = await Promise.all([realpath(workspace), realpath(dirname(target))]);
    if (folder !== root && isOutside(root, folder)) throw refused(path);
    const draft = join(folder, `.${randomUUID()}`);
    await writeFile(draft, text, { flag: "wx" });
    await rename(draft, join(folder, basename(target)));
  };
