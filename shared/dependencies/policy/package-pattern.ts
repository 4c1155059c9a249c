import type { Dependency, Ecosystem } from "../types.ts";
import type { PackagePattern } from "./types.ts";
import { type CompareVersions, isInRange, parseRange } from "./version-range.ts";

/** Types of package URLs by the ecosystems that have them. */
const TYPES: ReadonlyMap<string, Ecosystem> = new Map([
  ["npm", "npm"],
  ["pypi", "PyPI"],
  ["golang", "Go"],
  ["cargo", "crates.io"],
  ["gem", "RubyGems"],
  ["composer", "Packagist"],
  ["maven", "Maven"],
  ["nuget", "NuGet"],
  ["githubactions", "GitHub Actions"],
  ["github", "GitHub Actions"],
  ["docker", "Docker"],
]);

/** Something to match, and not so many stars that matching takes its time. */
const USABLE = /^(?!pkg:|[^*]*(?:\*+[^*]+){9})[^\s\p{C}]{1,300}$/u;

/** A name as its ecosystem compares it. */
export function comparable(ecosystem: Ecosystem | undefined, name: string): string {
  if (ecosystem === "PyPI") return name.toLowerCase().replaceAll(/[-_.]+/g, "-");
  if (ecosystem === "crates.io") return name.toLowerCase().replaceAll("_", "-");
  const isExact = ecosystem === "npm" || ecosystem === "Go" || ecosystem === "RubyGems" || ecosystem === "Maven";
  return isExact ? name : name.toLowerCase();
}

/**
 * Reads `pkg:npm/@acme/shop`, `pkg:npm/%40acme/*`, `pkg:golang/github.com/evil/**@<2` or a bare name of any ecosystem.
 * Answers with the problem as text where it is none.
 */
export function parsePattern(text: string): PackagePattern | string {
  const { type, path = "" } = /^(?:pkg:\/*(?<type>[^/]*)\/)?(?<path>.+)$/s.exec(text.trim())?.groups ?? {};
  const ecosystem = type === undefined ? undefined : TYPES.get(type.toLowerCase());
  if (type !== undefined && ecosystem === undefined) {
    return `\`${type}\` is no package type that is known here; write one of ${[...TYPES.keys()].join(", ")}`;
  }
  // Qualifiers and subpaths of package URLs say nothing about which package it is.
  const plain = type === undefined ? path : path.replace(/[?#].*$/s, "");
  // The `@` of a scope begins a part of the name; the one before a version never does.
  const at = plain.search(/(?<=[^/])@/);
  const [name, range] = at < 0 ? [plain, undefined] : [plain.slice(0, at), plain.slice(at + 1)];
  const spelled = decode(name);
  // `pkg:maven/com.acme/shop` is com.acme:shop.
  const decoded = ecosystem === "Maven" ? spelled?.replaceAll(/\/+/g, ":") : spelled;
  if (decoded === undefined || !USABLE.test(decoded)) {
    return "it names no package; write it like `pkg:npm/@acme/shop` or `pkg:npm/@acme/*`";
  }
  const versions = range === undefined ? undefined : parseRange(decode(range) ?? "");
  if (range !== undefined && versions === undefined) {
    return "what stands behind the last `@` is no version or range, such as `1.2.3` or `>=1 <2`";
  }
  return { text: text.trim(), ecosystem, name: expressionOf(ecosystem, decoded), versions };
}

/** Whether the pattern means this package, whatever its version. */
export const namesPackage = (
  { ecosystem, name }: PackagePattern,
  dependency: Pick<Dependency, "ecosystem" | "name">,
): boolean => {
  if (ecosystem !== undefined && ecosystem !== dependency.ecosystem) return false;
  return name.test(comparable(dependency.ecosystem, dependency.name));
};

export const matchesPackage = (
  pattern: PackagePattern,
  dependency: Pick<Dependency, "ecosystem" | "name" | "version">,
  compare: CompareVersions,
): boolean => namesPackage(pattern, dependency) && isInRange(pattern.versions, dependency, compare);

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** `*` within one part of the name, `**` over several; anything else is only itself. */
function expressionOf(ecosystem: Ecosystem | undefined, name: string): RegExp {
  // Runs of stars are one: each further one would only give the matcher more to try.
  const parts = comparable(ecosystem, name).split(/(\*+)/);
  const source = parts.map((part) => {
    if (part === "*") return ecosystem === "Maven" ? "[^:]*" : "[^/]*";
    return /^\*+$/.test(part) ? ".*" : part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${source.join("")}$`, ecosystem === undefined ? "iu" : "u");
}
