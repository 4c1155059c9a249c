import { TomlError, parse } from "smol-toml";
import { checkText, refuse } from "./refuse.ts";
import { at, list } from "./values.ts";

export interface TomlPackages {
  readonly document: unknown;
  /** The tables `[[name]]`, each with the one-based line of its header. */
  readonly packages: readonly { readonly value: unknown; readonly line: number }[];
}

/** No lock file that a package manager writes is deeper than this. */
const DEPTH = 40;

/** Parses a TOML file that lists its packages as `[[name]]`. */
export function parseToml(file: string, text: string, name: string): TomlPackages {
  const source = checkText(file, text);
  const document = parsed(file, source);
  const values = list(at(document, name));
  const lines = linesOfHeaders(source, `[[${name}]]`);
  // Where a text in the file looks like a header, lines would be another package's.
  const known = lines.length === values.length;
  return { document, packages: values.map((value, index) => ({ value, line: known ? (lines[index] ?? 1) : 1 })) };
}

function parsed(file: string, source: string): unknown {
  try {
    return parse(source, { maxDepth: DEPTH });
  } catch (cause) {
    const line = cause instanceof TomlError ? cause.line : undefined;
    throw refuse(file, "it is not valid TOML.", line, cause);
  }
}

/** A TOML file that is no lock file: what cannot be read names nothing. */
export function tryToml(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : parse(text, { maxDepth: DEPTH });
  } catch {
    return undefined;
  }
}

function linesOfHeaders(source: string, header: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let from = 0;
  for (let at = source.indexOf(header); at >= 0; at = source.indexOf(header, at + header.length)) {
    if (at > 0 && source[at - 1] !== "\n") continue;
    for (let newline = source.indexOf("\n", from); newline >= 0 && newline < at; newline = source.indexOf("\n", from)) {
      line++;
      from = newline + 1;
    }
    lines.push(line);
  }
  return lines;
}
