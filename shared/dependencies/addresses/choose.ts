import type { Dependency, Ecosystem } from "../types.ts";
import type { Addresses, RegistryAddress } from "./types.ts";

/** The registries that everybody may publish to, which are asked where nothing else is configured. */
export type PublicRegistries = Readonly<Record<Exclude<Ecosystem, "GitHub Actions" | "Docker">, string>>;

export const PUBLIC_REGISTRIES: PublicRegistries = {
  npm: "https://registry.npmjs.org",
  PyPI: "https://pypi.org/simple",
  Go: "https://proxy.golang.org",
  "crates.io": "https://index.crates.io",
  RubyGems: "https://rubygems.org",
  Packagist: "https://repo.packagist.org",
  Maven: "https://repo.maven.apache.org/maven2",
  NuGet: "https://api.nuget.org/v3/index.json",
};

/** Other addresses of the same registries, as configurations and lock files name them. */
const SAME: Readonly<Partial<Record<Ecosystem, readonly string[]>>> = {
  npm: ["registry.yarnpkg.com"],
  PyPI: ["pypi.python.org", "files.pythonhosted.org"],
  "crates.io": ["crates.io", "static.crates.io", "github.com"],
  Packagist: ["packagist.org", "api.github.com", "github.com"],
  Maven: ["repo1.maven.org", "maven.google.com", "dl.google.com", "plugins.gradle.org"],
  NuGet: ["www.nuget.org", "nuget.org"],
  Go: ["sum.golang.org"],
};

const hasPublic = (ecosystem: Ecosystem): ecosystem is keyof PublicRegistries => ecosystem in PUBLIC_REGISTRIES;

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);

/** `.cargo/config.toml`, `.bundle/config` and `.mvn/settings.xml` speak for the folder that they lie in a folder of. */
const rangeOf = (path: string): string =>
  folderOf(path).replace(/(?:^|\/)\.(?:cargo|bundle|mvn)\/$/, (found) => (found.startsWith("/") ? "/" : ""));

/**
 * The registries that a package may come from, in the order in which they are to be asked; the public one last, and for
 * npm and Go only where nothing else is said. Undefined for what comes from no registry.
 */
export function registriesOf(
  { entries }: Addresses,
  { ecosystem, name, file, source }: Pick<Dependency, "ecosystem" | "name" | "file" | "source">,
): readonly string[] | undefined {
  if (!hasPublic(ecosystem) || source !== "registry") return undefined;
  const near = entries
    .filter((entry) => entry.ecosystem === ecosystem && isAbove(entry, file))
    .toSorted((one, other) => rangeOf(other.file).length - rangeOf(one.file).length);
  const open = PUBLIC_REGISTRIES[ecosystem];
  if (ecosystem === "npm") {
    const scope = /^(@[^/]+)\//.exec(name)?.[1];
    const chosen = near.find((entry) => entry.scope === scope) ?? near.find((entry) => entry.scope === "");
    return [chosen?.url ?? open];
  }
  const all = near.map(({ url }) => url);
  if (ecosystem === "Go") return all.length > 0 ? all : [open];
  // A source that takes the place of crates.io is asked instead of it; named registries only beside it.
  if (ecosystem === "crates.io" && near.some(({ scope }) => scope === "")) return [...new Set(all)];
  if (ecosystem === "Maven") return mavenRegistries(near, isForGradle(name, file));
  if (ecosystem === "NuGet") return nugetRegistries(near, name);
  return [...new Set([...all.filter((url) => url !== open), open])];
}

const isForGradle = (name: string, file: string): boolean =>
  name.endsWith(".gradle.plugin") || /(?:^|\/)(?:buildscript|settings)-gradle\.lockfile$/.test(file);

/** A mirror, or a repository that is called `central`, takes the place of Maven Central. Others that are public have little of their own. */
function mavenRegistries(near: readonly RegistryAddress[], isPlugin: boolean): readonly string[] {
  // Nobody needs to say that Gradle takes its own plugins from there.
  const all = [...near.map(({ url }) => url), ...(isPlugin ? ["https://plugins.gradle.org/m2"] : [])];
  if (near.some(({ scope }) => scope === "central")) return [...new Set(all)];
  const others = Map.groupBy(all, (url) => SAME.Maven?.includes(new URL(url).host) === true);
  return [...new Set([...(others.get(false) ?? []), PUBLIC_REGISTRIES.Maven, ...(others.get(true) ?? [])])];
}

/** Of the patterns that a name is mapped by, the longest decides; without one, all sources are asked at the same time. */
function nugetRegistries(near: readonly RegistryAddress[], name: string): readonly string[] {
  const fits = ({ scope }: RegistryAddress): boolean => {
    const pattern = scope.toLowerCase();
    if (scope === "" || scope === "central") return false;
    return pattern.endsWith("*") ? name.toLowerCase().startsWith(pattern.slice(0, -1)) : name.toLowerCase() === pattern;
  };
  const mapped = near.filter(fits);
  const longest = Math.max(...mapped.map(({ scope }) => scope.length));
  const sources = mapped.length > 0 ? mapped.filter(({ scope }) => scope.length === longest) : near;
  const all = sources.map(({ url }) => url);
  const isAlone = mapped.length > 0 || near.some(({ scope }) => scope === "central");
  return [
    ...new Set(isAlone ? all : [...all.filter((url) => url !== PUBLIC_REGISTRIES.NuGet), PUBLIC_REGISTRIES.NuGet]),
  ];
}

const isAbove = (entry: RegistryAddress, file: string): boolean => file.startsWith(rangeOf(entry.file));

/** What the gates need of the addresses of one commit. */
export const hostsOf = ({ entries }: Addresses) => ({
  /** Hosts, lower case with port, that packages of an ecosystem may come from; undefined: any. */
  hosts: (ecosystem: Ecosystem): ReadonlySet<string> | undefined =>
    hasPublic(ecosystem)
      ? new Set([
          new URL(PUBLIC_REGISTRIES[ecosystem]).host,
          ...(SAME[ecosystem] ?? []),
          ...entries.filter((entry) => entry.ecosystem === ecosystem).map(({ url }) => new URL(url).host),
        ])
      : undefined,
  isPublic: (ecosystem: Ecosystem, host: string): boolean =>
    hasPublic(ecosystem) &&
    (new URL(PUBLIC_REGISTRIES[ecosystem]).host === host || (SAME[ecosystem] ?? []).includes(host)),
  entries: entries
    .filter(({ file }) => file !== "")
    .map(({ ecosystem, scope, url, file, line }) => ({
      file,
      line,
      text: [ecosystem, scope, url].filter(Boolean).join(" "),
    })),
});

/** Whether a Go module is one that GOPRIVATE or GONOPROXY keeps from the proxy: globs over the beginning of its path. */
export const isPrivateModule = ({ privateModules }: Addresses, module: string): boolean =>
  privateModules.some((pattern) => {
    const parts = pattern.split("/");
    const beginning = module.split("/").slice(0, parts.length).join("/");
    const expression = parts
      .map((part) =>
        part
          .replaceAll(/[.+^${}()|\\]/g, String.raw`\$&`)
          .replaceAll("*", "[^/]*")
          .replaceAll("?", "[^/]"),
      )
      .join("/");
    return new RegExp(`^${expression}$`).test(beginning);
  });
