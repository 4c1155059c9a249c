import { expect, test } from "@jest/globals";
import { lockfileFor } from "../../../../shared/dependencies/lockfiles/lockfile-for.ts";

test.each([
  ["package-lock.json", "npm"],
  ["apps/api/npm-shrinkwrap.json", "npm"],
  ["yarn.lock", "npm"],
  ["requirements.txt", "PyPI"],
  ["requirements-dev.txt", "PyPI"],
  ["dev-requirements.txt", "PyPI"],
  ["requirements/base.txt", "PyPI"],
  ["services/a/requirements.lock.txt", "PyPI"],
  ["go.mod", "Go"],
  ["gems.locked", "RubyGems"],
  ["pom.xml", "Maven"],
  ["api/pom.xml", "Maven"],
  [".mvn/extensions.xml", "Maven"],
  ["gradle.lockfile", "Maven"],
  ["gradle/libs.versions.toml", "Maven"],
  ["app/buildscript-gradle.lockfile", "Maven"],
  ["settings-gradle.lockfile", "Maven"],
  ["gradle/dependency-locks/compileClasspath.lockfile", "Maven"],
  ["src/Web/packages.lock.json", "NuGet"],
  [".github/workflows/ci.yml", "GitHub Actions"],
  [".github/actions/setup/action.yaml", "GitHub Actions"],
  ["Dockerfile", "Docker"],
  ["api/Dockerfile.prod", "Docker"],
  ["api/prod.Dockerfile", "Docker"],
  ["Containerfile", "Docker"],
  ["compose.yaml", "Docker"],
  ["docker-compose.override.yml", "Docker"],
])("%s is of %s", (path, ecosystem) => {
  expect(lockfileFor(path)).toMatchObject({ path, ecosystem });
});

test.each([
  "package.json",
  "node_modules/a/package-lock.json",
  "node_modules/.package-lock.json",
  "vendor/acme/composer.lock",
  "my-requirements.md",
  "requirementsx.txt",
  "docs/requirements.html",
  "go.sum",
  "sub/.github/workflows/ci.yml",
  ".github/workflows/README.md",
  "Dockerfile.dockerignore",
  "compose.txt",
  "yarn.lock.orig",
  "src/it/simple/pom.xml",
  "target/classes/pom.xml",
  "build.gradle",
  "gradle/verification-metadata.xml",
  "dependency-locks/a.lockfile",
  "",
])("%j pins nothing", (path) => {
  expect(lockfileFor(path)).toBeUndefined();
});

test.each<[string, string, boolean]>([
  ["apps/yarn.lock", "apps/package.json", true],
  ["apps/yarn.lock", "apps/api/package.json", true],
  ["apps/yarn.lock", "package.json", false],
  ["apps/yarn.lock", "apps/node_modules/a/package.json", false],
  ["poetry.lock", "pyproject.toml", true],
  ["poetry.lock", "sub/pyproject.toml", false],
  ["go.mod", "go.sum", true],
  ["a/Gemfile.lock", "a/Gemfile", true],
  ["a/gems.locked", "a/gems.rb", true],
  ["composer.lock", "composer.json", true],
  ["Cargo.lock", "crates/a/Cargo.toml", true],
  ["a/pom.xml", "b/pom.xml", true],
  ["a/pom.xml", "src/test/pom.xml", false],
  ["app/gradle.lockfile", "gradle/verification-metadata.xml", true],
  ["app/gradle.lockfile", "other/gradle/verification-metadata.xml", false],
])("%s wants %s: %s", (path, other, expected) => {
  expect(lockfileFor(path)?.wants(other)).toBe(expected);
});
