/** A number, a qualifier, or a list that a hyphen or a change between digits and letters began. */
type Item = bigint | string | readonly Item[];

/** What comes before a release, the release itself, and what comes after it; other words come after all of them. */
const QUALIFIERS: readonly string[] = ["alpha", "beta", "milestone", "rc", "snapshot", "", "sp"];
const ALIASES: ReadonlyMap<string, string> = new Map([
  ["ga", ""],
  ["final", ""],
  ["release", ""],
  ["cr", "rc"],
]);
/** Only with a number right behind them. */
const SHORT: ReadonlyMap<string, string> = new Map([
  ["a", "alpha"],
  ["b", "beta"],
  ["m", "milestone"],
]);

const TOKEN = /\d+|[^\d.-]+|[.-]/g;
const isNumber = (token: string | undefined): boolean => token !== undefined && /^\d/.test(token);
const isSeparator = (token: string | undefined): boolean => token === undefined || token === "." || token === "-";

/** Undefined for what holds anything but visible ASCII: Maven has no use for it. */
function parse(version: string): readonly Item[] | undefined {
  if (!/^[!-~]+$/.test(version)) return undefined;
  const tokens = version.toLowerCase().match(TOKEN) ?? [];
  const root: Item[] = [];
  const opened = [root];
  let list = root;
  const open = (): void => {
    const inner: Item[] = [];
    list.push(inner);
    opened.push(inner);
    list = inner;
  };
  for (const [index, token] of tokens.entries()) {
    const next = tokens[index + 1];
    if (isSeparator(token)) {
      if (isSeparator(tokens[index - 1])) list.push(0n);
      if (token === "-") open();
    } else if (isNumber(token)) {
      list.push(BigInt(token));
      if (!isSeparator(next)) open();
    } else {
      // A word at the end, or before a number, is a list of its own whatever separates it from what is before.
      if ((next === undefined || isNumber(next)) && list.length > 0) open();
      const word = isNumber(next) ? (SHORT.get(token) ?? token) : token;
      list.push(ALIASES.get(word) ?? word);
      if (isNumber(next)) open();
    }
  }
  for (const inner of opened.toReversed()) withoutNothing(inner);
  return root;
}

const isNothing = (item: Item): boolean =>
  item === 0n || item === "" || (typeof item === "object" && item.length === 0);

/** `1.0.0` is 1, and `1.0-rc` is 1-rc. */
function withoutNothing(list: Item[]): void {
  for (let index = list.length - 1; index >= 0; index--) {
    const item = list[index] ?? 0n;
    if (isNothing(item)) list.splice(index, 1);
    else if (typeof item !== "object") return;
  }
}

const rank = (word: string): string => {
  const known = QUALIFIERS.indexOf(word);
  return known < 0 ? `${QUALIFIERS.length}-${word}` : String(known);
};

const order = <T>(one: T, other: T): number => (one < other ? -1 : one > other ? 1 : 0);

/** Words come before lists, and lists before numbers. */
const kind = (item: Item): number => (typeof item === "string" ? 0 : typeof item === "object" ? 1 : 2);

function compareItems(one: Item | undefined, other: Item | undefined): number {
  if (one === undefined) return other === undefined ? 0 : -againstNothing(other);
  if (other === undefined) return againstNothing(one);
  if (typeof one === "bigint" && typeof other === "bigint") return order(one, other);
  if (typeof one === "string" && typeof other === "string") return order(rank(one), rank(other));
  if (typeof one === "object" && typeof other === "object") return compareLists(one, other);
  return kind(one) - kind(other);
}

function againstNothing(item: Item): number {
  if (typeof item === "bigint") return item === 0n ? 0 : 1;
  if (typeof item === "string") return order(rank(item), rank(""));
  return item.map(againstNothing).find((result) => result !== 0) ?? 0;
}

function compareLists(one: readonly Item[], other: readonly Item[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index++) {
    const result = compareItems(one[index], other[index]);
    if (result !== 0) return result;
  }
  return 0;
}

/** The order of Maven 3: numbers and qualifiers, `1.0-alpha-1` before `1.0-SNAPSHOT` before `1.0` before `1.0-sp` before `1.0-jre`. */
export function compareMaven(one: string, other: string): number | undefined {
  const [a, b] = [parse(one), parse(other)];
  return a === undefined || b === undefined ? undefined : compareLists(a, b);
}

const PRERELEASE = /(?:^|[^a-z])(?:(?:alpha|beta|milestone|rc|cr|snapshot|pre|preview|ea|dev|eap)(?![a-z])|[abm]\d)/i;

export const isMavenPrerelease = (version: string): boolean => PRERELEASE.test(version);
