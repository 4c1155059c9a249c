import { canonicalName } from "../purl.ts";
import type { Pinned } from "./pinned.ts";
import type { PythonNamed } from "./python-project.ts";
import type { Root } from "./reach.ts";
import { at, list, text } from "./values.ts";

/** Versions of one package in one file: more than any resolver writes only cost time. */
const MOST_VERSIONS = 50;

/** Keys of entries by canonical name: a name may be there in several versions, for several platforms. */
export function byName(pinned: ReadonlyMap<string, Pinned>): (name: string) => readonly string[] {
  const keys = new Map<string, string[]>();
  for (const [key, { name }] of pinned) {
    const canonical = canonicalName("PyPI", name);
    const known = keys.get(canonical);
    if (known === undefined) keys.set(canonical, [key]);
    else if (known.length < MOST_VERSIONS) known.push(key);
  }
  return (name) => keys.get(canonicalName("PyPI", name)) ?? [];
}

export const rootsOfNamed = (named: readonly PythonNamed[], find: (name: string) => readonly string[]): Root[] =>
  named.flatMap(({ name, range, scope }) =>
    find(name).map((key) => ({ key, scope, ...(range === "" ? {} : { range }) })),
  );

/** All hashes of a release's archives, sorted: which of them is installed depends on the machine. */
export function hashesOf(files: unknown): string | undefined {
  const hashes = list(files).flatMap((file) => text(file) ?? text(at(file, "hash")) ?? []);
  return hashes.length === 0 ? undefined : [...new Set(hashes)].toSorted().join(" ");
}

/** Of several addresses the one that a person should see: the first that is not at the index's own host. */
export function addressOf(files: unknown): string | undefined {
  const urls = list(files).flatMap((file) => text(at(file, "url")) ?? []);
  return urls.find((url) => !url.startsWith("https://files.pythonhosted.org/")) ?? urls[0];
}
