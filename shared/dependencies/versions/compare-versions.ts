import { compare as comparePython, valid as validPython } from "@renovatebot/pep440";
import parse from "semver/functions/parse.js";
import prerelease from "semver/functions/prerelease.js";
import type { Ecosystem } from "../types.ts";
import { compareComposer, isComposerPrerelease } from "./composer.ts";
import { compareMaven, isMavenPrerelease } from "./maven.ts";
import { compareNuget, isNugetPrerelease } from "./nuget.ts";
import { compareTags } from "./numbered.ts";
import { compareGems } from "./rubygems.ts";

/** Characters of a version: what is longer is none, and only costs time. */
const LONGEST = 256;

/**
 * Negative, zero or positive by the ecosystem's own rules; undefined where the two have no order: a commit, a branch, what is no
 * version there, a tag that moves along with others.
 */
export function compareVersions(ecosystem: Ecosystem, one: string, other: string): number | undefined {
  if (one.length > LONGEST || other.length > LONGEST) return undefined;
  switch (ecosystem) {
    case "npm":
    case "crates.io":
      return compareSemver(one, other);
    case "Go":
      return compareSemver(goVersion(one), goVersion(other));
    case "PyPI":
      return validPython(one) === null || validPython(other) === null ? undefined : comparePython(one, other);
    case "RubyGems":
      return compareGems(one, other);
    case "Packagist":
      return compareComposer(one, other);
    case "Maven":
      return compareMaven(one, other);
    case "NuGet":
      return compareNuget(one, other);
    case "GitHub Actions":
    case "Docker":
      return compareTags(one, other);
  }
}

/** `v1` and `v1.2` are versions in Go's tools; a pseudo-version is a pre-release like any other. */
const goVersion = (version: string): string =>
  version.replace(/^v?(\d+)(?:\.(\d+))?$/, (_, major: string, minor = "0") => `${major}.${minor}.0`);

function compareSemver(one: string, other: string): number | undefined {
  const [a, b] = [parse(one, { loose: true }), parse(other, { loose: true })];
  return a === null || b === null ? undefined : a.compare(b);
}

/** Whether nobody gets this version without asking for it; true also for what is no version. */
export function isPrerelease(ecosystem: Ecosystem, version: string): boolean {
  if (version.length > LONGEST) return true;
  switch (ecosystem) {
    case "npm":
    case "crates.io":
      return prerelease(version, { loose: true }) !== null || parse(version, { loose: true }) === null;
    case "Go":
      return prerelease(goVersion(version), { loose: true }) !== null;
    case "PyPI":
      return (
        validPython(version) === null || /(?:a|b|c|rc|alpha|beta|pre|preview|dev)[-._]?\d*(?:\+|$|\.)/i.test(version)
      );
    case "RubyGems":
      return /[a-zA-Z]/.test(version);
    case "Packagist":
      return isComposerPrerelease(version);
    case "Maven":
      return isMavenPrerelease(version);
    case "NuGet":
      return isNugetPrerelease(version);
    case "GitHub Actions":
    case "Docker":
      return /(?:^|[-.])(?:alpha|beta|rc|dev|preview|nightly|canary)/i.test(version);
  }
}
