import type { Node } from "../template/node.ts";
import { evaluate, type Scope } from "./evaluate.ts";
import { isMapping, toText, type Mapping, type Value } from "./value.ts";

/** A template with all its expressions evaluated. */
export const resolve = (node: Node, scope: Scope): Value => {
  switch (node.kind) {
    case "literal":
      return node.value;
    case "expression":
      return evaluate(node.source, scope);
    case "sequence":
      return node.items.map((item) => resolve(item, scope));
    case "mapping":
      return Object.fromEntries(
        node.entries.flatMap(({ key, value }): [string, Value][] => {
          const item = resolve(value, scope);
          // `${{ insert }}: ${{ fromJSON(...) }}` splices a whole mapping.
          if (key === undefined) return isMapping(item) ? Object.entries(item) : [];
          return [[toText(resolve(key, scope)), item]];
        }),
      );
  }
};

export const resolveText = (node: Node | undefined, scope: Scope): string =>
  node === undefined ? "" : toText(resolve(node, scope));

/** A mapping of texts, such as `env`, `with` or `outputs`. */
export const resolveTexts = (node: Node | undefined, scope: Scope): Record<string, string> =>
  Object.fromEntries(Object.entries(resolveMapping(node, scope)).map(([key, value]) => [key, toText(value)]));

export const resolveMapping = (node: Node | undefined, scope: Scope): Mapping => {
  const value = node === undefined ? null : resolve(node, scope);
  return isMapping(value) ? value : {};
};
