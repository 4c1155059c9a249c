import type { Ecosystem } from "./types.ts";

const TYPES: Readonly<Record<Ecosystem, string>> = {
  npm: "npm",
  PyPI: "pypi",
  Go: "golang",
  "crates.io": "cargo",
  RubyGems: "gem",
  Packagist: "composer",
  Maven: "maven",
  NuGet: "nuget",
  "GitHub Actions": "githubactions",
  Docker: "docker",
};

const encode = (part: string): string => encodeURIComponent(part.toWellFormed()).replaceAll("%3A", ":");

/** Most names and versions need no encoding at all, and there are tens of thousands of them. */
const PLAIN = /^[\w.~!*()-]*$/;
const part = (value: string): string => (PLAIN.test(value) ? value : encode(value));

/** Names that mean the same package, in one spelling: where the registry itself takes them for the same, and only there. */
export function canonicalName(ecosystem: Ecosystem, name: string): string {
  switch (ecosystem) {
    case "PyPI":
      return name.toLowerCase().replace(/[-_.]+/g, "-");
    case "Packagist":
    case "NuGet":
    case "GitHub Actions":
      return name.toLowerCase();
    case "npm":
    case "Go":
    case "crates.io":
    case "RubyGems":
    case "Maven":
    case "Docker":
      return name;
  }
}

/**
 * Canonical package URL. It differs from the specification on purpose in one thing: npm and Go names keep their case, since
 * `JSONStream` and `jsonstream` are two packages. Qualifiers in alphabetical order; `subpath` without leading slash.
 */
export function purlOf(
  ecosystem: Ecosystem,
  name: string,
  version?: string,
  {
    qualifiers = [],
    subpath,
  }: { qualifiers?: readonly (readonly [string, string])[]; subpath?: string | undefined } = {},
): string {
  const separator = ecosystem === "Maven" ? ":" : "/";
  const path = canonicalName(ecosystem, name).split(separator).map(part).join("/");
  const at = version === undefined ? "" : `@${PLAIN.test(version) ? version : encode(version).replaceAll("%2B", "+")}`;
  const query = qualifiers.map(([key, value]) => `${key}=${encode(value).replaceAll("%2F", "/")}`).join("&");
  const below = subpath === undefined || subpath === "" ? "" : `#${subpath.split("/").map(part).join("/")}`;
  return `pkg:${TYPES[ecosystem]}/${path}${at}${query === "" ? "" : `?${query}`}${below}`;
}
