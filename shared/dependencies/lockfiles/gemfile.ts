import { gemGroups, gemsOfSpec } from "./gemfile-groups.ts";
import { type Lockfile, folderOf } from "./lockfile.ts";
import { type Pinned, type Scope, toInventory } from "./pinned.ts";
import { type Root, withReach } from "./reach.ts";
import { checkText } from "./refuse.ts";

interface Spec extends Pinned {
  readonly wanted: string[];
}

/** `Gemfile.lock`. One gem for several platforms is one package, its checksums together. */
export const gemfileLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "RubyGems",
  wants: (other) =>
    other === path.replace(/\.lock$/, "").replace(/gems\.locked$/, "gems.rb") ||
    (other.endsWith(".gemspec") && folderOf(other) === folderOf(path)),
  read: (text, beside) => {
    const { specs: locked, direct, checksums } = sections(checkText(path, text));
    const byName = new Map([...locked].map(([key, { name }]) => [name, [key]]));
    const pinned = new Map<string, Pinned>();
    for (const [key, { wanted, ...spec }] of locked) {
      if (spec.source === "path") continue;
      pinned.set(key, {
        ...spec,
        integrity: checksums
          .get(`${spec.name} ${spec.version ?? ""}`)
          ?.toSorted()
          .join(" "),
        needs: wanted.flatMap((name) => byName.get(name) ?? []).map((other) => ({ key: other })),
      });
    }
    const folder = folderOf(path);
    const gemfile = beside?.get(`${folder}Gemfile`) ?? beside?.get(`${folder}gems.rb`) ?? "";
    const groups = gemGroups(gemfile);
    const specs = [...(beside ?? [])].filter(([other]) => other.endsWith(".gemspec"));
    const developed = new Set(specs.flatMap(([, spec]) => gemsOfSpec(gemfile, spec)));
    const scope = (name: string): Scope => groups.get(name) ?? (developed.has(name) ? "development" : "runtime");
    const roots = [...direct].flatMap(([name, range]): Root[] =>
      (byName.get(name) ?? []).map((key) => ({ key, scope: scope(name), ...(range === "" ? {} : { range }) })),
    );
    // What a gem in a folder of the repository needs is named by the project too.
    const own = [...locked.values()].filter(({ source }) => source === "path").flatMap(({ wanted }) => wanted);
    roots.push(...own.flatMap((name) => byName.get(name) ?? []).map((key): Root => ({ key, scope: "runtime" })));
    return toInventory({ file: path, format: "gemfile", ecosystem: "RubyGems" }, withReach(pinned, roots));
  },
});

const SOURCES: ReadonlyMap<string, "git" | "path" | "registry"> = new Map([
  ["GEM", "registry"],
  ["GIT", "git"],
  ["PATH", "path"],
  ["PLUGIN SOURCE", "registry"],
]);

function sections(text: string) {
  const specs = new Map<string, Spec>();
  const direct = new Map<string, string>();
  const checksums = new Map<string, string[]>();
  let section = "";
  let remote: string | undefined;
  let revision: string | undefined;
  let spec: Spec | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\S/.test(line)) {
      section = line.trim();
      remote = revision = spec = undefined;
      continue;
    }
    const option = /^ {2}(remote|revision): (.+)$/.exec(line);
    if (option?.[1] === "remote") remote = option[2];
    else if (option?.[1] === "revision") revision = option[2];
    const source = SOURCES.get(section);
    if (source !== undefined) {
      const named = /^( {4}| {6})(\S+?)!?(?: \((.*)\))?$/.exec(line);
      if (named === null) continue;
      const [, indent = "", name = "", about = ""] = named;
      if (indent.length === 6) spec?.wanted.push(name);
      else {
        const version = about.replace(/-.*$/s, "");
        const resolved = source === "git" ? `${remote ?? ""}#${revision ?? ""}` : remote;
        const key = `${name} ${version}\0${resolved ?? ""}`;
        spec = specs.get(key) ?? { name, version, source, resolved, line: index + 1, wanted: [] };
        specs.set(key, spec);
      }
      continue;
    }
    const entry = /^ {2}(\S+?)!?(?: \((.*?)\))?!?(?: (\S+))?$/.exec(line);
    if (entry === null) continue;
    const [, name = "", about = "", checksum] = entry;
    if (section === "DEPENDENCIES") direct.set(name, about);
    else if (section === "CHECKSUMS" && checksum !== undefined) {
      const key = `${name} ${about.replace(/-.*$/s, "")}`;
      checksums.set(key, [...(checksums.get(key) ?? []), ...checksum.split(",").map((one) => one.replace("=", ":"))]);
    }
  }
  return { specs, direct, checksums };
}
