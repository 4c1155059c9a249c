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
  for (const line of statements(source)) {
    if (/^\s*end\b/.test(line)) blocks.pop();
    else if (OPENS.test(line)) blocks.push(/^\s*group\b/.test(line) ? symbols(line.replace(/\bdo\b.*$/, "")) : []);
    const gem = /^\s*gem[\s(]+["']([^"']+)["'](.*)$/.exec(line);
    if (gem?.[1] === undefined) continue;
    const inline = /\bgroups?(?::|\s*=>)\s*((?:%[iw])?\[[^\]]*\]|:\w+|["']\w+["'])/.exec(gem[2] ?? "")?.[1];
    const groups = [...blocks.flat(), ...(inline === undefined ? [] : symbols(inline))];
    const scope = groups.length > 0 && groups.every((group) => DEVELOPMENT.has(group)) ? "development" : "runtime";
    if (scopes.get(gem[1]) !== "runtime") scopes.set(gem[1], scope);
  }
  return scopes;
}

/** `:a`, `"a"`, and each word of `%i[a b]`. */
const symbols = (text: string): string[] =>
  [...text.matchAll(/%[iw]\[([^\]]*)\]|:(\w+)(?!\s*=>|:)|["'](\w+)["']/g)].flatMap(([, words, symbol, quoted]) =>
    words === undefined ? (symbol ?? quoted ?? []) : words.split(/\s+/).filter((word) => word !== ""),
  );

/** Lines, joined where a comma at the end, with or without a comment behind it, says that the next one goes on. */
function statements(source: string): string[] {
  const found: string[] = [];
  let open = "";
  for (const line of source.split(/\r?\n/)) {
    const code = line.replace(/(?:^|\s)#(?!\{).*$/, "").trimEnd();
    const joined = open === "" ? code : `${open} ${code.trim()}`;
    // What is longer was not written by a person.
    if (joined.length > LONGEST) open = "";
    else if (joined.endsWith(",")) open = joined;
    else {
      open = "";
      found.push(joined);
    }
  }
  return open === "" ? found : [...found, open];
}

/** What the gemspec beside a Gemfile that says `gemspec` names for development: nobody who installs the gem gets it. */
export function gemsOfSpec(gemfile: string, spec: string): readonly string[] {
  const line = statements(gemfile).find((one) => /^\s*gemspec\b/.test(one));
  const group = line === undefined ? undefined : /\bdevelopment_group(?::|\s*=>)\s*:(\w+)/.exec(line)?.[1];
  if (line === undefined || !DEVELOPMENT.has(group ?? "development")) return [];
  return statements(spec).flatMap((one) => /\.add_development_dependency[\s(]+["']([^"']+)["']/.exec(one)?.[1] ?? []);
}

const PLAIN = /^\s*(?:group|source|platforms?)\b/;
const REQUIREMENT = /^\s*,\s*(?:"([^"]*)"|'([^']*)')/;

/** The gems that plain lines name whatever the machine is, and in which versions; none from a folder, a repository or a condition. */
export function gemsNamed(source: string): readonly { readonly name: string; readonly range: string }[] {
  const conditions: boolean[] = [];
  return statements(source).flatMap((line) => {
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
