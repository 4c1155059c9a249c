import { refuse } from "./refuse.ts";

export interface GoModule {
  readonly name: string;
  readonly version: string;
  readonly line: number;
  readonly direct: boolean;
}

interface GoMod {
  /** As written: `1.21`, `1.22.3`. */
  readonly go: string | undefined;
  readonly modules: readonly GoModule[];
  /** By `name` or `name@version`; no version for a folder. */
  readonly replaced: ReadonlyMap<
    string,
    { readonly name: string; readonly version: string | undefined; readonly line: number }
  >;
  /** Packages that the project runs as tools. */
  readonly tools: readonly string[];
  readonly notes: string[];
}

/** Reads a `go.mod` or a `go.work`: directives alone in a line, or in blocks of them. */
export function readGoMod(file: string, text: string): GoMod {
  const modules: GoModule[] = [];
  const replaced = new Map<string, { name: string; version: string | undefined; line: number }>();
  const tools: string[] = [];
  const notes: string[] = [];
  let go: string | undefined;
  let block = "";
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    const comment = raw.indexOf("//");
    const words = wordsOf(comment < 0 ? raw : raw.slice(0, comment));
    const indirect = comment >= 0 && /^\/\/\s*indirect(?:\s*;|\s*$)/.test(raw.slice(comment));
    if (words.length === 0) continue;
    if (block !== "" && words[0] === ")") {
      block = "";
      continue;
    }
    if (block === "" && words[1] === "(") {
      block = words[0] ?? "";
      continue;
    }
    const [directive, ...rest] = block === "" ? words : [block, ...words];
    const [name, second] = rest;
    if (directive === "go") go = name;
    else if (directive === "toolchain") notes.push(`The toolchain is ${name ?? ""}.`);
    else if (directive === "tool" && name !== undefined) tools.push(name);
    else if (directive === "require") {
      if (name === undefined || second === undefined) throw refuse(file, "a requirement has no version.", line);
      modules.push({ name, version: second, line, direct: !indirect });
    } else if (directive === "replace") {
      const arrow = rest.indexOf("=>");
      const [from, at] = rest.slice(0, Math.max(0, arrow));
      const [to, version] = rest.slice(arrow + 1);
      if (from === undefined || to === undefined) throw refuse(file, "a replacement has not two sides.", line);
      replaced.set(at === undefined ? from : `${from}@${at}`, { name: to, version, line });
    }
  }
  return { go, modules, replaced, tools, notes };
}

const WORD = /"(?:[^"\\]|\\.)*(?:"|$)|`[^`]*(?:`|$)|\(|\)|[^\s()]+/g;

const wordsOf = (line: string): string[] =>
  [...line.matchAll(WORD)].map(([word]) => (/^["`]/.test(word) ? word.slice(1, -1) : word));
