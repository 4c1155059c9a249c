import { glob, stat } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const isHidden = (path: string) =>
  path.split(sep).some((part) => part.startsWith(".") && part !== "." && part !== "..");

const walk = async (path: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const entry of glob("**/*", { cwd: path, withFileTypes: true }))
    if (entry.isFile()) found.push(resolve(entry.parentPath, entry.name));
  return found;
};

/** Files that a `path` input names: patterns, one a line, `!` takes away; a folder stands for all in it. */
export const globPaths = async (workspace: string, text: string, hidden: boolean): Promise<readonly string[]> => {
  const files = new Set<string>();
  for (const line of lines(text)) {
    const pattern = resolve(workspace, line.replace(/^!/, ""));
    for await (const path of glob(pattern)) {
      const isFolder = (await stat(path)).isDirectory();
      for (const file of isFolder ? await walk(path) : [path]) {
        if (line.startsWith("!")) files.delete(file);
        else if (hidden || !isHidden(relative(workspace, file))) files.add(file);
      }
    }
  }
  return [...files].toSorted();
};

/** The folder that paths in an artifact are relative to: the deepest one that holds everything that was searched. */
export const commonRoot = (workspace: string, text: string, files: readonly string[]): string => {
  const searched = lines(text)
    .filter((line) => !line.startsWith("!"))
    .map((line) => resolve(workspace, line.split(/[*?[{]/)[0] ?? ""));
  const onlyFile = files.length === 1 && searched.length === 1 && searched[0] === files[0];
  if (onlyFile) return dirname(files[0] ?? workspace);
  const parts = (searched.length > 0 ? searched : [workspace]).map((path) => path.split(sep));
  const [first = []] = parts;
  const shared = first.findIndex((part, index) => parts.some((other) => other[index] !== part));
  const root = (shared < 0 ? first : first.slice(0, shared)).join(sep) || sep;
  return isAbsolute(root) && files.every((file) => file.startsWith(`${root}${sep}`)) ? root : dirname(root);
};
