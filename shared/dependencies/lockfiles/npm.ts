import { type Json, parseJson } from "./json.ts";
import { type Lockfile, folderOf } from "./lockfile.ts";
import { npmTree } from "./npm-tree.ts";
import { namedIn, parseManifest, sourceOf } from "./package-json.ts";
import { type Need, type Pinned, type Scope, toInventory } from "./pinned.ts";
import { refuse } from "./refuse.ts";
import { at, entries, isTrue, table, text } from "./values.ts";

const UNDER: ReadonlySet<string> = new Set(["packages", "dependencies"]);
const FOLDER = "node_modules/";
/** Characters of a path, as operating systems have it. */
const LONGEST = 4_096;

/** `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3. */
export const npmLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "npm",
  // Only version 1 does not repeat what the project names.
  wants: (other) => other === `${folderOf(path)}package.json`,
  read: (source, beside) => {
    const json = parseJson(path, source, UNDER);
    const version = Number(at(json.value, "lockfileVersion") ?? 1);
    if (!(version >= 1 && version <= 3)) throw refuse(path, `lockfileVersion ${String(version)} is not known here.`);
    const file = { file: path, format: `package-lock-${version}`, ecosystem: "npm" } as const;
    if (at(json.value, "packages") !== undefined) return toInventory(file, fromPackages(path, json));
    const manifest = parseManifest(beside?.get(`${folderOf(path)}package.json`));
    return toInventory(file, npmTree(json, manifest === undefined ? undefined : namedIn(manifest)));
  },
});

/** Versions 2 and 3: one flat table by folder. */
function fromPackages(file: string, { value, lineOf }: Json): Map<string, Pinned> {
  const packages = table(at(value, "packages"));
  const all = new Map(Object.entries(packages));
  const find = (folder: string, name: string): string | undefined => findInFolders(all, folder, name);

  const named = new Map<string, string[]>();
  const pinned = new Map<string, Pinned>();
  for (const [folder, entry] of all) {
    if (folder.length > LONGEST)
      throw refuse(file, "it has a folder deeper than any disk has.", lineOf("packages", folder));
    if (!folder.includes(FOLDER)) {
      // The project itself, a workspace of it, or a folder that a link leads to.
      for (const { name, range } of namedIn(entry)) {
        const key = find(folder, name);
        if (key === undefined) continue;
        const ranges = named.get(key);
        if (ranges === undefined) named.set(key, [range]);
        else ranges.push(range);
      }
    }
  }
  for (const [folder, entry] of all) {
    if (!folder.includes(FOLDER) || isTrue(at(entry, "link"))) continue;
    const place = folder.slice(folder.lastIndexOf(FOLDER) + FOLDER.length);
    const name = text(at(entry, "name")) ?? place;
    const resolved = text(at(entry, "resolved"));
    pinned.set(folder, {
      name,
      version: text(at(entry, "version")),
      line: lineOf("packages", folder),
      scope: scopeOf(entry),
      direct: named.has(folder),
      source: resolved === undefined ? "registry" : sourceOfResolved(resolved),
      resolved,
      integrity: text(at(entry, "integrity")),
      installScript: isTrue(at(entry, "hasInstallScript")),
      ranges: named.get(folder) ?? [],
      bundled: isTrue(at(entry, "inBundle")),
      alias: name === place ? undefined : place,
      needs: needsOf(entry, (wanted) => find(folder, wanted)),
    });
  }
  return pinned;
}

/** As Node finds a package: beside, then in each folder above. */
function findInFolders(all: ReadonlyMap<string, unknown>, from: string, name: string): string | undefined {
  for (let folder = from; ;) {
    const key = folder === "" ? FOLDER + name : `${folder}/${FOLDER}${name}`;
    const found = all.get(key);
    if (found !== undefined) {
      const target = isTrue(at(found, "link")) ? text(at(found, "resolved")) : undefined;
      return target !== undefined && all.has(target) ? target : key;
    }
    if (folder === "") return undefined;
    const nested = folder.lastIndexOf(`/${FOLDER}`);
    // Out of a package in node_modules to what holds it; out of a workspace, folder by folder.
    if (nested >= 0) folder = folder.slice(0, nested);
    else folder = folder.startsWith(FOLDER) ? "" : folder.slice(0, Math.max(0, folder.lastIndexOf("/")));
  }
}

function needsOf(entry: unknown, find: (name: string) => string | undefined): Need[] {
  const groups = ["dependencies", "optionalDependencies", "peerDependencies"];
  return groups.flatMap((group) =>
    entries(at(entry, group)).flatMap(([name]) => {
      const key = find(name);
      return key === undefined ? [] : [{ key, optional: group === "optionalDependencies" }];
    }),
  );
}

function scopeOf(entry: unknown): Scope {
  if (isTrue(at(entry, "dev"))) return "development";
  return isTrue(at(entry, "optional")) || isTrue(at(entry, "devOptional")) ? "optional" : "runtime";
}

const sourceOfResolved = (resolved: string): ReturnType<typeof sourceOf> => {
  const source = sourceOf(resolved);
  // The registry's own tarballs are addresses too: whose they are is for the gates to say.
  return source === "url" ? "registry" : source;
};
