import type { Ecosystem, Inventory } from "../types.ts";

/** How one file is read. Nothing here asks the network, and nothing throws but a Failure SLIP-DEPS-LOCKFILE. */
export interface Lockfile {
  readonly path: string;
  readonly ecosystem: Ecosystem;
  /** Whether another file of the repository tells more about this one, as `package.json` does about `yarn.lock`. */
  readonly wants: (path: string) => boolean;
  /** `beside` has, by path, the texts of those files that it wants and that exist. */
  readonly read: (text: string, beside?: ReadonlyMap<string, string>) => Inventory;
}

/** `""` for a file at the top, else with a slash at its end. */
export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** The path that `relative` leads to from a folder; undefined for one out of the repository. */
export function pathFrom(folder: string, relative: string): string | undefined {
  const parts = folder.split("/").filter(Boolean);
  if (relative.startsWith("/")) return undefined;
  for (const part of relative.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

export const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
