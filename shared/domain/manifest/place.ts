import * as z from "zod";
import type { Path } from "./problem.ts";
import { manifestSchema } from "./schema.ts";

const unwrap = (schema: unknown): unknown => (schema instanceof z.ZodOptional ? schema.unwrap() : schema);

/** The schema of what stands at a path; undefined where the format has no such place. */
const schemaAt = (path: Path): unknown => {
  let schema: unknown = manifestSchema;
  for (const key of path) {
    if (schema instanceof z.ZodObject)
      schema = unwrap(new Map<string, unknown>(Object.entries(schema.shape)).get(String(key)));
    else if (schema instanceof z.ZodRecord) schema = unwrap(schema.valueType);
    else if (schema instanceof z.ZodArray) schema = unwrap(schema.element);
    else return undefined;
  }
  return schema;
};

/** The keys that a group of keys may have; none for anything else. */
export const keysAt = (path: Path): readonly string[] => {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
};

export const fits = (path: Path, value: unknown): boolean => {
  const schema = schemaAt(path);
  return schema instanceof z.ZodType && schema.safeParse(value).success;
};

/** A path as people read it: `services.api.checks[0]`. */
export const nameOf = (path: Path): string => {
  const name = path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join("");
  return name === "" ? "The manifest" : `\`${name.slice(0, 120)}\``;
};

const written = (example: unknown): string =>
  typeof example === "string" ? example : JSON.stringify(example).replaceAll(",", ", ");

/** A sentence with what could stand at a path: `Add \`after: [worker]\`.` */
export const like = (path: Path, verb: "Add" | "Write, for example,"): string => {
  const schema = schemaAt(path);
  const examples: unknown = schema instanceof z.ZodType ? schema.meta()?.["examples"] : undefined;
  const key = path.at(-1);
  const prefix = typeof key === "string" ? `${key}: ` : "";
  const choices = (Array.isArray(examples) ? examples : []).map((example) => `\`${prefix}${written(example)}\``);
  const last = choices.pop() ?? "a value";
  return `${verb} ${choices.length === 0 ? last : `${choices.join(", ")} or ${last}`}.`;
};
