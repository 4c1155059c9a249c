import * as z from "zod";
import type { Path, Problem } from "./problem.ts";
import { manifestSchema } from "./schema.ts";
import type { Source } from "./source.ts";
import { nearest, suggestion } from "./suggest.ts";

const unwrap = (schema: unknown): unknown => (schema instanceof z.ZodOptional ? schema.unwrap() : schema);

/** The schema of what stands at a path; undefined where the schema has no such place. */
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

const examplesAt = (path: Path): readonly unknown[] => {
  const schema = schemaAt(path);
  const examples: unknown = schema instanceof z.ZodType ? schema.meta()?.["examples"] : undefined;
  return Array.isArray(examples) ? examples : [];
};

const written = (example: unknown): string =>
  typeof example === "string" ? example : JSON.stringify(example).replaceAll(",", ", ");

const nameOf = (path: Path): string =>
  path.length === 0
    ? "The manifest"
    : `\`${path.map((key, index) => (typeof key === "number" ? `[${key}]` : index === 0 ? key : `.${key}`)).join("")}\``;

/** `Write \`after: [worker]\`` with the key where there is one. */
const like = (path: Path, verb: string): string => {
  const key = path.at(-1);
  const prefix = typeof key === "string" ? `${key}: ` : "";
  const choices = examplesAt(path).map((example) => `\`${prefix}${written(example)}\``);
  return `${verb} ${choices.length > 1 ? `${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}` : (choices[0] ?? "a value")}.`;
};

const KIND_OF: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "a group of keys",
  record: "a group of keys",
};

const kindOf = (value: unknown): string => {
  if (Array.isArray(value)) return "a list";
  return KIND_OF[typeof value] ?? "something else";
};

const isBlank = (value: unknown): boolean => value === null || value === undefined;

const explainType = (
  issue: z.core.$ZodIssueInvalidType,
  path: Path,
  source: Source,
): Omit<Problem, "line" | "column"> => {
  const parent = path.slice(0, -1);
  if (path.length === 0)
    return {
      what: isBlank(issue.input) ? "The manifest is empty" : "The manifest must be a group of keys",
      fix: "Begin with `version: 1`.",
    };
  if (!source.has(path)) return { what: `${nameOf(parent)} has no \`${path.at(-1)}\``, fix: like(path, "Add") };
  if (isBlank(issue.input)) return { what: `${nameOf(path)} is empty`, fix: like(path, "Write, for example,") };
  const wanted = KIND_OF[issue.expected] ?? issue.expected;
  const isText = issue.expected === "string" && ["number", "boolean"].includes(typeof issue.input);
  return {
    what: `${nameOf(path)} must be ${wanted}, not ${kindOf(issue.input)}`,
    fix: isText ? `Put it in quotes: \`"${String(issue.input)}"\`.` : like(path, "Write, for example,"),
  };
};

const explainRange = (
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  path: Path,
): Omit<Problem, "line" | "column"> => {
  const small = issue.code === "too_small";
  const bound = small
    ? issue.inclusive
      ? `at least ${issue.minimum}`
      : `more than ${issue.minimum}`
    : `at most ${issue.maximum}`;
  const unit = issue.origin === "string" ? " characters long" : issue.origin === "array" ? " entries long" : "";
  const what =
    issue.origin === "string" && small ? `${nameOf(path)} is empty` : `${nameOf(path)} must be ${bound}${unit}`;
  return { what, fix: like(path, "Write, for example,") };
};

/** A value that fits none of a list: the word that was meant, or all of them. */
const explainValue = (
  issue: z.core.$ZodIssueInvalidValue,
  path: Path,
  source: Source,
): Omit<Problem, "line" | "column"> => {
  if (!source.has(path))
    return { what: `${nameOf(path.slice(0, -1))} has no \`${path.at(-1)}\``, fix: like(path, "Add") };
  if (isBlank(issue.input)) return { what: `${nameOf(path)} is empty`, fix: like(path, "Write, for example,") };
  const word = typeof issue.input === "object" ? undefined : String(issue.input as string).slice(0, 60);
  return {
    what: `${nameOf(path)} cannot be ${word === undefined ? kindOf(issue.input) : `\`${word}\``}`,
    fix: suggestion(word ?? "", issue.values.map(String), ""),
  };
};

/** Our words for what zod found, one problem for each key that nobody knows. */
export const explain = (issue: z.core.$ZodIssue, source: Source): readonly Problem[] => {
  const path = issue.path.filter((key) => typeof key !== "symbol");
  if (source.isBlamed(path)) return [];
  const here = source.locate(path, "value");
  switch (issue.code) {
    case "unrecognized_keys": {
      const schema = schemaAt(path);
      const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
      return issue.keys.map((key) => {
        const position = source.locate([...path, key], "key");
        const what =
          path.length === 0
            ? `\`${key.slice(0, 60)}\` is no key of a manifest`
            : `\`${key.slice(0, 60)}\` is no key of ${nameOf(path)}`;
        return { ...position, what, fix: suggestion(key, known, "") };
      });
    }
    case "invalid_type":
      return [{ ...here, ...explainType(issue, path, source) }];
    case "invalid_value":
      return [{ ...here, ...explainValue(issue, path, source) }];
    case "too_small":
    case "too_big":
      return [{ ...here, ...explainRange(issue, path) }];
    case "invalid_key": {
      const must = issue.issues[0]?.message ?? "is wrong";
      return [
        {
          ...source.locate(path, "key"),
          what: `The name \`${String(path.at(-1)).slice(0, 60)}\` ${must}`,
          fix: "Choose another name.",
        },
      ];
    }
    case "invalid_union":
      return [
        {
          ...here,
          what: `${nameOf(path)} ${isBlank(issue.input) ? "is empty" : "has a value that it cannot have"}`,
          fix: like(path, "Write, for example,"),
        },
      ];
    case "invalid_format":
    case "custom":
    case "not_multiple_of":
    case "invalid_element":
      return [{ ...here, what: `${nameOf(path)} ${issue.message}`, fix: like(path, "Write, for example,") }];
  }
};

/** Lets a key that was misspelt answer for the one that is missing because of it: one mistake, one message. */
export const isMisspelt = (issue: z.core.$ZodIssue, all: readonly z.core.$ZodIssue[]): boolean => {
  const missing = issue.path.at(-1);
  if (issue.input !== undefined || typeof missing !== "string") return false;
  const parent = JSON.stringify(issue.path.slice(0, -1));
  return all.some(
    (other) =>
      other.code === "unrecognized_keys" &&
      JSON.stringify(other.path) === parent &&
      other.keys.some((key) => nearest(key, [missing]) !== undefined),
  );
};
