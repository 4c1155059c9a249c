import { scan, type Token } from "./scan.ts";

export interface Statement {
  /** From its first to its last significant character, without the semicolon. */
  readonly text: string;
  /** Offset of `text` in the file. */
  readonly start: number;
  /** Line of its first character, from 1. */
  readonly line: number;
  /** Words in lower case, quoted names and symbols as they stand; strings are `'`, numbers `0`. */
  readonly words: readonly string[];
  /** A string, name or comment in it does not end. */
  readonly unterminated: boolean;
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Tells the line of an offset, from 1; offsets must not go back, so that a large file is read once. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (let next = text.indexOf("\n", at); next >= 0 && next < offset; next = text.indexOf("\n", at)) {
      line += 1;
      at = next + 1;
    }
    return line;
  };
}

/** The statements of a file, part by part; nothing runs over from one part into the next. Statements without content are left out. */
export function split(text: string, parts: readonly Part[] = [{ start: 0, end: text.length }]): readonly Statement[] {
  const line = lineCounter(text);
  return parts.flatMap(({ start, end }) =>
    cut(text.slice(start, end))
      .map((pieces) => statement(text, pieces, start, line))
      .filter((found) => found !== undefined),
  );
}

/** Semicolons end a statement only outside of parentheses (rules) and of `begin atomic … end` (SQL functions), as in psql. */
function cut(text: string): readonly (readonly Piece[])[] {
  const statements: Piece[][] = [[]];
  let parentheses = 0;
  let blocks = 0;
  for (const token of scan(text)) {
    const piece = { ...token, word: normal(token, text) };
    const current = statements.at(-1) ?? [];
    if (piece.word === ";" && parentheses === 0 && blocks === 0) {
      statements.push([]);
      parentheses = 0;
      continue;
    }
    current.push(piece);
    if (piece.word === "(") parentheses += 1;
    if (piece.word === ")") parentheses = Math.max(0, parentheses - 1);
    if (parentheses === 0 && token.kind === "word") blocks += nesting(piece.word, blocks, current);
  }
  return statements;
}

interface Piece extends Token {
  readonly word: string;
}

function nesting(word: string, blocks: number, pieces: readonly Piece[]): number {
  if (word === "end" && blocks > 0) return -1;
  if (word === "case" && blocks > 0) return 1;
  if (word !== "atomic") return 0;
  const words = pieces.filter(significant).map((piece) => piece.word);
  return words.at(-2) === "begin" && createsRoutine(words) ? 1 : 0;
}

const createsRoutine = (words: readonly string[]): boolean =>
  words[0] === "create" &&
  ["function", "procedure"].includes((words[1] === "or" && words[2] === "replace" ? words[3] : words[1]) ?? "");

const significant = ({ kind }: Token): boolean => kind !== "space" && kind !== "comment";

function normal({ kind, start, end }: Token, text: string): string {
  if (kind === "word") return text.slice(start, end).toLowerCase();
  if (kind === "string") return "'";
  return kind === "number" ? "0" : text.slice(start, end);
}

function statement(
  text: string,
  pieces: readonly Piece[],
  offset: number,
  line: (offset: number) => number,
): Statement | undefined {
  const real = pieces.filter(significant);
  const [first, last] = [real[0], real.at(-1)];
  if (!first || !last) return undefined;
  const start = offset + first.start;
  return {
    text: text.slice(start, offset + last.end),
    start,
    line: line(start),
    words: real.map(({ word }) => word),
    unterminated: pieces.some(({ kind }) => kind === "unterminated"),
  };
}
