/** Kinds of tokens. Positions are offsets into the text; together the tokens cover it without gaps. */
export type TokenKind = "space" | "comment" | "word" | "quoted" | "string" | "number" | "symbol" | "unterminated";

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const SPACE = /[ \t\n\r\f\v]+/y;
const LINE_COMMENT = /--[^\n\r]*/y;
const WORD = /[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_$\u0080-\u{10ffff}]*/uy;
const NUMBER = /\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?/y;
const DOLLAR_TAG = /\$(?:[A-Za-z_\u0080-\u{10ffff}][A-Za-z0-9_\u0080-\u{10ffff}]*)?\$/uy;
const PLAIN_STRING = /'[^']*(?:''[^']*)*'/y;
const ESCAPE_STRING = /'[^'\\]*(?:(?:''|\\[^])[^'\\]*)*'/y;
const QUOTED = /"[^"]*(?:""[^"]*)*"/y;
/** A string goes on after a line break; escapes in the continuation follow the first piece. */
const CONTINUATION = /(?:[ \t\f\v]|--[^\n\r]*)*[\n\r](?:[ \t\n\r\f\v]|--[^\n\r]*[\n\r])*(?=')/y;

/** Where a sticky pattern ends when it matches at `at`, or undefined. */
const matchEnd = (pattern: RegExp, text: string, at: number): number | undefined => {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
};

/** Cuts SQL into tokens as PostgreSQL's own lexer does with standard_conforming_strings on. Never throws. */
export function scan(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length; at = tokens.at(-1)?.end ?? text.length) tokens.push(next(text, at));
  return tokens;
}

function next(text: string, start: number): Token {
  const token = (kind: TokenKind, end: number | undefined): Token =>
    end === undefined ? { kind: "unterminated", start, end: text.length } : { kind, start, end };
  const two = text.slice(start, start + 2);
  const first = text.charAt(start);
  // A byte order mark, as editors on Windows write it, belongs to the file and not to its first word.
  if (start === 0 && first === "\ufeff") return token("space", 1);
  if (two === "--") return token("comment", matchEnd(LINE_COMMENT, text, start));
  if (two === "/*") return token("comment", blockCommentEnd(text, start));
  if (first === "'") return token("string", stringEnd(PLAIN_STRING, text, start));
  if (first === '"') return token("quoted", matchEnd(QUOTED, text, start));
  if (two === "e'" || two === "E'") return token("string", stringEnd(ESCAPE_STRING, text, start + 1));
  if (/[bxn]'/i.test(two)) return token("string", stringEnd(PLAIN_STRING, text, start + 1));
  if (/u&/i.test(two) && text[start + 2] === "'") return token("string", stringEnd(PLAIN_STRING, text, start + 2));
  if (/u&/i.test(two) && text[start + 2] === '"') return token("quoted", matchEnd(QUOTED, text, start + 2));
  const tagEnd = first === "$" ? matchEnd(DOLLAR_TAG, text, start) : undefined;
  if (tagEnd !== undefined) return token("string", dollarEnd(text, start, tagEnd));
  for (const [kind, pattern] of [
    ["space", SPACE],
    ["word", WORD],
    ["number", NUMBER],
  ] as const) {
    const end = matchEnd(pattern, text, start);
    if (end !== undefined) return token(kind, end);
  }
  return token("symbol", start + 1);
}

function blockCommentEnd(text: string, start: number): number | undefined {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = start;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    depth += mark[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return undefined;
}

function stringEnd(form: RegExp, text: string, quote: number): number | undefined {
  const end = matchEnd(form, text, quote);
  const more = end === undefined ? undefined : matchEnd(CONTINUATION, text, end);
  return more === undefined ? end : stringEnd(form, text, more);
}

function dollarEnd(text: string, start: number, tagEnd: number): number | undefined {
  const close = text.indexOf(text.slice(start, tagEnd), tagEnd);
  return close < 0 ? undefined : close + tagEnd - start;
}
