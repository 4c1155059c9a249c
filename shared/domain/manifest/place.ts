import * as z from "zod";
import type { Path } from "./problem.ts";
import { manifestSchema } from "./schema.ts";

const unwrap = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodOptional ? (schema.unwrap() as z.ZodType) : schema;

/** One step down; where the format has nothing of that name, what is around it. */
const inside = (schema: z.ZodType, key: string): z.ZodType => {
  if (schema instanceof z.ZodObject) {
    return unwrap(new Map<string, z.ZodType>(Object.entries(schema.shape)).get(key) ?? schema);
  }
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  return schema instanceof z.ZodArray ? (schema.element as z.ZodType) : schema;
};

const schemaAt = (path: Path): z.ZodType =>
  path.reduce<z.ZodType>((schema, key) => inside(schema, String(key)), manifestSchema);

/** The keys that a group of keys may have; none for anything else. */
export const keysAt = (path: Path): readonly string[] => {
  const schema = schemaAt(path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
};

export const fits = (path: Path, value: unknown): boolean => schemaAt(path).safeParse(value).success;

/** A path as people read it: `services.api.checks[0]`. */
export const nameOf = (path: Path): string => {
  const name = path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`))
    .join("");
  return name === "" ? "The manifest" : `\`${name.slice(0, 120)}\``;
};

/** As YAML on one line. */
const flow = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const entries = Object.entries(value).map(([key, inner]) => `${key}: ${flow(inner)}`);
  return `{ ${entries.join(", ")} }`;
};

const withExamples = z.object({ examples: z.array(z.unknown()) }).catch({ examples: [] });

/** A sentence with what could stand at a path: `Add \`after: [worker]\`.` */
export const like = (path: Path, verb: "Add" | "Write, for example,"): string => {
  const { examples } = withExamples.parse(schemaAt(path).meta());
  const key = path.findLast((step) => typeof step === "string");
  const choices = examples.map((example) => `\`${key}: ${flow(example)}\``);
  const last = choices.pop() ?? "another value";
  return `${verb} ${choices.length === 0 ? last : `${choices.join(", ")} or ${last}`}.`;
};
