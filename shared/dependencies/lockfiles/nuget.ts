import { parseJson } from "./json.ts";
import type { Lockfile } from "./lockfile.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { refuse } from "./refuse.ts";
import { at, entries, text } from "./values.ts";

const KNOWN: ReadonlySet<unknown> = new Set([1, 2]);

/** `packages.lock.json` of NuGet, versions 1 and 2: all packages for each target framework, and again for each platform of one. */
export const nugetLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "NuGet",
  wants: () => false,
  read: (source) => {
    // Lines of packages, whose keys lie below those of the frameworks.
    const frameworks = entries(at(parseJson(path, source, new Set()).value, "dependencies"));
    const { value, lineOf } = parseJson(path, source, new Set(frameworks.map(([framework]) => framework)));
    const version = at(value, "version");
    if (!KNOWN.has(version)) throw refuse(path, "its version of the format is not known here.");
    const pinned = new Map<string, Pinned>();
    for (const [framework, packages] of frameworks) {
      const keyOf = (name: string): string => `${framework}\0${name.toLowerCase()}`;
      for (const [name, about] of entries(packages)) {
        const type = text(at(about, "type"));
        const resolved = text(at(about, "resolved"));
        // A project of the repository itself.
        if (type === "Project" || resolved === undefined) continue;
        const hash = text(at(about, "contentHash"));
        const range = type === "Direct" ? text(at(about, "requested")) : undefined;
        pinned.set(keyOf(name), {
          name,
          version: resolved,
          line: lineOf("dependencies", framework, name),
          direct: type === "Direct",
          integrity: hash === undefined ? undefined : `sha512-${hash}`,
          needs: entries(at(about, "dependencies")).map(([other]) => ({ key: keyOf(other) })),
          ...(range === undefined ? {} : { ranges: [range] }),
        });
      }
    }
    return toInventory({ file: path, format: `nuget-${String(version)}`, ecosystem: "NuGet" }, pinned);
  },
});
