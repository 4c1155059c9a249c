const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Schemas of OpenAPI 3.0 as JSON Schema: `nullable`, boolean `exclusiveMinimum`, `$ref` whose neighbours are ignored, and
 * what only one side of an exchange carries. `oneOf` becomes `anyOf`: vendors write it where several shapes fit at once.
 */
export const toJsonSchema = (node: unknown, side: "request" | "answer"): unknown => {
  if (Array.isArray(node)) return node.map((item) => toJsonSchema(item, side));
  if (!isRecord(node)) return node;
  if (typeof node["$ref"] === "string")
    return nullable(node, { $ref: `spec${node["$ref"].replaceAll("/oneOf/", "/anyOf/")}` });
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === "nullable" || key === "discriminator" || key === "example" || key === "examples") {
      // A property may bear any of these names too: then its value is a schema of its own.
      if (isRecord(value) && key !== "discriminator") result[key] = toJsonSchema(value, side);
    } else if (key === "enum" || key === "default" || key === "const") {
      result[key] = isRecord(value) ? toJsonSchema(value, side) : value;
    } else result[key === "oneOf" && Array.isArray(value) ? "anyOf" : key] = toJsonSchema(value, side);
  }
  for (const [flag, limit] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof result[flag] !== "boolean") continue;
    if (result[flag]) {
      result[flag] = result[limit];
      delete result[limit];
    } else delete result[flag];
  }
  dropForeign(result, side);
  return nullable(node, result);
};

const nullable = (node: Readonly<Record<string, unknown>>, schema: Record<string, unknown>): unknown =>
  node["nullable"] === true ? { anyOf: [{ type: "null" }, schema] } : schema;

/** `readOnly` properties are not required of a request, `writeOnly` ones not of an answer. */
const dropForeign = (schema: Record<string, unknown>, side: "request" | "answer"): void => {
  const { properties, required } = schema;
  if (!isRecord(properties) || !Array.isArray(required)) return;
  const flag = side === "request" ? "readOnly" : "writeOnly";
  schema["required"] = required.filter((name: unknown) => {
    const property = typeof name === "string" ? properties[name] : undefined;
    return !(isRecord(property) && property[flag] === true);
  });
};
