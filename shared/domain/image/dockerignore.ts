interface Rule {
  readonly keeps: boolean;
  readonly pattern: RegExp;
}

/** What a `.dockerignore` leaves out. Paths are relative to the context, `/` between their parts. */
export interface Dockerignore {
  /** Whether the file is left out: by itself, or by a folder above it. */
  readonly ignores: (path: string) => boolean;
  /** Whether all below the folder is left out, so that nobody has to look; false when a later `!` may bring some back. */
  readonly prunes: (folder: string) => boolean;
}

/** Where the list may be, in the order in which it is looked for: the one beside the Dockerfile wins. */
export const ignoreFiles = (dockerfile: string): readonly string[] => [`${dockerfile}.dockerignore`, ".dockerignore"];

/** Reads a `.dockerignore` as BuildKit does. A pattern that is none matches nothing: the builder will complain about it. */
export function parseDockerignore(text: string): Dockerignore {
  const rules = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .flatMap((line) => (line.startsWith("#") ? [] : ruleOf(line.trim())));

  const ignores = (path: string): boolean => {
    const ways = waysTo(path);
    let ignored = false;
    for (const { keeps, pattern } of rules) {
      if (keeps === ignored && ways.some((way) => pattern.test(way))) ignored = !keeps;
    }
    return ignored;
  };
  const someKept = rules.some(({ keeps }) => keeps);
  return { ignores, prunes: (folder) => !someKept && ignores(folder) };
}

/** `a`, `a/b` and `a/b/c` of `a/b/c`. */
function waysTo(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

function ruleOf(line: string): readonly Rule[] {
  const keeps = line.startsWith("!");
  const path = clean(keeps ? line.slice(1).trim() : line);
  if (path === "" || path === ".") return [];
  try {
    return [{ keeps, pattern: new RegExp(`^${expression(path)}$`, "su") }];
  } catch {
    return [];
  }
}

/** Without `.`, `..`, doubled slashes and slashes at either end. */
function clean(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** `**` is any number of folders, `*` and `?` stay within one, `[a-z]` and `\x` are as in shells. */
function expression(path: string): string {
  let result = "";
  for (let rest = path; rest !== "";) {
    const [token = ""] = /^(?:(?:\*\*\/)*\*\*\/?|\[(?:\\.|[^\]\\])+\]|\\?.)/su.exec(rest) ?? [];
    rest = rest.slice(token.length);
    if (token.startsWith("**")) result += rest === "" ? ".*" : "(?:.*/)?";
    else if (token === "*") result += "[^/]*";
    else if (token === "?") result += "[^/]";
    else if (token.startsWith("[") && token.length > 1) result += classOf(token);
    else result += literal(token.startsWith("\\") && token.length > 1 ? token.slice(1) : token);
  }
  return result;
}

const literal = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);

/** Only `^` and ranges mean something in it. */
const classOf = (token: string): string =>
  `[${token
    .slice(1, -1)
    .replace(/^[\^!]/, "^")
    .replaceAll(/(?!^)[\^[&~|]/g, String.raw`\$&`)}]`;
