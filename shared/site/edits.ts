import { createHash } from "node:crypto";
import type { TreeEdits } from "../ports/site.ts";

/** What a publication changes, in files. */
export interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** The edits that make exactly `wanted` of all that `owns` says is ours, and what they change. */
export function editsTo(
  wanted: ReadonlyMap<string, string>,
  entries: ReadonlyMap<string, string>,
  owns: (path: string) => boolean,
): { readonly edits: Omit<TreeEdits, "texts">; readonly changes: Changes } {
  const put = new Map<string, string>();
  const [added, changed, removed]: [string[], string[], string[]] = [[], [], []];
  for (const [path, id] of wanted) {
    const there = entries.get(path);
    if (there === id) continue;
    put.set(path, id);
    (there === undefined ? added : changed).push(path);
  }
  for (const path of entries.keys()) if (!wanted.has(path) && owns(path)) removed.push(path);
  return { edits: { remove: removed, put }, changes: { added, changed, removed } };
}

/** Of paths and contents, whatever their order: the same digest is the same site. */
export function digestOf(files: ReadonlyMap<string, string>): string {
  const hash = createHash("sha256");
  for (const path of [...files.keys()].toSorted()) hash.update(`${path}\0${files.get(path) ?? ""}\n`);
  return hash.digest("hex").slice(0, 40);
}
