import { data, type Expr, Evaluator, Lexer, Parser, type Result } from "@actions/expressions";
import { fromData, toData, toText, truthy, type Value } from "./value.ts";

/** An expression function beyond the built-in ones; names are lower-case. */
export type ExpressionFunction = (...values: Value[]) => Value;

export interface Scope {
  /** A context may be computed only when an expression names it. */
  readonly contexts: Readonly<Record<string, Value | (() => Value)>>;
  readonly functions: Readonly<Record<string, ExpressionFunction>>;
}

const contextNames = ["env", "github", "inputs", "job", "jobs", "matrix", "needs", "runner", "secrets", "steps"].concat(
  ["strategy", "vars"],
);
const extensions = ["always", "cancelled", "failure", "success", "hashFiles"].map((name) => ({
  name,
  minArgs: 0,
  maxArgs: 255,
}));

type Token = Result["tokens"][number];

interface Parsed {
  readonly tree: Expr;
  readonly names: readonly string[];
}
const parsed = new Map<string, Parsed>();

/** The lexer undoubles only the first pair of quotes in a string. */
const unquote = (token: Token): Token =>
  typeof token.value === "string" && token.lexeme.startsWith("'")
    ? { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") }
    : token;

const parse = (source: string): Parsed => {
  const known = parsed.get(source);
  if (known) return known;
  const tokens = new Lexer(source).lex().tokens.map(unquote);
  const tree = new Parser(tokens, contextNames, extensions).parse();
  const words = new Set(tokens.map((token) => token.lexeme.toLowerCase()));
  const fresh = { tree, names: contextNames.filter((name) => words.has(name)) };
  parsed.set(source, fresh);
  return fresh;
};

/** Evaluates one expression, without its `${{ }}`. Throws what is wrong with it. */
export const evaluate = (source: string, scope: Scope): Value => {
  const { tree, names } = parse(source);
  const contexts = new data.Dictionary();
  for (const name of names) {
    const value = scope.contexts[name];
    contexts.add(name, toData(typeof value === "function" ? value() : value));
  }
  const functions = new Map(
    extensions.map((info) => [
      info.name.toLowerCase(),
      { ...info, call: (...values: data.ExpressionData[]) => callExtension(info.name, scope, values) },
    ]),
  );
  return fromData(new Evaluator(tree, contexts, functions).evaluate());
};

const callExtension = (name: string, scope: Scope, values: data.ExpressionData[]): data.ExpressionData => {
  const call = scope.functions[name.toLowerCase()];
  if (!call) throw new Error(`The function '${name}' cannot be used here`);
  return toData(call(...values.map(fromData)));
};

export const evaluateText = (source: string, scope: Scope): string => toText(evaluate(source, scope));
export const evaluateCondition = (source: string, scope: Scope): boolean => truthy(evaluate(source, scope));
