export interface RequirementLine {
  /** One-based line where it begins. */
  readonly line: number;
  /** Without comments and `--hash`, its continuations joined. */
  readonly content: string;
  /** `sha256:…` */
  readonly hashes: readonly string[];
  /** Who needs it, as the tool that wrote the file says in a comment beside or below. */
  readonly via: readonly string[];
}

const HASH = /--hash[=\s]\s*([\w]+:[0-9a-fA-F]+)/g;

/** Logical lines of a requirements file: a backslash at the end goes on, ` #` begins a comment. */
export function requirementLines(text: string): RequirementLine[] {
  const lines = text.split(/\r?\n/);
  const found: (Omit<RequirementLine, "via"> & { via: string[] })[] = [];
  let inVia = false;
  for (let index = 0; index < lines.length; index++) {
    const start = index;
    const first = lines[index] ?? "";
    const comment = /^\s*#(.*)$/.exec(first);
    if (comment !== null) {
      inVia = noteVia(found.at(-1)?.via, comment[1] ?? "", inVia);
      continue;
    }
    inVia = false;
    const parts: string[] = [];
    for (;;) {
      const part = lines[index] ?? "";
      const continues = part.endsWith("\\");
      parts.push(continues ? part.slice(0, -1) : part);
      if (!continues || index + 1 >= lines.length) break;
      index++;
    }
    const joined = parts.join(" ");
    const cut = /(?:^|\s)#/.exec(joined);
    const body = cut === null ? joined : joined.slice(0, cut.index);
    const content = body.replace(HASH, "").trim();
    if (content === "") continue;
    const hashes = [...body.matchAll(HASH)].map(([, hash]) => (hash ?? "").toLowerCase());
    found.push({ line: start + 1, content, hashes, via: [] });
    const beside = cut === null ? "" : joined.slice(cut.index).replace(/^\s*#/, "");
    if (beside !== "") inVia = noteVia(found.at(-1)?.via, beside, false);
  }
  return found;
}

/** `# via flask, click` in one line, or `# via` and a name in each of the lines that follow. */
function noteVia(via: string[] | undefined, comment: string, inVia: boolean): boolean {
  const begins = /^\s*via(?:\s+(.*))?$/.exec(comment);
  if (via === undefined || (begins === null && !inVia)) return false;
  const names = (begins === null ? comment : (begins[1] ?? "")).trim();
  if (names !== "") via.push(...names.split(/,\s*/).map((name) => name.trim()));
  return true;
}
