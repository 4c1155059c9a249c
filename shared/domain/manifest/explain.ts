import type * as z from "zod";
import { fits, keysAt, like, nameOf } from "./place.ts";
import type { Path, Problem } from "./problem.ts";
import type { Source } from "./source.ts";
import { nearest, suggestion } from "./suggest.ts";

type Finding = Pick<Problem, "what" | "fix">;

const KINDS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "`true` or `false`",
  array: "a list",
  object: "a group of keys",
  record: "a group of keys",
};

const shown = (value: unknown): string => {
  if (typeof value === "number" || typeof value === "boolean") return `\`${value}\``;
  if (typeof value === "string") return "text";
  return Array.isArray(value) ? "a list" : "a group of keys";
};

const quoted = (text: string): string => `\`${text.slice(0, 60)}\``;

/** What is wrong when nothing is there, which zod reports in as many ways as there are types. */
const explainAbsence = (path: Path, source: Source): Finding => {
  const key = String(path.at(-1) ?? "");
  if (path.length === 0) return { what: "The manifest is empty", fix: "Begin with `version: 1`." };
  if (source.has(path)) return { what: `${nameOf(path)} is empty`, fix: like(path, "Write, for example,") };
  return { what: `${nameOf(path.slice(0, -1))} has no ${quoted(key)}`, fix: like(path, "Add") };
};

const explainType = ({ expected, input }: z.core.$ZodIssueInvalidType, path: Path): Finding => {
  if (path.length === 0) return { what: "The manifest must be a group of keys", fix: "Begin with `version: 1`." };
  const what = `${nameOf(path)} must be ${KINDS[expected] ?? expected}, not ${shown(input)}`;
  const isPlain = typeof input === "number" || typeof input === "boolean";
  return isPlain && expected === "string" && fits(path, String(input))
    ? { what, fix: `Put it in quotes: \`"${input}"\`.` }
    : { what, fix: like(path, "Write, for example,") };
};

const explainRange = (issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, path: Path): Finding => {
  const fix = like(path, "Write, for example,");
  const isText = issue.origin === "string";
  if (issue.code === "too_big") {
    return { what: `${nameOf(path)} must be at most ${issue.maximum}${isText ? " characters long" : ""}`, fix };
  }
  if (isText || issue.origin === "array") return { what: `${nameOf(path)} is empty`, fix };
  return { what: `${nameOf(path)} must be ${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`, fix };
};

/** A value that is none of a list: the word that was meant, or all of them. */
const explainValue = ({ input, values }: z.core.$ZodIssueInvalidValue, path: Path): Finding => {
  const words = values.map(String);
  if (typeof input !== "string") {
    const word = typeof input === "object" ? "" : String(input as number);
    return { what: `${nameOf(path)} cannot be ${shown(input)}`, fix: suggestion(word, words, "") };
  }
  return words.includes(input)
    ? { what: `${nameOf(path)} must not be in quotes`, fix: `Write \`${path.at(-1)}: ${input}\`.` }
    : { what: `${nameOf(path)} cannot be ${quoted(input)}`, fix: suggestion(input, words, "") };
};

const find = (issue: z.core.$ZodIssue, path: Path, source: Source): Finding => {
  if (issue.input === undefined || issue.input === null) return explainAbsence(path, source);
  if (issue.code === "invalid_type") return explainType(issue, path);
  if (issue.code === "invalid_value") return explainValue(issue, path);
  if (issue.code === "too_small" || issue.code === "too_big") return explainRange(issue, path);
  const what = issue.code === "invalid_union" ? "has a value that it cannot have" : issue.message;
  return { what: `${nameOf(path)} ${what}`, fix: like(path, "Write, for example,") };
};

/** Our words for what zod found, one problem for each key that nobody knows. */
export const explain = (issue: z.core.$ZodIssue, source: Source): readonly Problem[] => {
  const path = issue.path.filter((key) => typeof key !== "symbol");
  if (source.isBlamed(path)) return [];
  if (issue.code === "unrecognized_keys") {
    const owner = path.length === 0 ? "a manifest" : nameOf(path);
    return issue.keys.map((key) => ({
      ...source.locate([...path, key], "key"),
      what: `${quoted(key)} is no key of ${owner}`,
      fix: suggestion(key, keysAt(path), ""),
    }));
  }
  if (issue.code === "invalid_key") {
    const what = `The name ${quoted(String(path.at(-1)))} ${issue.issues.map(({ message }) => message).join(", ")}`;
    return [{ ...source.locate(path, "key"), what, fix: "Choose another name." }];
  }
  return [{ ...source.locate(path, "value"), ...find(issue, path, source) }];
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
