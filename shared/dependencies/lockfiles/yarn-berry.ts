import { type Named, sourceOf } from "./package-json.ts";
import { type Need, type Pinned, toInventory } from "./pinned.ts";
import { type Root, withReach } from "./reach.ts";
import { refuse } from "./refuse.ts";
import { at, entries, isTrue, text } from "./values.ts";
import { linesOfKeys, parseYaml } from "./yaml.ts";

/** `name` and `protocol:rest` of a descriptor or locator. */
interface Locator {
  readonly name: string;
  readonly reference: string;
}

function locator(written: string): Locator {
  const split = written.indexOf("@", 1);
  return split < 0
    ? { name: written, reference: "" }
    : { name: written.slice(0, split), reference: written.slice(split + 1) };
}

/** A range without protocol means the registry; lock files before version 8 leave it out where something is needed. */
const withProtocol = (name: string, range: string): readonly string[] => [`${name}@${range}`, `${name}@npm:${range}`];

/** Versions of one package in one file: more than any project has only cost time. */
const MOST_VERSIONS = 10;

/** `yarn.lock` of yarn 2 and later: YAML by descriptor. */
export function readBerry(path: string, source: string, named: readonly Named[]) {
  const [document] = parseYaml(path, source);
  const metadata = at(document, "__metadata");
  const version = Number(text(at(metadata, "version")));
  if (!(version >= 4 && version <= 99)) throw refuse(path, "__metadata has no version that is known here.");
  const lineOf = linesOfTop(source);

  const answers = new Map<string, string>();
  const blocks = entries(document).filter(([key]) => key !== "__metadata");
  const byName = Map.groupBy(
    blocks.map(([key]) => key),
    (key) => locator(key).name,
  );
  for (const [key] of blocks) {
    for (const one of key.split(/,\s*/)) {
      // A folder or an archive of a workspace is bound to it.
      for (const asked of [one, one.replace(/::locator=.*$/s, "")]) answers.set(asked, key);
    }
  }
  // What asks for a package that yarn or the project patches gets the patched one. What nobody answers to is one of the project's
  // `resolutions`, and may be any version.
  const find = (name: string, range: string): readonly string[] => {
    const exact =
      patched.get(`${name}@${range.replace(/^npm:/, "")}`) ??
      withProtocol(name, range).flatMap((key) => answers.get(key) ?? [])[0];
    return exact === undefined ? (byName.get(name) ?? []).slice(0, MOST_VERSIONS) : [exact];
  };
  const patched = new Map(
    [...answers].flatMap(([one, key]) => {
      const { name, reference } = locator(one);
      const inner = reference.startsWith("patch:") ? innerOf(reference) : undefined;
      return inner === undefined ? [] : [[`${name}@${inner.reference.replace(/^npm:/, "")}`, key] as const];
    }),
  );

  const pinned = new Map<string, Pinned>();
  const roots: Root[] = [];
  const scopes = new Map(named.map(({ name, range, scope }) => [`${name}@${range}`, scope]));
  for (const [key, block] of blocks) {
    const { name, reference } = locator(text(at(block, "resolution")) ?? "");
    const needs = needsOf(block, find);
    if (/^(?:workspace|link|portal):/.test(reference)) {
      if (!reference.startsWith("workspace:")) continue;
      for (const [wanted, range] of entries(at(block, "dependencies"))) {
        const found = find(wanted, text(range) ?? "");
        const plain = (text(range) ?? "").replace(/^npm:/, "");
        const scope = scopes.get(`${wanted}@${plain}`) ?? scopes.get(`${wanted}@${text(range) ?? ""}`) ?? "runtime";
        roots.push(...found.map((one) => ({ key: one, scope, range: text(range) ?? "" })));
      }
      continue;
    }
    // A patch changes what is fetched, and is itself a file of this repository: what counts is what it changes.
    const from = reference.startsWith("patch:") ? innerOf(reference) : { name, reference };
    const kind = sourceOf(from.reference.replace(/^npm:/, ""));
    const isNpm = from.reference.startsWith("npm:");
    const place = locator(key.split(/,\s*/)[0] ?? "").name;
    const asked = innerOf(locator(key).reference);
    const original = reference.startsWith("patch:") ? answers.get(`${asked.name}@${asked.reference}`) : undefined;
    pinned.set(key, {
      name: from.name,
      version: text(at(block, "version")),
      line: lineOf(key),
      source: isNpm ? "registry" : kind,
      resolved: isNpm ? archiveOf(from.reference) : from.reference,
      integrity: reference.startsWith("patch:") ? undefined : text(at(block, "checksum")),
      needs: original === undefined || original === key ? needs : [...needs, { key: original }],
      ...(place === from.name || place === "" ? {} : { alias: place }),
    });
  }
  return toInventory(
    { file: path, format: `yarn-${version}`, ecosystem: "npm" },
    withReach(dropPatched(pinned), roots),
  );
}

/** `pkg@npm%3A1.0.0#…` of `patch:pkg@npm%3A1.0.0#…::version=…`. */
function innerOf(reference: string): Locator {
  const inner = reference.slice("patch:".length).replace(/#.*$/s, "");
  try {
    return locator(decodeURIComponent(inner));
  } catch {
    return locator(inner);
  }
}

/** `npm:1.0.0::__archiveUrl=https%3A%2F%2F…`: another place than the registry's usual one. */
function archiveOf(reference: string): string | undefined {
  const found = /::(?:.*&)?__archiveUrl=([^&]+)/.exec(reference)?.[1];
  try {
    return found === undefined ? undefined : decodeURIComponent(found);
  } catch {
    return found;
  }
}

function needsOf(block: unknown, find: (name: string, range: string) => readonly string[]): Need[] {
  const meta = at(block, "dependenciesMeta");
  return entries(at(block, "dependencies")).flatMap(([name, range]): Need[] => {
    const optional = isTrue(at(at(meta, name), "optional"));
    return find(name, text(range) ?? "").map((key) => ({ key, optional }));
  });
}

/** The patched and the original package are one: the original has the checksum, and what is needed leads to the patched one. */
function dropPatched(pinned: ReadonlyMap<string, Pinned>): Map<string, Pinned> {
  const originals = new Map<string, Pinned>();
  for (const entry of pinned.values()) {
    if (entry.integrity !== undefined) originals.set(`${entry.name}\0${entry.version ?? ""}`, entry);
  }
  return new Map(
    [...pinned].map(([key, entry]) => {
      const original =
        entry.integrity === undefined ? originals.get(`${entry.name}\0${entry.version ?? ""}`) : undefined;
      if (original === undefined) return [key, entry];
      return [
        key,
        { ...entry, integrity: original.integrity, resolved: original.resolved, source: original.source ?? "registry" },
      ];
    }),
  );
}

function linesOfTop(source: string): (key: string) => number {
  const lineOf = linesOfKeys(source);
  return (key) => lineOf("", key);
}
