const DEVELOPMENT: ReadonlySet<string> = new Set(["development", "test", "ci", "lint", "doc", "docs"]);

/** Characters of a line that somebody wrote. */
const LONGEST = 2_000;
const OPENS = /\bdo(?:\s*\|[^|]*\|)?\s*(?:#.*)?$|^\s*(?:if|unless|case|begin|def|while|until)\b/;

/**
 * What each gem of a Gemfile is for, as far as plain lines tell: `group :test do` around it, or `group: :test` behind it. A gem in any
 * other group, or in none, is for running. A Gemfile is a program: what cannot be told so is for running.
 */
export function gemGroups(source: string): ReadonlyMap<string, "development" | "runtime"> {
  const scopes = new Map<string, "development" | "runtime">();
  const blocks: (readonly string[])[] = [];
  for (const line of source.split(/\r?\n/)) {
    if (line.length > LONGEST) continue;
    if (/^\s*end\b/.test(line)) blocks.pop();
    else if (OPENS.test(line)) blocks.push(/^\s*group\b/.test(line) ? symbols(line.replace(/\bdo\b.*$/, "")) : []);
    const gem = /^\s*gem[\s(]+["']([^"']+)["'](.*)$/.exec(line);
    if (gem?.[1] === undefined) continue;
    const inline = /\bgroups?(?::|\s*=>)\s*(\[[^\]]*\]|:\w+|["']\w+["'])/.exec(gem[2] ?? "")?.[1];
    const groups = [...blocks.flat(), ...(inline === undefined ? [] : symbols(inline))];
    const scope = groups.length > 0 && groups.every((group) => DEVELOPMENT.has(group)) ? "development" : "runtime";
    if (scopes.get(gem[1]) !== "runtime") scopes.set(gem[1], scope);
  }
  return scopes;
}

const symbols = (text: string): string[] =>
  [...text.matchAll(/:(\w+)(?!\s*=>|:)|["'](\w+)["']/g)].flatMap(([, symbol, quoted]) => symbol ?? quoted ?? []);

const PLAIN = /^\s*(?:group|source|platforms?)\b/;
const REQUIREMENT = /^\s*,\s*(?:"([^"]*)"|'([^']*)')/;

/** The gems that plain lines name whatever the machine is, and in which versions; none from a folder, a repository or a condition. */
export function gemsNamed(source: string): readonly { readonly name: string; readonly range: string }[] {
  const conditions: boolean[] = [];
  return source.split(/\r?\n/).flatMap((line) => {
    if (line.length > LONGEST) return [];
    if (/^\s*end\b/.test(line)) conditions.pop();
    else if (OPENS.test(line)) conditions.push(!PLAIN.test(line));
    const [, name, rest = ""] = /^\s*gem[\s(]+["']([^"']+)["'](.*)$/.exec(line) ?? [];
    if (name === undefined || conditions.includes(true) || /\b(?:path|git|github|gist)\b|\s(?:if|unless)\s/.test(rest))
      return [];
    const ranges: string[] = [];
    let left = rest;
    for (let found = REQUIREMENT.exec(left); found !== null; found = REQUIREMENT.exec(left)) {
      ranges.push(found[1] ?? found[2] ?? "");
      left = left.slice(found[0].length);
    }
    return [{ name, range: ranges.join(", ") }];
  });
}
