import { bunLockfile } from "./bun.ts";
import { cargoLockfile } from "./cargo.ts";
import { composerLockfile } from "./composer.ts";
import { gemfileLockfile } from "./gemfile.ts";
import { goLockfile, goWorkspace } from "./go.ts";
import { gradleLockfile } from "./gradle.ts";
import { type Lockfile, baseOf } from "./lockfile.ts";
import { npmLockfile } from "./npm.ts";
import { nugetLockfile } from "./nuget.ts";
import { pdmLockfile } from "./pdm.ts";
import { pipfileLockfile } from "./pipfile.ts";
import { pnpmLockfile } from "./pnpm.ts";
import { poetryLockfile } from "./poetry.ts";
import { requirementsFile } from "./requirements.ts";
import { uvLockfile } from "./uv.ts";
import { yarnLockfile } from "./yarn.ts";

/** By the whole name of the file. */
const BY_NAME: ReadonlyMap<string, (path: string) => Lockfile> = new Map([
  ["package-lock.json", npmLockfile],
  ["npm-shrinkwrap.json", npmLockfile],
  ["pnpm-lock.yaml", pnpmLockfile],
  ["yarn.lock", yarnLockfile],
  ["bun.lock", bunLockfile],
  ["poetry.lock", poetryLockfile],
  ["uv.lock", uvLockfile],
  ["pdm.lock", pdmLockfile],
  ["Pipfile.lock", pipfileLockfile],
  ["go.mod", goLockfile],
  ["go.work", goWorkspace],
  ["Cargo.lock", cargoLockfile],
  ["Gemfile.lock", gemfileLockfile],
  ["gems.locked", gemfileLockfile],
  ["composer.lock", composerLockfile],
  ["gradle.lockfile", gradleLockfile],
  ["buildscript-gradle.lockfile", gradleLockfile],
  ["settings-gradle.lockfile", gradleLockfile],
  ["packages.lock.json", nugetLockfile],
]);

/** By the path in the repository. */
const BY_PATTERN: readonly (readonly [RegExp, (path: string) => Lockfile])[] = [
  // `requirements.txt`, `requirements-dev.txt`, `dev-requirements.txt`, `requirements/dev.txt`.
  [/(?:^|\/)(?:[\w.-]*[-_.])?requirements(?:[-_.][\w.-]*)?\.txt$/, requirementsFile],
  [/(?:^|\/)requirements\/[\w.-]+\.txt$/, requirementsFile],
  // Before Gradle 6 there was one file for each configuration.
  [/(?:^|\/)gradle\/dependency-locks\/[^/]+\.lockfile$/, gradleLockfile],
];

/** What others have put into the repository: their lock files install nothing here. */
export const isForeign = (path: string): boolean =>
  /(?:^|\/)(?:node_modules|vendor|\.yarn|\.venv|site-packages)\//.test(path);

/** How the lock file of this path in the repository is read; undefined for whatever pins no packages of a language. */
export function packagesFileFor(path: string): Lockfile | undefined {
  if (isForeign(path)) return undefined;
  return (BY_NAME.get(baseOf(path)) ?? BY_PATTERN.find(([pattern]) => pattern.test(path))?.[1])?.(path);
}
