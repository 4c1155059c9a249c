import { cargoNamed } from "./lockfiles/cargo-manifest.ts";
import { gemsNamed } from "./lockfiles/gemfile-groups.ts";
import { readGoMod } from "./lockfiles/go-mod.ts";
import { baseOf, folderOf } from "./lockfiles/lockfile.ts";
import { parseManifest } from "./lockfiles/package-json.ts";
import { pythonNamed } from "./lockfiles/python-project.ts";
import { tryToml } from "./lockfiles/toml.ts";
import { at, entries, text } from "./lockfiles/values.ts";
import { canonicalName } from "./purl.ts";

/** What a manifest names and a lock file must have. */
export interface Named {
  readonly name: string;
  /** As written; empty for any version. */
  readonly range: string;
}

interface Manifest {
  /** Path of the manifest that a lock file was made from. */
  readonly path: string;
  /** What it names for certain; nothing for a text that is no such manifest. */
  readonly read: (source: string) => readonly Named[];
}

const READERS: ReadonlyMap<string, readonly [name: string, read: Manifest["read"]]> = new Map([
  ["poetry.lock", ["pyproject.toml", python]],
  ["uv.lock", ["pyproject.toml", python]],
  ["pdm.lock", ["pyproject.toml", (source) => python(source, true)]],
  ["Pipfile.lock", ["Pipfile", python]],
  ["Cargo.lock", ["Cargo.toml", cargo]],
  ["Gemfile.lock", ["Gemfile", gemsNamed]],
  ["gems.locked", ["gems.rb", gemsNamed]],
  ["composer.lock", ["composer.json", composer]],
  ["go.sum", ["go.mod", go]],
]);

/** The manifest beside a lock file; undefined for a format that has none, or whose manifest is read elsewhere. */
export function manifestOf(lockfile: string): Manifest | undefined {
  const found = READERS.get(baseOf(lockfile));
  return found === undefined ? undefined : { path: folderOf(lockfile) + found[0], read: found[1] };
}

/** pdm locks only the groups that somebody asked for. */
function python(source: string, runtimeOnly = false): readonly Named[] {
  const document = tryToml(source);
  const sources = at(at(at(document, "tool"), "uv"), "sources");
  const own = new Set(
    [text(at(at(document, "project"), "name")) ?? "", ...entries(sources).map(([name]) => name)].map((name) =>
      canonicalName("PyPI", name),
    ),
  );
  return (pythonNamed(source) ?? []).filter(
    ({ name, scope }) => !own.has(name) && scope !== "optional" && (!runtimeOnly || scope === "runtime"),
  );
}

function cargo(source: string): readonly Named[] {
  return (cargoNamed(source) ?? []).flatMap(([, named]) =>
    named.filter(({ local }) => !local).map(({ name, range = "" }) => ({ name, range })),
  );
}

function composer(source: string): readonly Named[] {
  const manifest = parseManifest(source);
  return ["require", "require-dev"].flatMap((group) =>
    entries(at(manifest, group))
      // Without a vendor it is PHP itself, an extension of it, or composer.
      .filter(([name]) => name.includes("/"))
      .map(([name, range]) => ({ name, range: text(range) ?? "" })),
  );
}

/** The modules of go.mod that are fetched, each in the one version that go.sum must have. */
function go(source: string): readonly Named[] {
  const { modules, replaced } = readGoMod("go.mod", source);
  return modules
    .filter(({ name, version }) => !replaced.has(name) && !replaced.has(`${name}@${version}`))
    .map(({ name, version }) => ({ name, range: version }));
}
