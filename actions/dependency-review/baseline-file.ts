import { readConfigurationSource } from "../../shared/dependencies/policy/configuration-source.ts";

export type Entry = Readonly<Record<string, unknown>>;

/** The file with the entries before those that it has; whatever else it says, and its comments, stay as they are. */
export function withExceptions(text: string | undefined, entries: readonly Entry[]): string {
  if (text === undefined || text.trim() === "") return fileOf({ version: 1 }, entries);
  if (entries.length === 0) return text;
  const { value, locate } = readConfigurationSource(text);
  const { exceptions = [], ...rest } = (value ?? {}) as { readonly exceptions?: readonly Entry[] };
  if (exceptions.length === 0) {
    const others = text.replace(/^exceptions:[ \t]*(?:\[\s*\])?[ \t]*$\n?/m, "");
    const added = `${others.replace(/\n*$/, "\n")}exceptions:\n${listOf(entries, "  ")}`;
    const read = readConfigurationSource(added).value as { readonly exceptions?: unknown } | null | undefined;
    return Array.isArray(read?.exceptions) ? added : fileOf(rest, entries);
  }
  const lines = text.split("\n");
  const first = locate(["exceptions", 0]).line - 1;
  const indent = /^([ \t]*)-[ \t]/.exec(lines[first] ?? "")?.[1];
  // In braces: there is no line to put others before.
  if (indent === undefined) return fileOf(rest, [...entries, ...exceptions]);
  return [...lines.slice(0, first), listOf(entries, indent).trimEnd(), ...lines.slice(first)].join("\n");
}

const fileOf = (rest: Entry, exceptions: readonly Entry[]): string =>
  [
    ...Object.entries(rest).map(([key, value]) => `${flow(key)}: ${flow(value)}\n`),
    exceptions.length === 0 ? "exceptions: []\n" : `exceptions:\n${listOf(exceptions, "  ")}`,
  ].join("");

const listOf = (entries: readonly Entry[], indent: string): string =>
  entries
    .map((entry) =>
      Object.entries(entry)
        .filter(([, value]) => value !== undefined)
        .map(([key, value], index) => `${indent}${index === 0 ? "- " : "  "}${flow(key)}: ${flow(value)}\n`)
        .join(""),
    )
    .join("");

/** What YAML takes for the text that it is, wherever it stands. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z](?:[\w ./+-]*[\w.])?$/i;

/** On one line; JSON is YAML but for characters that YAML does not take as they are. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${flow(key)}: ${flow(one)}`)
      .join(", ")} }`;
  }
  if (typeof value === "string" && PLAIN.test(value)) return value;
  return (JSON.stringify(value) ?? "null").replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
