import { type Lockfile, folderOf } from "./lockfile.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { addressOf, byName, hashesOf, rootsOfNamed } from "./python-packages.ts";
import { pythonNamed } from "./python-project.ts";
import { requirementOf } from "./python-requirement.ts";
import { withReach } from "./reach.ts";
import { parseToml } from "./toml.ts";
import { at, list, text } from "./values.ts";

/** `pdm.lock`, version 4. What the project names is in `pyproject.toml`. */
export const pdmLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "PyPI",
  wants: (other) => other === `${folderOf(path)}pyproject.toml`,
  read: (source, beside) => {
    const { document, packages } = parseToml(path, source, "package");
    const files = at(at(document, "metadata"), "files");
    const pinned = new Map<string, Pinned>();
    for (const [index, { value, line }] of packages.entries()) {
      const name = text(at(value, "name")) ?? "";
      const version = text(at(value, "version"));
      const archives = at(value, "files") ?? at(files, `${name} ${version ?? ""}`);
      const groups = list(at(value, "groups"));
      pinned.set(String(index), {
        name,
        version,
        line,
        scope: groups.length === 0 || groups.includes("default") ? "runtime" : "development",
        ...originOf(value, addressOf(archives)),
        integrity: hashesOf(archives),
      });
    }
    const find = byName(pinned);
    for (const [index, { value }] of packages.entries()) {
      const entry = pinned.get(String(index));
      const needs = list(at(value, "dependencies")).flatMap((wanted) => {
        const name = requirementOf(text(wanted) ?? "")?.name;
        // A package with an extra is a second entry of the same name, which needs the first.
        return name === undefined ? [] : find(name).map((key) => ({ key }));
      });
      if (entry !== undefined) pinned.set(String(index), { ...entry, needs });
    }
    const named = pythonNamed(beside?.get(`${folderOf(path)}pyproject.toml`)) ?? [];
    const reached = withReach(pinned, rootsOfNamed(named, find));
    const version = (text(at(at(document, "metadata"), "lock_version")) ?? "4").split(".")[0];
    return toInventory({ file: path, format: `pdm-${version}`, ecosystem: "PyPI" }, reached);
  },
});

function originOf(value: unknown, archive: string | undefined): Pick<Pinned, "resolved" | "source"> {
  const git = text(at(value, "git"));
  if (git !== undefined) return { source: "git", resolved: `${git}#${text(at(value, "revision")) ?? ""}` };
  const url = text(at(value, "url"));
  if (url !== undefined) return { source: "url", resolved: url };
  const path = text(at(value, "path"));
  if (path !== undefined) return { source: "path", resolved: path };
  return { source: "registry", resolved: archive };
}
