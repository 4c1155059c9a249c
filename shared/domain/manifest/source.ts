import { readNodes, type YamlNode, type YamlProblem } from "../../yaml/nodes.ts";
import { placesIn } from "../../yaml/places.ts";
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
/** Every pair is two; aliases are not followed yet. */
const LIMITS = { depth: MAX_DEPTH + 2, events: 5000 };
/** Indented so far, or so many marks in a row: each of them costs the parser a call inside a call. */
const STAIRCASE = /^[ \t]{200,}\S|(?:[-?:][ \t]+){40}/m;
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

const WORDS: readonly (readonly [reason: RegExp, what: string, fix: string])[] = [
  [/^tab characters/, "This line is indented with a tab", "Indent with blanks: YAML allows no tabs there."],
  [
    /^deficient indentation|^unexpected end of the stream within/,
    "Something above is not closed, or not indented far enough",
    "Look for the quote, bracket or brace that has no other half.",
  ],
  [
    /^bad indentation/,
    "This is not indented like what stands around it, or needs quotes",
    "Give keys of one group the same indentation, and put what begins with a sign in quotes.",
  ],
  [/^missed comma/, "A comma or a closing bracket is missing before this", "Write it, or put the text in quotes."],
  [/a multiline key may not be|^expected ':'/, "There is a line before this without `:`", "Write it as `key: value`."],
  [/^name of an a/, "This alias or anchor has no proper name", "Write the value out."],
];

const syntaxProblem = (problem: YamlProblem, text: string, position: Position): Problem => {
  if (problem.kind === "excess") return { ...EXCESS, ...position };
  if (problem.kind === "second-document")
    return { ...position, what: "A second document begins here", fix: "Remove the `---`: a manifest is one document." };
  const { at, reason } = problem;
  if (text.startsWith("${", at - 1)) {
    const column = Math.max(1, position.column - 1);
    return { ...position, column, what: "YAML takes this brace for its own", fix: 'Put it in quotes: `"${NAME}"`.' };
  }
  const [, what, fix] = WORDS.find(([pattern]) => pattern.test(reason)) ?? [
    undefined,
    `This is not valid YAML: ${reason}`,
    "Check indentation, quotes and brackets here and just before.",
  ];
  return { ...position, what, fix };
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
  if (STAIRCASE.test(text)) return only(EXCESS);
  const at = placesIn(text);
  const read = readNodes(text, LIMITS);
  if ("kind" in read) return only(syntaxProblem(read, text, at(read.at)));

  const places = new Map<string, { key?: Position; value: Position }>();
  const blamed = new Set<string>();
  const problems: Problem[] = [];
  let nodes = 0;
  let overflow: Problem | undefined;
  const keyOf = (path: Path): string => JSON.stringify(path);

  const walk = (node: YamlNode, path: Path, around: Position, key: Position | undefined): unknown => {
    const here = node.at === undefined ? (key ?? around) : at(node.at);
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
    if (node.kind === "alias") {
      return node.target === undefined
        ? blame(`There is no anchor \`&${node.name.slice(0, 60)}\` before this`, "Write the value out.")
        : walk(node.target, path, here, key);
    }
    if (node.tag !== undefined)
      return blame("A tag means nothing here", "Remove the word that begins with `!`: values are written plainly.");
    if (node.kind === "mapping") {
      const entries = new Map<string, unknown>();
      for (const [keyNode, value] of node.pairs) {
        const keyPosition = keyNode.at === undefined ? here : at(keyNode.at);
        const name = keyNode.kind === "scalar" ? keyNode.value : undefined;
        const wrong = keyProblem(name, entries);
        if (wrong !== undefined) problems.push({ ...keyPosition, ...wrong });
        // What was to be merged would now be missing: one message is enough.
        if (name === "<<") blamed.add(keyOf(path));
        if (wrong === undefined) entries.set(String(name), walk(value, [...path, String(name)], here, keyPosition));
      }
      return Object.fromEntries(entries);
    }
    if (node.kind === "sequence") return node.items.map((item, index) => walk(item, [...path, index], here, undefined));
    if (typeof node.value !== "string") return node.value;
    const resolved = resolve(node.value, vars);
    return resolved.kind === "value" ? resolved.value : blame(resolved.problem.what, resolved.problem.fix);
  };

  const value = read.node === undefined ? null : walk(read.node, [], START, undefined);
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
