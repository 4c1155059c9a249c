/** Where a match is, for a rule that must look around it. */
export interface Sighting {
  readonly text: string;
  readonly index: number;
  readonly value: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/** One kind of secret. */
export interface Rule {
  /** Kebab-case, as in `Leak`. */
  readonly rule: string;
  readonly what: string;
  /** Lower case, ASCII. Every match begins with one of them, in any case. */
  readonly anchors: readonly string[];
  /** Sticky, tried where an anchor begins; reaches no farther than `REACH`. The group `value` is the secret, else all is. */
  readonly pattern: RegExp;
  /** Bits for each character, below which a value is nothing that a machine chose. */
  readonly entropy: number;
  /** Whether it is a secret after all, where its shape does not say it. */
  readonly isReal?: (sighting: Sighting) => boolean;
}

/** No rule looks farther than this many characters from where its anchor begins, in either direction. */
export const REACH = 2_048;

/** A token does not begin within a word, but may follow an escape: `\n`, `%3D`, `\u0022`. */
export const BORDER = String.raw`(?:(?<![\w-])|(?<=\\[bfnrt])|(?<=%[0-9A-Fa-f]{2})|(?<=\\u[0-9A-Fa-f]{4}))`;
const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

interface TokenOptions {
  readonly entropy?: number;
  readonly isReal?: Rule["isReal"];
}

/** Tokens that say by their first letters whose they are; `rest` is the pattern of what follows. */
export const token = (
  rule: string,
  what: string,
  prefixes: readonly string[],
  rest: string,
  { entropy = 2.8, isReal }: TokenOptions = {},
): Rule => ({
  rule,
  what,
  anchors: prefixes.map((prefix) => prefix.toLowerCase()),
  pattern: new RegExp(`${BORDER}(?:${prefixes.map(escape).join("|")})(?<value>${rest})`, "y"),
  entropy,
  ...(isReal === undefined ? {} : { isReal }),
});

/** `name = value` as it is written in shells, .env files, YAML, JSON, TOML, INI and source code. */
export const assigned = (
  rule: string,
  what: string,
  names: readonly string[],
  value: string,
  { entropy = 2.8, isReal }: TokenOptions = {},
): Rule => ({
  rule,
  what,
  anchors: names,
  pattern: new RegExp(
    String.raw`(?:${names.map(escape).join("|")})[\w.-]{0,24}(?:\\?["'])?[ \t]{0,8}(?:=>|:=|[:=])[ \t]{0,8}(?:\\?["'\x60])?(?<value>${value})(?![A-Za-z0-9])`,
    "iy",
  ),
  entropy,
  ...(isReal === undefined ? {} : { isReal }),
});

/** Anything else; the pattern must be bounded, and begins with an anchor. */
export const special = (
  rule: string,
  what: string,
  anchors: readonly string[],
  pattern: RegExp,
  { entropy = 0, isReal }: TokenOptions = {},
): Rule => ({
  rule,
  what,
  anchors,
  pattern: new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, "")}y`),
  entropy,
  ...(isReal === undefined ? {} : { isReal }),
});
