import { parseJson } from "./json.ts";
import { type Lockfile, folderOf } from "./lockfile.ts";
import { type Pinned, type Scope, toInventory } from "./pinned.ts";
import { byName, hashesOf, rootsOfNamed } from "./python-packages.ts";
import { pythonNamed } from "./python-project.ts";
import { exactly } from "./python-requirement.ts";
import { at, entries, list, text } from "./values.ts";

const UNDER: ReadonlySet<string> = new Set(["default", "develop"]);

/** `Pipfile.lock`. It knows no tree: what is direct is in `Pipfile`. */
export const pipfileLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "PyPI",
  wants: (other) => other === `${folderOf(path)}Pipfile`,
  read: (source, beside) => {
    const { value, lineOf } = parseJson(path, source, UNDER);
    const urls = new Map(
      list(at(at(value, "_meta"), "sources")).map((one) => [text(at(one, "name")), text(at(one, "url"))]),
    );
    const pinned = new Map<string, Pinned>();
    for (const [group, packages] of entries(value)) {
      if (group === "_meta") continue;
      const scope: Scope = group === "develop" ? "development" : "runtime";
      for (const [name, about] of entries(packages)) {
        pinned.set(`${group}\0${name}`, {
          name,
          version: exactly(text(at(about, "version")) ?? ""),
          line: lineOf(group, name),
          scope,
          ...originOf(about, urls.get(text(at(about, "index")))),
          integrity: hashesOf(at(about, "hashes")),
        });
      }
    }
    const named = pythonNamed(beside?.get(`${folderOf(path)}Pipfile`));
    const direct = new Map(rootsOfNamed(named ?? [], byName(pinned)).map((root) => [root.key, root.range]));
    for (const [key, entry] of pinned) {
      if (named === undefined) break;
      const range = direct.get(key);
      pinned.set(key, { ...entry, direct: direct.has(key), ...(range === undefined ? {} : { ranges: [range] }) });
    }
    return toInventory({ file: path, format: "pipfile", ecosystem: "PyPI" }, pinned);
  },
});

function originOf(about: unknown, index: string | undefined): Pick<Pinned, "resolved" | "source"> {
  const git = text(at(about, "git"));
  if (git !== undefined) return { source: "git", resolved: `${git}#${text(at(about, "ref")) ?? ""}` };
  const file = text(at(about, "file"));
  if (file !== undefined) return { source: /^https?:/.test(file) ? "url" : "path", resolved: file };
  const path = text(at(about, "path"));
  return path === undefined ? { source: "registry", resolved: index } : { source: "path", resolved: path };
}
