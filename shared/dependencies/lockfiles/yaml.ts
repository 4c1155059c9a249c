import { FAILSAFE_SCHEMA, YAMLException, load, loadAll } from "js-yaml";
import { checkText, refuse } from "./refuse.ts";

/** No lock file that a package manager writes is deeper than this. */
const DEPTH = 40;

/**
 * Documents of a YAML file, every scalar as text: versions are no numbers. Aliases are refused, as no package manager writes them
 * and a few lines of them can stand for gigabytes; so are keys that are there twice.
 */
export function parseYaml(file: string, text: string): readonly unknown[] {
  const source = checkText(file, text);
  try {
    return loadAll(source, { schema: FAILSAFE_SCHEMA, maxAliases: 0, maxDepth: DEPTH });
  } catch (cause) {
    if (!(cause instanceof YAMLException)) throw refuse(file, "it is not valid YAML.", undefined, cause);
    const line = cause.mark === undefined ? undefined : cause.mark.line + 1;
    throw refuse(file, `it is not valid YAML: ${cause.reason}.`, line, cause);
  }
}

/** Aliases that people write by hand, as workflows may. */
const ALIASES = 1_000;

/** A file that people write, as one document; undefined for what is none. Never descend into it without end: aliases are followed. */
export function tryYaml(text: string): unknown {
  try {
    return load(text, { schema: FAILSAFE_SCHEMA, maxAliases: ALIASES, maxDepth: DEPTH });
  } catch {
    return undefined;
  }
}

/**
 * Lines of the keys directly below top-level ones, in block style as package managers write it: by section, then by key.
 * A key that is written otherwise is just not there.
 */
export function linesOfKeys(text: string): (section: string, key: string) => number {
  const lines = new Map<string, number>();
  let section = "";
  let number = 0;
  for (let start = 0; start <= text.length;) {
    number++;
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    const first = text.charCodeAt(start);
    if (first !== 0x20 && first !== 0x23 && end > start) {
      section = keyOf(text.slice(start, end)) ?? section;
      lines.set(`\0${section}`, number);
    } else if (first === 0x20 && text.charCodeAt(start + 1) === 0x20 && text.charCodeAt(start + 2) !== 0x20) {
      const key = keyOf(text.slice(start + 2, end));
      if (key !== undefined) lines.set(`${section}\0${key}`, number);
    }
    if (newline < 0) break;
    start = newline + 1;
  }
  return (name, key) => lines.get(`${name}\0${key}`) ?? 1;
}

const VALUE = /\b(?:uses|image|container)["']?\s{0,9}:\s{0,9}["']?(?:docker:\/\/)?((?:\$\{[^}]*\}|[^\s"',}\]])+)/g;

/** Zero-based lines on which an action or an image is named, by that name. */
export function linesOfValues(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [index, line] of lines.entries()) {
    for (const [, value = ""] of line.matchAll(VALUE)) {
      const known = places.get(value);
      if (known === undefined) places.set(value, [index]);
      else known.push(index);
    }
  }
  return places;
}

function keyOf(line: string): string | undefined {
  // A key of more than a kilobyte stands alone, behind a question mark.
  if (line.startsWith("? ")) return keyOf(`${line.slice(2)}:`);
  const quote = line[0];
  if (quote === "'" || quote === '"') {
    const end = line.indexOf(`${quote}:`, 1);
    return end < 0 ? undefined : line.slice(1, end);
  }
  const end = line.search(/:(?:\s|$)/);
  return end < 0 ? undefined : line.slice(0, end);
}
