import { composeFile, dockerfile } from "./docker.ts";
import { CATALOG, gradleCatalog } from "./gradle-catalog.ts";
import type { Lockfile } from "./lockfile.ts";
import { mavenExtensions } from "./maven-extensions.ts";
import { POM, mavenPom } from "./maven.ts";
import { isForeign, packagesFileFor } from "./packages-file-for.ts";
import { workflowFile } from "./workflow.ts";

/** What runs without being installed, and what names versions without locking what these need. By the path in the repository. */
const BY_PATTERN: readonly (readonly [RegExp, (path: string) => Lockfile])[] = [
  [/^\.github\/workflows\/[^/]+\.ya?ml$/, workflowFile],
  [/(?:^|\/)action\.ya?ml$/, workflowFile],
  [/(?:^|\/)(?:Dockerfile|Containerfile)(?:\.(?!dockerignore$)[\w.-]+)?$/i, dockerfile],
  [/\.(?:dockerfile|containerfile)$/i, dockerfile],
  [POM, mavenPom],
  [CATALOG, gradleCatalog],
  [/(?:^|\/)\.mvn\/extensions\.xml$/, mavenExtensions],
  [/(?:^|\/)(?:docker-)?compose(?:[-.][\w.-]+)?\.ya?ml$/, composeFile],
];

/** How the file of this path in the repository is read; undefined for whatever pins no dependencies. */
export function lockfileFor(path: string): Lockfile | undefined {
  if (isForeign(path)) return undefined;
  return packagesFileFor(path) ?? BY_PATTERN.find(([pattern]) => pattern.test(path))?.[1](path);
}
