import { satisfiesCargo } from "../versions/cargo.ts";
import { type CargoNamed, cargoNamed } from "./cargo-manifest.ts";
import { type Lockfile, folderOf } from "./lockfile.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { type Root, withReach } from "./reach.ts";
import { parseToml } from "./toml.ts";
import { at, list, text } from "./values.ts";

/** `Cargo.lock`, versions 1 to 4. Its own packages have no source; what they name for development is in their manifests. */
export const cargoLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "crates.io",
  wants: (other) => other.startsWith(folderOf(path)) && /(?:^|\/)Cargo\.toml$/.test(other),
  read: (source, beside) => {
    const { document, packages } = parseToml(path, source, "package");
    const checksums = at(document, "metadata");
    const pinned = new Map<string, Pinned>();
    const own = new Map<string, unknown>();
    for (const { value, line } of packages) {
      const name = text(at(value, "name")) ?? "";
      const version = text(at(value, "version")) ?? "";
      const from = text(at(value, "source"));
      const key = `${name} ${version}${from === undefined ? "" : ` (${withoutCommit(from)})`}`;
      if (from === undefined) {
        own.set(key, value);
        continue;
      }
      const checksum = text(at(value, "checksum")) ?? text(at(checksums, `checksum ${name} ${version} (${from})`));
      pinned.set(key, {
        name,
        version,
        line,
        source: from.startsWith("git+") ? "git" : from.startsWith("path+") ? "path" : "registry",
        resolved: from,
        integrity: checksum === undefined || checksum === "<none>" ? undefined : `sha256:${checksum}`,
      });
    }
    const find = finder([...pinned.keys(), ...own.keys()]);
    for (const { value } of packages) {
      const self = find(text(at(value, "name")) ?? "", text(at(value, "version")), text(at(value, "source")));
      const entry = self === undefined ? undefined : pinned.get(self);
      if (self !== undefined && entry !== undefined) {
        pinned.set(self, { ...entry, needs: needed(value, find).map((key) => ({ key })) });
      }
    }
    const manifests = new Map([...(beside?.values() ?? [])].flatMap((manifest) => cargoNamed(manifest) ?? []));
    const roots = [...own.values()].flatMap((value) => rootsOf(value, needed(value, find), manifests));
    const version = Number(at(document, "version") ?? (at(document, "metadata") === undefined ? 2 : 1));
    return toInventory({ file: path, format: `cargo-${version}`, ecosystem: "crates.io" }, withReach(pinned, roots));
  },
});

type Find = (name: string, version?: string, source?: string) => string | undefined;

/** What needs a git package names its source without the commit. */
const withoutCommit = (source: string): string => source.replace(/#.*$/s, "");

const NONE: readonly string[] = [];
/** Versions of one package in one file: more than any resolver writes only cost time. */
const MOST_VERSIONS = 50;

function finder(keys: readonly string[]): Find {
  const byName = Map.groupBy(keys, (key) => key.slice(0, key.indexOf(" ")));
  return (name, version, source) => {
    const prefix = version === undefined ? `${name} ` : `${name} ${version}`;
    const named = (byName.get(name) ?? NONE).slice(0, MOST_VERSIONS);
    const end = source === undefined ? "" : ` (${withoutCommit(source)})`;
    if (end !== "") return named.find((key) => key === prefix + end);
    return named.find((key) => version === undefined || key === prefix || key.startsWith(`${prefix} (`));
  };
}

/** `name`, `name version` or `name version (source)`: as much as it takes to be clear. */
function needed(value: unknown, find: Find): string[] {
  return list(at(value, "dependencies")).flatMap((written) => {
    const [, name, version, source] = /^(\S+)(?: (\S+))?(?: \((.*)\))?$/.exec(text(written) ?? "") ?? [];
    return (name === undefined ? undefined : find(name, version, source)) ?? [];
  });
}

function rootsOf(
  value: unknown,
  keys: readonly string[],
  manifests: ReadonlyMap<string, readonly CargoNamed[]>,
): Root[] {
  const named = manifests.get(text(at(value, "name")) ?? "") ?? [];
  const byName = Map.groupBy(named, (one) => one.name);
  return keys.flatMap((key): Root[] => {
    const [name = "", version = ""] = key.split(" ");
    const all = byName.get(name) ?? [];
    // Two versions of a package have two entries in the manifest, each with its own range.
    const fitting = all.filter(({ range = "*" }) => satisfiesCargo(version, range) !== false);
    if (fitting.length === 0) return [{ key, scope: "runtime" }];
    return fitting.map(({ scope, range, alias }) => ({ key, scope, range, ...(alias === undefined ? {} : { alias }) }));
  });
}
