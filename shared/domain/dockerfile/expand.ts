/** Values of ARG and ENV at one point of a Dockerfile. */
export type Scope = ReadonlyMap<string, string>;

const VARIABLE = /\$(?:\{([A-Za-z_]\w*)(?:(:?[-+?])((?:[^{}]|\{[^{}]*\})*))?\}|([A-Za-z_]\w*))/;

/**
 * Puts variables in, as Docker does in FROM, COPY, ADD and ENV: `$NAME`, `${NAME:-otherwise}`, `${NAME:+instead}`.
 * `undefined` when one has no value, or is written in a form that only the builder understands.
 */
export function expand(text: string, scope: Scope, escape = "\\"): string | undefined {
  let result = "";
  let rest = text;
  for (let at = rest.indexOf("$"); at >= 0; at = rest.indexOf("$")) {
    if (at > 0 && rest[at - 1] === escape) {
      result += `${rest.slice(0, at - 1)}$`;
      rest = rest.slice(at + 1);
      continue;
    }
    const match = VARIABLE.exec(rest);
    if (match?.index !== at) return undefined;
    const value = valueOf(match, scope, escape);
    if (value === undefined) return undefined;
    result += rest.slice(0, at) + value;
    rest = rest.slice(at + match[0].length);
  }
  return result + rest;
}

function valueOf(match: RegExpExecArray, scope: Scope, escape: string): string | undefined {
  const [, braced, operator = "", word = "", bare = ""] = match;
  const value = scope.get(braced ?? bare);
  const counts = operator.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
  if (operator.endsWith("+")) return counts ? expand(word, scope, escape) : "";
  return counts || !operator.endsWith("-") ? value : expand(word, scope, escape);
}
