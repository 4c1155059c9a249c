/** The manifest's JSON Schema, for editors and for people who generate manifests. */
import * as z from "zod";
import { manifestSchema } from "../shared/domain/manifest/schema.ts";

export const SCHEMA_PATH = "docs/manifest.schema.json";

/** `${VAR}` may stand wherever text may: every form that a text must have is also met by a text with a reference in it. */
const withReferences = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(withReferences);
  if (typeof node !== "object" || node === null) return node;
  // Names are never references.
  const entries: [string, unknown][] = Object.entries(node).map(([key, value]) => [
    key,
    key === "propertyNames" ? value : withReferences(value),
  ]);
  const object = Object.fromEntries(entries);
  const pattern: unknown = object["pattern"];
  if (object["type"] !== "string" || typeof pattern !== "string") return object;
  return { ...object, pattern: `${pattern}|\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}` };
};

export const manifestJsonSchema = (): unknown => {
  const schema = z.toJSONSchema(manifestSchema, { io: "input", target: "draft-7", unrepresentable: "any" });
  const { $schema, title, description, ...rest } = schema;
  return withReferences({ $schema, title, description, ...rest });
};

const WIDTH = 120;

/** As the formatter writes it: a list stands on one line where it fits. */
const print = (value: unknown, indent: string, taken: number): string => {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const inner = `${indent}  `;
  if (isList) {
    const flat = `[${value.map((item) => print(item, "", 0)).join(", ")}]`;
    if (!flat.includes("\n") && taken + flat.length < WIDTH) return flat;
  }
  const items: string[] = isList
    ? value.map((item) => inner + print(item, inner, inner.length))
    : Object.entries(value).map(([key, item]) => {
        const head = `${inner}${JSON.stringify(key)}: `;
        return head + print(item, inner, head.length);
      });
  const [open, close] = isList ? ["[", "]"] : ["{", "}"];
  return items.length === 0 ? open + close : `${open}\n${items.join(",\n")}\n${indent}${close}`;
};

/** For scripts/generate.ts. */
export const manifestSchemaFile = (): ReadonlyMap<string, string> =>
  new Map([[SCHEMA_PATH, `${print(manifestJsonSchema(), "", 0)}\n`]]);
