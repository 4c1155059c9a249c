import { parseJson } from "./json.ts";
import { type Lockfile, folderOf } from "./lockfile.ts";
import { parseManifest } from "./package-json.ts";
import { type Pinned, toInventory } from "./pinned.ts";
import { at, entries, list, text } from "./values.ts";

const GROUPS = [
  ["packages", "require", "runtime"],
  ["packages-dev", "require-dev", "development"],
] as const;

const UNDER: ReadonlySet<string> = new Set(GROUPS.map(([packages]) => packages));

/** `composer.lock`. What the project names is in `composer.json`. */
export const composerLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "Packagist",
  wants: (other) => other === `${folderOf(path)}composer.json`,
  read: (source, beside) => {
    const { value, lineOf } = parseJson(path, source, UNDER);
    const manifest = parseManifest(beside?.get(`${folderOf(path)}composer.json`));
    const ranges = new Map(
      GROUPS.flatMap(([, group]) => entries(at(manifest, group))).map(([name, range]) => [
        name.toLowerCase(),
        text(range),
      ]),
    );
    const pinned = new Map<string, Pinned>();
    const instead = insteadOf(value);
    for (const [packages, , scope] of GROUPS) {
      for (const [index, about] of list(at(value, packages)).entries()) {
        const name = text(at(about, "name"));
        if (name === undefined) continue;
        const range = ranges.get(name.toLowerCase());
        pinned.set(name.toLowerCase(), {
          name,
          version: text(at(about, "version")),
          line: lineOf(packages, String(index)),
          scope,
          direct: manifest === undefined ? undefined : ranges.has(name.toLowerCase()),
          ...originOf(about),
          // A plugin's code runs while composer installs.
          installScript: text(at(about, "type")) === "composer-plugin",
          needs: entries(at(about, "require")).flatMap(([other]) =>
            [other.toLowerCase(), ...(instead.get(other.toLowerCase()) ?? [])].map((key) => ({ key })),
          ),
          ...(range === undefined ? {} : { ranges: [range] }),
        });
      }
    }
    return toInventory({ file: path, format: "composer", ecosystem: "Packagist" }, pinned);
  },
});

/** Packages that say that they stand for the same name: more than any project has only cost time. */
const MOST_INSTEAD = 10;

/** Names that packages of the file provide, or are there instead of, each with theirs. */
function insteadOf(value: unknown): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const about of GROUPS.flatMap(([packages]) => list(at(value, packages)))) {
    const own = text(at(about, "name"))?.toLowerCase();
    for (const [other] of [...entries(at(about, "replace")), ...entries(at(about, "provide"))]) {
      const key = other.toLowerCase();
      const known = found.get(key);
      if (own === undefined || known?.length === MOST_INSTEAD) continue;
      if (known === undefined) found.set(key, [own]);
      else known.push(own);
    }
  }
  return found;
}

function originOf(about: unknown): Pick<Pinned, "integrity" | "resolved" | "source"> {
  const dist = at(about, "dist");
  const git = at(about, "source");
  const [archive, repository] = [dist, git].map((from) => text(at(from, "url")));
  // Which of the two is taken is up to whoever installs.
  const commits = [dist, git].flatMap((from) => text(at(from, "reference")) ?? []);
  if (text(at(dist, "type")) === "path") return { source: "path", resolved: archive, integrity: contentOf(commits) };
  if (repository !== undefined && BRANCH.test(text(at(about, "version")) ?? "")) {
    return { source: "git", resolved: `${repository}#${text(at(git, "reference")) ?? ""}` };
  }
  const fromRegistry = text(at(about, "notification-url")) !== undefined;
  return {
    source: fromRegistry ? "registry" : text(at(git, "type")) === "git" ? "git" : "url",
    resolved: archive ?? repository,
    integrity: contentOf(commits, text(at(dist, "shasum"))),
  };
}

/** A branch: what it is moves with every commit, and no registry says which one is right. */
const BRANCH = /^dev-|-dev$/i;

function contentOf(commits: readonly string[], shasum?: string): string | undefined {
  const content = [...(shasum === undefined ? [] : [`sha1:${shasum}`]), ...commits.map((commit) => `git:${commit}`)];
  return content.length === 0 ? undefined : [...new Set(content)].join(" ");
}
