import type { Json } from "./json.ts";
import { type Named, aliasOf, sourceOf } from "./package-json.ts";
import type { Need, Pinned } from "./pinned.ts";
import { at, entries, isTrue, text } from "./values.ts";

interface Node {
  readonly path: readonly string[];
  readonly entry: unknown;
  readonly children: ReadonlyMap<string, Node>;
  readonly parent: Node | undefined;
}

/** Version 1 of `package-lock.json`: a tree like that of the folders on disk. */
export function npmTree({ value, lineOf }: Json, named: readonly Named[] | undefined): Map<string, Pinned> {
  const top = node([], value, undefined);
  const ranges = new Map((named ?? []).map(({ name, range }) => [name, range]));
  const pinned = new Map<string, Pinned>();
  const queue = [...top.children.values()];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const current = next;
    queue.push(...current.children.values());
    const place = current.path.at(-1) ?? "";
    const written = text(at(current.entry, "version")) ?? "";
    const alias = aliasOf(written);
    const source = alias === undefined ? sourceOf(written) : "registry";
    const isTop = current.path.length === 1;
    const range = isTop ? ranges.get(place) : undefined;
    // A folder is the project's own code.
    if (source === "path" && !/\.(?:tgz|tar\.gz|tar)$/.test(written)) continue;
    pinned.set(keyOf(current), {
      name: alias?.name ?? place,
      version: source === "registry" ? (alias?.range ?? written) || undefined : undefined,
      line: lineOf(...current.path.flatMap((name) => ["dependencies", name])),
      scope: isTrue(at(current.entry, "dev"))
        ? "development"
        : isTrue(at(current.entry, "optional"))
          ? "optional"
          : "runtime",
      direct: named === undefined ? undefined : isTop && ranges.has(place),
      source,
      resolved: source === "registry" ? text(at(current.entry, "resolved")) : written,
      integrity: text(at(current.entry, "integrity")),
      bundled: isTrue(at(current.entry, "bundled")),
      needs: entries(at(current.entry, "requires")).flatMap(([name]): Need[] => {
        const found = findNode(current, name);
        return found === undefined ? [] : [{ key: keyOf(found) }];
      }),
      ...(alias === undefined ? {} : { alias: place }),
      ...(range === undefined ? {} : { ranges: [range] }),
    });
  }
  return pinned;
}

function node(path: readonly string[], entry: unknown, parent: Node | undefined): Node {
  const children = new Map<string, Node>();
  const self: Node = { path, entry, children, parent };
  for (const [name, child] of entries(at(entry, "dependencies")))
    children.set(name, node([...path, name], child, self));
  return self;
}

function findNode(from: Node, name: string): Node | undefined {
  for (let current: Node | undefined = from; current !== undefined; current = current.parent) {
    const found = current.children.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

const keyOf = ({ path }: Node): string => path.join("\0");
