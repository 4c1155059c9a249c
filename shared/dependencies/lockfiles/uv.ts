import { canonicalName } from "../purl.ts";
import { type Lockfile } from "./lockfile.ts";
import { type Need, type Pinned, type Scope, toInventory } from "./pinned.ts";
import { addressOf, byName, hashesOf } from "./python-packages.ts";
import { type Root, withReach } from "./reach.ts";
import { refuse } from "./refuse.ts";
import { parseToml } from "./toml.ts";
import { at, entries, list, text } from "./values.ts";

/** `uv.lock`. The projects of the workspace are in it themselves, with all that they name. */
export const uvLockfile = (path: string): Lockfile => ({
  path,
  ecosystem: "PyPI",
  wants: () => false,
  read: (source) => {
    const { document, packages } = parseToml(path, source, "package");
    const format = Number(at(document, "version"));
    if (!(format >= 1 && format <= 9)) throw refuse(path, "its version is not known here.");
    const pinned = new Map<string, Pinned>();
    for (const [index, { value, line }] of packages.entries()) {
      if (isOwn(value)) continue;
      const files = [at(value, "sdist"), ...list(at(value, "wheels"))];
      pinned.set(String(index), {
        name: text(at(value, "name")) ?? "",
        version: text(at(value, "version")),
        line,
        ...originOf(at(value, "source"), addressOf(files)),
        integrity: hashesOf(files),
      });
    }
    const named = byName(pinned);
    const find = (wanted: unknown): readonly string[] => {
      const version = text(at(wanted, "version"));
      const keys = named(text(at(wanted, "name")) ?? "");
      return version === undefined ? keys : keys.filter((key) => pinned.get(key)?.version === version);
    };
    const chosen = chosenExtras(packages.map(({ value }) => value));
    for (const [index, { value }] of packages.entries()) {
      const entry = pinned.get(String(index));
      if (entry !== undefined) pinned.set(String(index), { ...entry, needs: needsOf(value, find, chosen) });
    }
    const roots = packages.flatMap(({ value }) => (isOwn(value) ? rootsOf(value, find) : []));
    return toInventory({ file: path, format: `uv-${format}`, ecosystem: "PyPI" }, withReach(pinned, roots));
  },
});

/** A project of this repository, not something that is fetched. */
const isOwn = (value: unknown): boolean =>
  ["editable", "virtual", "directory"].some((kind) => text(at(at(value, "source"), kind)) !== undefined);

function originOf(source: unknown, archive: string | undefined): Pick<Pinned, "resolved" | "source"> {
  const git = text(at(source, "git"));
  if (git !== undefined) return { source: "git", resolved: git };
  const url = text(at(source, "url"));
  if (url !== undefined) return { source: "url", resolved: url };
  const path = text(at(source, "path"));
  if (path !== undefined) return { source: "path", resolved: path };
  return { source: "registry", resolved: archive ?? text(at(source, "registry")) };
}

const extraOf = (value: unknown, extra: string): string =>
  `${canonicalName("PyPI", text(at(value, "name")) ?? "")}[${extra}]`;

/** Extras that somebody asks for to run with, as `name[extra]`. */
const chosenExtras = (packages: readonly unknown[]): ReadonlySet<string> =>
  new Set(
    packages
      .flatMap((value) => [
        ...list(at(value, "dependencies")),
        ...entries(at(value, "optional-dependencies")).flatMap(([, group]) => list(group)),
      ])
      .flatMap((wanted) => list(at(wanted, "extra")).map((extra) => extraOf(wanted, text(extra) ?? ""))),
  );

function needsOf(value: unknown, find: (wanted: unknown) => readonly string[], chosen: ReadonlySet<string>): Need[] {
  return [
    ...list(at(value, "dependencies")).flatMap((wanted) => find(wanted).map((key) => ({ key }))),
    ...entries(at(value, "optional-dependencies")).flatMap(([extra, group]) => {
      const optional = !chosen.has(extraOf(value, extra));
      return list(group).flatMap((wanted) => find(wanted).map((key) => ({ key, optional })));
    }),
  ];
}

function rootsOf(value: unknown, find: (wanted: unknown) => readonly string[]): Root[] {
  const metadata = at(value, "metadata");
  const required = [
    ...list(at(metadata, "requires-dist")),
    ...entries(at(metadata, "requires-dev")).flatMap(([, group]) => list(group)),
  ];
  const ranges = new Map(
    required.map((one) => [canonicalName("PyPI", text(at(one, "name")) ?? ""), text(at(one, "specifier"))]),
  );
  const rooted = (group: unknown, scope: Scope): Root[] =>
    list(group).flatMap((wanted) => {
      const range = ranges.get(canonicalName("PyPI", text(at(wanted, "name")) ?? ""));
      return find(wanted).map((key) => ({ key, scope, range }));
    });
  return [
    ...rooted(at(value, "dependencies"), "runtime"),
    ...entries(at(value, "optional-dependencies")).flatMap(([, group]) => rooted(group, "optional")),
    ...entries(at(value, "dev-dependencies")).flatMap(([, group]) => rooted(group, "development")),
  ];
}
