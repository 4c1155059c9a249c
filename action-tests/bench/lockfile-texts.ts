/**
 * Lock files of `count` packages, each as large as what its package manager writes: hashes, addresses, a few dependencies. For benchmarks; the
 * tests use files of the real tools.
 */
import { bun, npm, pnpm, yarnBerry, yarnClassic } from "./lockfile-javascript.ts";
import { cargo, composer, gemfile, goMod, gradle, maven, nuget } from "./lockfile-others.ts";
import type { Writer } from "./lockfile-packages.ts";
import { pdm, pipfile, poetry, requirements, uv } from "./lockfile-python.ts";

/** By path, in the order of the issue. */
export const WRITERS: readonly (readonly [format: string, path: string, write: Writer])[] = [
  ["npm 1", "package-lock.json", npm(1)],
  ["npm 2", "package-lock.json", npm(2)],
  ["npm 3", "package-lock.json", npm(3)],
  ["pnpm 5", "pnpm-lock.yaml", pnpm("5.4")],
  ["pnpm 6", "pnpm-lock.yaml", pnpm("6.0")],
  ["pnpm 9", "pnpm-lock.yaml", pnpm("9.0")],
  ["yarn 1", "yarn.lock", yarnClassic],
  ["yarn 4", "yarn.lock", yarnBerry],
  ["bun", "bun.lock", bun],
  ["requirements", "requirements.txt", requirements],
  ["poetry", "poetry.lock", poetry],
  ["uv", "uv.lock", uv],
  ["pdm", "pdm.lock", pdm],
  ["pipenv", "Pipfile.lock", pipfile],
  ["go", "go.mod", goMod],
  ["cargo", "Cargo.lock", cargo],
  ["bundler", "Gemfile.lock", gemfile],
  ["composer", "composer.lock", composer],
  ["maven", "pom.xml", maven],
  ["gradle", "gradle.lockfile", gradle],
  ["nuget", "packages.lock.json", nuget],
];
