import type { Inventory } from "../types.ts";
import { type Lockfile } from "./lockfile.ts";
import { sourceOf } from "./package-json.ts";
import { type Need, type Pinned, type Scope, toInventory } from "./pinned.ts";
import { type PnpmPath, pnpmKeys, pnpmPath } from "./pnpm-path.ts";
import { type Root, withReach } from "./reach.ts";
import { refuse } from "./refuse.ts";
import { at, entries, isTrue, table, text } from "./values.ts";
import { linesOfKeys, parseYaml } from "./yaml.ts";

/** `pnpm-lock.yaml`, versions 5 to 9; since pnpm 11 a first document may hold what pnpm needs for itself. */
export const pnpmLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "npm",
  wants: () => false,
  read: (source): Inventory => {
    const documents = parseYaml(path, source);
    const pinned = new Map<string, Pinned>();
    const lineOf = linesOfKeys(source);
    let format = 0;
    for (const document of documents) {
      const written = text(at(document, "lockfileVersion"));
      const major = Math.floor(Number(written));
      if (!(major >= 5 && major <= 9)) throw refuse(path, `lockfileVersion ${written ?? "(none)"} is not known here.`);
      format = Math.max(format, major);
      const read = readDocument(document, major, lineOf);
      for (const [key, entry] of read) pinned.set(key, entry);
    }
    return toInventory({ file: path, format: `pnpm-${format}`, ecosystem: "npm" }, pinned);
  },
});

function readDocument(
  document: unknown,
  major: number,
  lineOf: (section: string, key: string) => number,
): Map<string, Pinned> {
  const packages = table(at(document, "packages"));
  // Version 9 has what is needed, by whom and with which peers, apart from what a package is.
  const snapshots = major >= 9 ? table(at(document, "snapshots")) : packages;
  const keys = new Set([...Object.keys(snapshots), ...Object.keys(packages)]);
  const find = (name: string, reference: string): string | undefined =>
    pnpmKeys(name, reference).find((key) => keys.has(key));

  const pinned = new Map<string, Pinned>();
  for (const key of keys) {
    const bare = major >= 9 ? key.replace(/\(.*$/s, "") : key;
    const about = Object.hasOwn(packages, bare) ? packages[bare] : undefined;
    const entry = read(pnpmPath(key, major), about, at(snapshots, key), major);
    if (entry === undefined) continue;
    const needs = needsOf(at(snapshots, key), find);
    pinned.set(key, { ...entry, line: lineOf("packages", bare), needs });
  }
  return withReach(pinned, rootsOf(document, find));
}

function read(
  path: PnpmPath | undefined,
  about: unknown,
  snapshot: unknown,
  major: number,
): Omit<Pinned, "line"> | undefined {
  const resolution = at(about, "resolution");
  if (text(at(resolution, "type")) === "directory") return undefined;
  const name = text(at(about, "name")) ?? path?.name;
  if (name === undefined) return undefined;
  const repo = text(at(resolution, "repo"));
  const tarball = text(at(resolution, "tarball"));
  const source =
    repo !== undefined || text(at(resolution, "commit")) !== undefined ? "git" : fromTarball(path, tarball);
  return {
    name,
    version: text(at(about, "version")) ?? (path !== undefined && /^\d/.test(path.version) ? path.version : undefined),
    source,
    resolved: repo === undefined ? tarball : `${repo}#${text(at(resolution, "commit")) ?? ""}`,
    integrity: text(at(resolution, "integrity")),
    // Version 9 does not say: pnpm looks at the package itself.
    installScript: major >= 9 ? undefined : isTrue(at(about, "requiresBuild")),
    // Only what no importer leads to keeps these: see withReach.
    scope: isTrue(at(about, "dev")) ? "development" : isTrue(at(snapshot, "optional")) ? "optional" : "runtime",
  };
}

function fromTarball(path: PnpmPath | undefined, tarball: string | undefined): "registry" | "git" | "url" | "path" {
  if (path !== undefined && /^\d/.test(path.version)) return "registry";
  if (tarball === undefined) return path === undefined ? "registry" : sourceOf(path.version);
  return /^https:\/\/(?:codeload\.github\.com|gitlab\.com|bitbucket\.org)\//.test(tarball) ? "git" : sourceOf(tarball);
}

function needsOf(snapshot: unknown, find: (name: string, reference: string) => string | undefined): Need[] {
  return ["dependencies", "optionalDependencies"].flatMap((group) =>
    entries(at(snapshot, group)).flatMap(([name, reference]): Need[] => {
      const key = find(name, text(reference) ?? "");
      return key === undefined ? [] : [{ key, optional: group === "optionalDependencies" }];
    }),
  );
}

const GROUPS: readonly (readonly [string, Scope])[] = [
  ["dependencies", "runtime"],
  ["optionalDependencies", "optional"],
  ["devDependencies", "development"],
  ["configDependencies", "development"],
  ["packageManagerDependencies", "development"],
];

/** What the importers name; a lock file of one project has that at its top. */
function rootsOf(document: unknown, find: (name: string, reference: string) => string | undefined): Root[] {
  const importers = at(document, "importers");
  const all = importers === undefined ? [document] : Object.values(table(importers));
  return all.flatMap((importer) =>
    GROUPS.flatMap(([group, scope]) =>
      entries(at(importer, group)).flatMap(([name, value]): Root[] => {
        const reference = text(value) ?? text(at(value, "version")) ?? "";
        const key = find(name, reference);
        if (key === undefined) return [];
        const written = text(at(value, "specifier")) ?? text(at(at(importer, "specifiers"), name));
        return [{ key, scope, range: fromCatalog(document, name, written), alias: name }];
      }),
    ),
  );
}

/** `catalog:` and `catalog:name` stand for a range that the workspace has written down once. */
function fromCatalog(document: unknown, name: string, range: string | undefined): string | undefined {
  if (range?.startsWith("catalog:") !== true) return range;
  const catalog = at(at(document, "catalogs"), range.slice("catalog:".length) || "default");
  return text(at(at(catalog, name), "specifier")) ?? range;
}
