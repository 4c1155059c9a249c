import { isAlias, isMap, isNode, isScalar, isSeq, Lexer, LineCounter, parseDocument, type YAMLError } from "yaml";
import type { Path, Position, Problem } from "./problem.ts";
import { resolve } from "./variables.ts";

/** The plain values of a YAML text, and where each of them stands. */
export interface Source {
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Of the key or the value at a path; of the nearest thing around it when it is not there. */
  readonly locate: (path: Path, part: "key" | "value") => Position;
  readonly has: (path: Path) => boolean;
  /** Whether something at this path or around it was found wrong already. */
  readonly isBlamed: (path: Path) => boolean;
}

const MAX_CHARACTERS = 64 * 1024;
const MAX_DEPTH = 20;
const MAX_NODES = 8000;
const MAX_LEXEMES = 16_000;
const START: Position = { line: 1, column: 1 };

const EXCESS: Problem = {
  ...START,
  what: "There are too many values here, or they are nested too deeply",
  fix: "Check that this is the right file, write aliases out, and check brackets and indentation.",
};

const only = (problem: Problem): Source => ({
  value: undefined,
  problems: [problem],
  locate: () => START,
  has: () => false,
  isBlamed: () => true,
});

const FIXES: Readonly<Record<string, readonly [what: string, fix: string]>> = {
  TAB_AS_INDENT: ["This line is indented with a tab", "Indent with blanks: YAML allows no tabs there."],
  MULTIPLE_DOCS: ["A second document begins here", "Remove the `---`: a manifest is one document."],
  BAD_ALIAS: ["This alias or anchor has no proper name", "Write the value out."],
};

const syntaxProblem = (error: YAMLError, text: string, position: Position): Problem => {
  const [offset] = error.pos;
  if (text.startsWith("${", offset - 1)) {
    const column = Math.max(1, position.column - 1);
    return { ...position, column, what: "YAML takes this brace for its own", fix: 'Put it in quotes: `"${NAME}"`.' };
  }
  const [what, fix] = FIXES[error.code] ?? [
    `This is not valid YAML: ${error.message.replace(/\.$/, "")}`,
    "Check indentation, quotes and brackets here and just before.",
  ];
  return { ...position, what, fix };
};

/**
 * Whether the text has more than a manifest may have, found by the lexer alone: what comes after it recurses, and takes
 * its time.
 */
const isExcessive = (text: string): boolean => {
  if (/^[ \t]{200,}\S|(?:[-?:][ \t]+){40}/m.test(text)) return true;
  let count = 0;
  let depth = 0;
  let before = "";
  for (const lexeme of new Lexer().lex(text)) {
    // After this mark comes a scalar, whatever it looks like.
    const isScalarText = before === "\u001f";
    before = lexeme;
    if (isScalarText) continue;
    if (lexeme === "[" || lexeme === "{") depth++;
    else if (lexeme === "]" || lexeme === "}") depth--;
    if (++count > MAX_LEXEMES || depth > MAX_DEPTH) return true;
  }
  return false;
};

/** Why a key cannot stand beside those that came before it in its group. */
const keyProblem = (name: unknown, before: ReadonlyMap<string, unknown>): Pick<Problem, "what" | "fix"> | undefined => {
  if (typeof name !== "string") return { what: "A key must be text", fix: "Put it in quotes." };
  if (name === "<<") return { what: "Merging with `<<` is not possible here", fix: "Write the keys out." };
  if (name in Object.prototype) {
    return { what: `\`${name}\` cannot be a key or a name here`, fix: "Choose another name." };
  }
  return before.has(name)
    ? { what: `\`${name.slice(0, 60)}\` is there twice`, fix: "Keep one of the two." }
    : undefined;
};

export const readSource = (raw: string, vars: Readonly<Record<string, string | undefined>>): Source => {
  const text = raw.replace(/^\uFEFF/, "");
  if (text.length > MAX_CHARACTERS) {
    return only({
      ...START,
      what: `The manifest is longer than ${MAX_CHARACTERS / 1024} KiB`,
      fix: "Check that this is the right file.",
    });
  }
  const lines = new LineCounter();
  const at = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (isExcessive(text)) return only(EXCESS);

  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: false,
  });
  // One is enough: those after it are mostly its echoes.
  const [first] = document.errors;
  if (first !== undefined) return only(syntaxProblem(first, text, at(first.pos[0])));

  const places = new Map<string, { key?: Position; value: Position }>();
  const blamed = new Set<string>();
  const problems: Problem[] = [];
  let nodes = 0;
  let overflow: Problem | undefined;
  const keyOf = (path: Path): string => JSON.stringify(path);

  const placeOf = (node: unknown, otherwise: Position): Position => {
    const start = isNode(node) ? node.range?.[0] : undefined;
    return start === undefined ? otherwise : at(start);
  };

  const walk = (node: unknown, path: Path, around: Position, key: Position | undefined): unknown => {
    const here = placeOf(node, key ?? around);
    places.set(keyOf(path), { ...(key === undefined ? {} : { key }), value: here });
    const blame = (what: string, fix: string): undefined => {
      blamed.add(keyOf(path));
      problems.push({ ...here, what, fix });
      return undefined;
    };
    if (overflow !== undefined) return undefined;
    if (++nodes > MAX_NODES || path.length > MAX_DEPTH) {
      overflow = { ...EXCESS, ...here };
      return undefined;
    }
    if (isAlias(node)) {
      const target = node.resolve(document);
      return target === undefined
        ? blame(`There is no anchor \`&${node.source}\` before this`, "Write the value out.")
        : walk(target, path, here, key);
    }
    if (isNode(node) && typeof node.tag === "string")
      return blame("A tag means nothing here", "Remove the word that begins with `!`: values are written plainly.");
    if (isMap(node)) {
      const entries = new Map<string, unknown>();
      for (const pair of node.items) {
        const keyPosition = placeOf(pair.key, here);
        const name = isScalar(pair.key) ? pair.key.value : undefined;
        const wrong = keyProblem(name, entries);
        if (wrong !== undefined) problems.push({ ...keyPosition, ...wrong });
        // What was to be merged would now be missing: one message is enough.
        if (name === "<<") blamed.add(keyOf(path));
        if (wrong === undefined)
          entries.set(String(name), walk(pair.value, [...path, String(name)], here, keyPosition));
      }
      return Object.fromEntries(entries);
    }
    if (isSeq(node)) return node.items.map((item, index) => walk(item, [...path, index], here, undefined));
    if (!isScalar(node)) return null;
    if (typeof node.value !== "string") return node.value;
    const resolved = resolve(node.value, vars);
    return resolved.kind === "value" ? resolved.value : blame(resolved.problem.what, resolved.problem.fix);
  };

  const value = walk(document.contents, [], START, undefined);
  if (overflow !== undefined) return only(overflow);
  const isBlamed = (path: Path): boolean =>
    path.some((_, index) => blamed.has(keyOf(path.slice(0, index + 1)))) || blamed.has(keyOf([]));
  const locate = (path: Path, part: "key" | "value"): Position => {
    for (let length = path.length; length > 0; length--) {
      const place = places.get(keyOf(path.slice(0, length)));
      if (place !== undefined)
        return length === path.length && part === "value" ? place.value : (place.key ?? place.value);
    }
    return START;
  };
  return { value, problems, locate, has: (path) => places.has(keyOf(path)), isBlamed };
};
