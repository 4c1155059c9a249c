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

export const baseOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);
