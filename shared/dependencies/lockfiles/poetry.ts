import { type Lockfile, folderOf } from "./lockfile.ts";
import { type Need, type Pinned, type Scope, toInventory } from "./pinned.ts";
import { byName, hashesOf, rootsOfNamed } from "./python-packages.ts";
import { pythonNamed } from "./python-project.ts";
import { withReach } from "./reach.ts";
import { parseToml } from "./toml.ts";
import { at, entries, isTrue, list, text } from "./values.ts";

/** `poetry.lock`, versions 1 and 2. What the project names is in `pyproject.toml`. */
export const poetryLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "PyPI",
  wants: (other) => other === `${folderOf(path)}pyproject.toml`,
  read: (source, beside) => {
    const { document, packages } = parseToml(path, source, "package");
    const metadata = at(document, "metadata");
    const pinned = new Map<string, Pinned>();
    for (const [index, { value, line }] of packages.entries()) {
      const name = text(at(value, "name")) ?? "";
      pinned.set(String(index), {
        name,
        version: text(at(value, "version")),
        line,
        scope: scopeOf(value),
        ...originOf(at(value, "source")),
        // Before 1.3 the hashes of all packages were in one table at the end.
        integrity: hashesOf(at(value, "files")) ?? hashesOf(at(at(metadata, "files"), name)),
      });
    }
    const find = byName(pinned);
    for (const [index, { value }] of packages.entries()) {
      const entry = pinned.get(String(index));
      if (entry !== undefined) pinned.set(String(index), { ...entry, needs: needsOf(value, find) });
    }
    const named = pythonNamed(beside?.get(`${folderOf(path)}pyproject.toml`)) ?? [];
    const reached = withReach(pinned, rootsOfNamed(named, find));
    const version = (text(at(metadata, "lock-version")) ?? "1").split(".")[0];
    return toInventory({ file: path, format: `poetry-${version}`, ecosystem: "PyPI" }, reached);
  },
});

function scopeOf(value: unknown): Scope {
  const groups = list(at(value, "groups"));
  const isMain = groups.length === 0 ? text(at(value, "category")) !== "dev" : groups.includes("main");
  if (!isMain) return "development";
  return isTrue(at(value, "optional")) ? "optional" : "runtime";
}

function originOf(source: unknown): Pick<Pinned, "resolved" | "source"> {
  const url = text(at(source, "url"));
  const type = text(at(source, "type"));
  if (type === "git")
    return { source: "git", resolved: `${url ?? ""}#${text(at(source, "resolved_reference")) ?? ""}` };
  if (type === "url") return { source: "url", resolved: url };
  return { source: type === "file" || type === "directory" ? "path" : "registry", resolved: url };
}

function needsOf(value: unknown, find: (name: string) => readonly string[]): Need[] {
  return entries(at(value, "dependencies")).flatMap(([name, about]) => {
    const all = Array.isArray(about) ? list(about) : [about];
    const optional = all.every((one) => isTrue(at(one, "optional")));
    return find(name).map((key) => ({ key, optional }));
  });
}
