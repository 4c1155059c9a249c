const character = (pattern: string, at: number): [source: string, length: number] => {
  const rest = pattern.slice(at);
  if (rest.startsWith("**/")) return ["(?:.*/)?", 3];
  if (rest.startsWith("**")) return [".*", 2];
  if (rest.startsWith("*")) return ["[^/]*", 1];
  if (rest.startsWith("\\")) return [`\\${rest[1] ?? "\\"}`, 2];
  const set = /^\[[^\]]+\]/.exec(rest)?.[0];
  if (set) return [set, set.length];
  if (rest.startsWith("?") || rest.startsWith("+")) return [rest.charAt(0), 1];
  return [rest.charAt(0).replaceAll(/[.^$(){}|/]/g, "\\$&"), 1];
};

const toRegExp = (pattern: string): RegExp => {
  let source = "";
  for (let at = 0; at < pattern.length;) {
    const [part, length] = character(pattern, at);
    source += part;
    at += length;
  }
  return new RegExp(`^${source}$`);
};

/** GitHub's filter patterns: the last one that matches decides, `!` takes away. */
export const matchesFilter = (patterns: readonly string[], text: string): boolean =>
  patterns.reduce(
    (matched, pattern) =>
      pattern.startsWith("!")
        ? matched && !toRegExp(pattern.slice(1)).test(text)
        : matched || toRegExp(pattern).test(text),
    false,
  );
