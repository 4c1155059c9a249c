/** A piece of a workflow or action file, with its expressions not yet evaluated. */
export type Node =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null }
  | { readonly kind: "expression"; readonly source: string }
  | { readonly kind: "sequence"; readonly items: readonly Node[] }
  | MappingNode;

export interface MappingNode {
  readonly kind: "mapping";
  /** A key is absent in `${{ insert }}: …`. */
  readonly entries: readonly { readonly key: Node | undefined; readonly value: Node }[];
}

export const literal = (value: string | number | boolean | null): Node => ({ kind: "literal", value });

/** The value under a literal key. */
export const field = (node: Node | undefined, name: string): Node | undefined =>
  node?.kind === "mapping" ? fields(node).find(([key]) => key === name)?.[1] : undefined;

export const fields = (node: Node | undefined): readonly (readonly [string, Node])[] =>
  node?.kind === "mapping"
    ? node.entries.flatMap(({ key, value }) => (key?.kind === "literal" ? [[String(key.value), value] as const] : []))
    : [];

export const items = (node: Node | undefined): readonly Node[] => (node?.kind === "sequence" ? node.items : []);

/** A literal's text; undefined for anything else. */
export const literalText = (node: Node | undefined): string | undefined =>
  node?.kind === "literal" && node.value !== null ? String(node.value) : undefined;

/** A scalar or a list of them as a list. */
export const literalList = (node: Node | undefined): readonly string[] =>
  (node?.kind === "sequence" ? node.items : node === undefined ? [] : [node])
    .map(literalText)
    .filter((text) => text !== undefined);
