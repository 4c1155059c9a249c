import { parseJson } from "./json.ts";
import { type Lockfile } from "./lockfile.ts";
import { namedIn, sourceOf } from "./package-json.ts";
import { type Need, type Pinned, toInventory } from "./pinned.ts";
import { type Root, withReach } from "./reach.ts";
import { refuse } from "./refuse.ts";
import { at, entries, list, table, text } from "./values.ts";

const UNDER: ReadonlySet<string> = new Set(["packages"]);
/** Characters of a path, as operating systems have it. */
const LONGEST = 4_096;
const COMMIT = /#([0-9a-f]{7,40})$/;

/** `bun.lock`: JSON with comments and trailing commas, by place in node_modules. */
export const bunLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "npm",
  wants: () => false,
  read: (source) => {
    const { value, lineOf } = parseJson(path, source, UNDER, true);
    const version = Number(at(value, "lockfileVersion"));
    if (!(version >= 0 && version <= 9)) throw refuse(path, "its lockfileVersion is not known here.");
    const packages = new Map(Object.entries(table(at(value, "packages"))));
    const find = (place: string, name: string): string | undefined => findAbove(packages, place, name);

    const pinned = new Map<string, Pinned>();
    for (const [place, tuple] of packages) {
      if (place.length > LONGEST)
        throw refuse(path, "it has a folder deeper than any disk has.", lineOf("packages", place));
      const entry = read(place, list(tuple));
      if (entry !== undefined) {
        pinned.set(place, {
          ...entry,
          line: lineOf("packages", place),
          needs: needsOf(list(tuple), (name) => find(place, name)),
        });
      }
    }
    const roots = entries(at(value, "workspaces")).flatMap(([folder, workspace]) => {
      const inside = folder === "" ? "" : (text(at(workspace, "name")) ?? "");
      return namedIn(workspace, { peers: false }).flatMap(({ name, range, scope }): Root[] => {
        const key = find(inside, name);
        return key === undefined ? [] : [{ key, scope, range: fromCatalog(value, name, range) }];
      });
    });
    return toInventory({ file: path, format: `bun-${version}`, ecosystem: "npm" }, withReach(pinned, roots));
  },
});

/** `[name@version, registry, about, integrity]` from a registry, else `[name@address, about, …]`. */
function read(place: string, tuple: readonly unknown[]): Omit<Pinned, "line"> | undefined {
  const locator = text(tuple[0]) ?? "";
  const split = locator.indexOf("@", 1);
  if (split < 0) return undefined;
  const name = locator.slice(0, split);
  const rest = locator.slice(split + 1);
  if (/^(?:workspace|link|root):/.test(rest)) return undefined;
  const isRegistry = /^\d/.test(rest);
  const alias = place.slice(endOfParent(place));
  const about = tuple.find((part) => typeof part === "object" && part !== null);
  return {
    name,
    version: isRegistry ? rest : undefined,
    source: isRegistry ? "registry" : sourceOf(rest) === "registry" && COMMIT.test(rest) ? "git" : sourceOf(rest),
    // Empty for the default registry.
    resolved: isRegistry ? text(tuple[1]) : rest,
    integrity: text(tuple.find((part) => typeof part === "string" && /^sha\d+-/.test(part))),
    // Older versions of bun do not tell, so that nothing follows from silence.
    ...(at(about, "hasInstallScript") === true ? { installScript: true } : {}),
    ...(at(about, "bundled") === true ? { bundled: true } : {}),
    ...(alias === name ? {} : { alias }),
  };
}

/** Where the last name of a place begins: a place is names with slashes between them, and some names have one themselves. */
function endOfParent(place: string): number {
  const slash = place.lastIndexOf("/");
  if (slash < 0) return 0;
  const before = place.lastIndexOf("/", slash - 1) + 1;
  return place[before] === "@" ? before : slash + 1;
}

function findAbove(packages: ReadonlyMap<string, unknown>, from: string, name: string): string | undefined {
  for (let place = from; place !== ""; place = place.slice(0, Math.max(0, endOfParent(place) - 1))) {
    const key = `${place}/${name}`;
    if (packages.has(key)) return key;
  }
  return packages.has(name) ? name : undefined;
}

function needsOf(tuple: readonly unknown[], find: (name: string) => string | undefined): Need[] {
  const about = tuple.find((part) => typeof part === "object" && part !== null);
  const welcome = new Set(list(at(about, "optionalPeers")));
  return ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((group) =>
    entries(at(about, group)).flatMap(([name]): Need[] => {
      const key = group === "peerDependencies" && welcome.has(name) ? undefined : find(name);
      return key === undefined ? [] : [{ key, optional: group === "optionalDependencies" }];
    }),
  );
}

/** `catalog:` and `catalog:name` stand for a range that the workspace has written down once. */
function fromCatalog(document: unknown, name: string, range: string): string {
  if (!range.startsWith("catalog:")) return range;
  const catalog = range.slice("catalog:".length);
  const from = catalog === "" ? at(document, "catalog") : at(at(document, "catalogs"), catalog);
  return text(at(from, name)) ?? range;
}
