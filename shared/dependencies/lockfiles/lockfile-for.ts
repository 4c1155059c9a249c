import { bunLockfile } from "./bun.ts";
import { type Lockfile, baseOf } from "./lockfile.ts";
import { npmLockfile } from "./npm.ts";
import { pnpmLockfile } from "./pnpm.ts";
import { yarnLockfile } from "./yarn.ts";

/** By the whole name of the file. */
const BY_NAME: ReadonlyMap<string, (path: string) => Lockfile> = new Map([
  ["package-lock.json", npmLockfile],
  ["npm-shrinkwrap.json", npmLockfile],
  ["pnpm-lock.yaml", pnpmLockfile],
  ["yarn.lock", yarnLockfile],
  ["bun.lock", bunLockfile],
]);

/** What others have put into the repository: their lock files install nothing here. */
const FOREIGN = /(?:^|\/)(?:node_modules|vendor|\.yarn|\.venv|site-packages)\//;

/** How the file of this path in the repository is read; undefined for whatever pins no dependencies. */
export function lockfileFor(path: string): Lockfile | undefined {
  if (FOREIGN.test(path)) return undefined;
  return BY_NAME.get(baseOf(path))?.(path);
}
