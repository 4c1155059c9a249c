import type { Node } from "./node.ts";

/** The serialized form of the parser's tokens: scalars are themselves, the rest says its type. */
interface Serialized {
  readonly type: number;
  readonly map?: readonly { readonly Key: unknown; readonly Value: unknown }[];
  readonly seq?: readonly unknown[];
  readonly expr?: string;
}

const insertExpression = 4;

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const convert = (value: unknown): Node | undefined => {
  if (isScalar(value)) return { kind: "literal", value };
  const token = value as Serialized;
  if (token.seq) return { kind: "sequence", items: token.seq.map(read) };
  if (token.map)
    return {
      kind: "mapping",
      entries: token.map.map(({ Key, Value }) => ({ key: convert(Key), value: read(Value) })),
    };
  if (token.type === insertExpression) return undefined;
  return { kind: "expression", source: token.expr ?? "" };
};

const read = (value: unknown): Node => convert(value) ?? { kind: "literal", value: null };

/** Takes the parser's tokens apart, so that nothing else depends on its classes. */
export const readToken = (token: unknown): Node => read(JSON.parse(JSON.stringify(token)));
