/** One instruction as it is written, its lines joined. All of it is hostile text. */
export interface Instruction {
  /** Upper case: `RUN`. */
  readonly name: string;
  /** `--from=build` as `["from", "build"]`, in their order; a flag without a value has "true". */
  readonly flags: readonly (readonly [name: string, value: string])[];
  /** What follows the flags, on one line. */
  readonly text: string;
  /** Contents of its here-documents. */
  readonly heredocs: readonly string[];
  /** One-based, of its first and last line. */
  readonly line: number;
  readonly endLine: number;
}

export interface Lines {
  readonly instructions: readonly Instruction[];
  /** `# syntax=docker/dockerfile:1` and its like, by lower-case name. */
  readonly directives: ReadonlyMap<string, string>;
  /** The character that continues lines and escapes. */
  readonly escape: string;
}

const DIRECTIVE = /^#\s*([A-Za-z][\w-]*)\s*=\s*(.*?)\s*$/;
const HEREDOC = /(?<![<\w])<<(-?)\s*(["']?)([A-Za-z_]\w*)\2/g;
const FLAG = /^--([a-z][\w-]*)(?:=((?:"[^"]*"|'[^']*'|[^\s"'])*))?(?:\s+|$)/;
const WITH_HEREDOCS = new Set(["RUN", "COPY", "ADD"]);

/** Only the comments at the very top are directives; the first other line ends them. */
function directivesOf(rows: readonly string[]): ReadonlyMap<string, string> {
  const directives = new Map<string, string>();
  for (const row of rows) {
    const [, name = "", value = ""] = DIRECTIVE.exec(row) ?? [];
    if (name === "" || directives.has(name.toLowerCase())) break;
    directives.set(name.toLowerCase(), value);
  }
  return directives;
}

const isBlank = (row: string): boolean => /^\s*(?:#.*)?$/.test(row);
const unquote = (text: string): string => text.replaceAll(/(["'])(.*?)\1/g, "$2");

/** Cuts a Dockerfile into instructions: continued lines, comments between them, here-documents, flags. */
export function readInstructions(source: string): Lines {
  const rows = source.replace(/^\uFEFF/, "").split(/\r\n|\n/);
  const directives = directivesOf(rows);
  const escape = directives.get("escape") === "`" ? "`" : "\\";
  const instructions: Instruction[] = [];
  let at = 0;
  const next = (): string => rows[at++] ?? "";

  const logicalLine = (): string => {
    let text = "";
    for (let row = next(); ; row = next()) {
      const trimmed = row.trimEnd();
      const continued = trimmed.endsWith(escape);
      text += continued ? trimmed.slice(0, -1) : row;
      if (!continued) return text;
      // Comments and empty lines within a continued instruction do not end it.
      while (at < rows.length && isBlank(rows[at] ?? "")) at++;
      if (at >= rows.length) return text;
    }
  };

  const heredoc = (end: string, stripTabs: boolean): string => {
    const body: string[] = [];
    while (at < rows.length) {
      const row = stripTabs ? next().replace(/^\t+/, "") : next();
      if (row === end) break;
      body.push(row);
    }
    return body.join("\n");
  };

  while (at < rows.length) {
    if (isBlank(rows[at] ?? "")) {
      at++;
      continue;
    }
    const line = at + 1;
    const [, word = "", rest = ""] = /^\s*(\S+)\s*([^]*)$/.exec(logicalLine()) ?? [];
    const name = word.toUpperCase();
    const flags: [string, string][] = [];
    let text = rest;
    for (let flag = FLAG.exec(text); flag !== null; flag = FLAG.exec(text)) {
      flags.push([flag[1] ?? "", unquote(flag[2] ?? "true")]);
      text = text.slice(flag[0].length);
    }
    const heredocs = WITH_HEREDOCS.has(name)
      ? [...text.matchAll(HEREDOC)].map(([, dash, , end = ""]) => heredoc(end, dash === "-"))
      : [];
    instructions.push({ name, flags, text: text.trim(), heredocs, line, endLine: at });
  }
  return { instructions, directives, escape };
}
