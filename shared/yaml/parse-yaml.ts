import { CORE_SCHEMA, load, YAMLException } from "js-yaml";

/** No input of an action is deeper than this. */
const DEPTH = 40;

/**
 * The plain values of one document of YAML 1.2, null for an empty one. Throws a SyntaxError of one line, with its place, also
 * for keys that are there twice and for more than `aliases` aliases, a few of which can stand for gigabytes.
 */
export function parseYaml(text: string, aliases: number): unknown {
  if (text.split("\n").every((line) => /^\s*(?:#.*)?$/.test(line))) return null;
  try {
    return load(text, { schema: CORE_SCHEMA, maxAliases: aliases, maxDepth: DEPTH });
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw cause;
    const { mark, reason } = cause;
    const place = mark === undefined ? "" : ` at line ${mark.line + 1}, column ${mark.column + 1}`;
    throw new SyntaxError(`${reason}${place}`, { cause });
  }
}
