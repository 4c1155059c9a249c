import {
  satisfies as satisfiesPython,
  valid as validPython,
  validRange as validPythonRange,
} from "@renovatebot/pep440";
import inRange from "semver/functions/satisfies.js";
import valid from "semver/functions/valid.js";
import validRange from "semver/ranges/valid.js";
import type { Ecosystem } from "../types.ts";
import { satisfiesCargo } from "./cargo.ts";
import { compareVersions } from "./compare-versions.ts";
import { satisfiesComposer } from "./composer.ts";
import { satisfiesMaven, satisfiesNuget } from "./interval.ts";
import { satisfiesGem } from "./rubygems.ts";

/** Characters: what is longer is neither, and only costs time. */
const LONGEST = 256;
const LONGEST_RANGE = 1_024;

/**
 * Whether a version is within a range as the ecosystem's manifests write it; undefined where nobody can tell: a tag, a branch, an
 * address, a range that is none. An empty range lets everything in.
 */
export function satisfies(ecosystem: Ecosystem, version: string, range: string): boolean | undefined {
  const wanted = range.trim();
  if (wanted === "" || wanted === "*") return true;
  if (version.length > LONGEST || wanted.length > LONGEST_RANGE) return undefined;
  switch (ecosystem) {
    case "npm":
      return satisfiesSemver(version, wanted.replace(/^(?:npm:(?:@?[^@]+@)?|workspace:)/, ""));
    case "crates.io":
      return satisfiesCargo(version, wanted);
    case "PyPI":
      return satisfiesPep440(version, wanted);
    case "RubyGems":
      return satisfiesGem(version, wanted);
    case "Packagist":
      return satisfiesComposer(version, wanted);
    case "Maven":
      return satisfiesMaven(version, wanted);
    case "NuGet":
      return satisfiesNuget(version, wanted);
    case "Go": {
      // A requirement is the least that will do.
      const order = compareVersions("Go", version, wanted);
      return order === undefined ? undefined : order >= 0;
    }
    case "GitHub Actions":
    case "Docker":
      return undefined;
  }
}

function satisfiesSemver(version: string, range: string): boolean | undefined {
  const options = { loose: true };
  if (valid(version, options) === null || validRange(range, options) === null) return undefined;
  return inRange(version, range, options);
}

function satisfiesPep440(version: string, range: string): boolean | undefined {
  if (validPython(version) === null) return undefined;
  let known = true;
  for (const alternative of range.split("||")) {
    const specifier = alternative.split(",").flatMap(fromPoetry).join(",");
    if (!validPythonRange(specifier)) known = false;
    else if (satisfiesPython(version, specifier, { prereleases: true })) return true;
  }
  return known ? false : undefined;
}

/** Poetry's own `^1.2`, `~1.2`, `1.2.*` and `1.2`, as PEP 440 says it. */
function fromPoetry(part: string): string[] {
  const trimmed = part.trim();
  if (trimmed === "" || trimmed === "*") return [];
  const [, operator, bound] = /^(\^|~(?!=))\s*v?(\d+(?:\.\d+)*\S*)$/.exec(trimmed) ?? [];
  if (operator === undefined || bound === undefined) return [/^\d/.test(trimmed) ? `==${trimmed}` : trimmed];
  const numbers = (/^\d+(?:\.\d+)*/.exec(bound)?.[0] ?? "").split(".").map(Number);
  const significant = numbers.findIndex((number) => number !== 0);
  const index = operator === "~" ? Math.min(1, numbers.length - 1) : significant < 0 ? numbers.length - 1 : significant;
  return [`>=${bound}`, `<${[...numbers.slice(0, index), (numbers[index] ?? 0) + 1].join(".")}`];
}
