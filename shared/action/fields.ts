import { oneLine } from "./text.ts";

/** A value, or why the text is none; the problem completes the sentence "`name` …". */
export type Reading<T> = { readonly value: T } | { readonly problem: string };

/** One input. `read("")` says what an absent input means: a value makes it optional, a problem makes it required. */
export interface Field<T> {
  readonly description: string;
  readonly secret: boolean;
  /** Default in action.yml; may be an expression such as `${{ github.token }}`. */
  readonly fallback: string | undefined;
  /** Words to choose from, for the documentation. */
  readonly choices: readonly string[];
  readonly read: (raw: string) => Reading<T>;
}

interface Options<T> {
  readonly secret?: boolean;
  readonly fallback?: string | undefined;
  readonly choices?: readonly string[];
  /** Present when the input may be left out. */
  readonly absent?: { readonly value: T };
}

const MISSING = { problem: "is missing" };

/**
 * A field of one's own. White space around the value is dropped (a YAML block scalar ends with a newline), and what is
 * then empty is absent, as GitHub itself cannot tell `""` from "not given".
 */
export function field<T>(
  description: string,
  read: (raw: string) => Reading<T>,
  { secret = false, fallback, choices = [], absent }: Options<T> = {},
): Field<T> {
  const otherwise = absent ?? (fallback === undefined || fallback.includes("${{") ? MISSING : read(fallback));
  return {
    description,
    secret,
    fallback,
    choices,
    read: (raw) => {
      const given = raw.trim();
      return given === "" ? otherwise : read(given);
    },
  };
}

/** The value as the user wrote it, cut and harmless, for use in a message. Never for secrets. */
export const shown = (raw: string): string => `\`${oneLine(raw, 80).replaceAll("`", "'")}\``;

const accept = <T>(value: T): Reading<T> => ({ value });

export const givenText = (raw: string): Reading<string> =>
  raw.includes("\0") ? { problem: "contains a NUL character; remove it" } : accept(raw);

export const readFlag = (raw: string): Reading<boolean> => {
  const word = raw.toLowerCase();
  if (["true", "yes", "on", "1"].includes(word)) return accept(true);
  if (["false", "no", "off", "0"].includes(word)) return accept(false);
  return { problem: `is ${shown(raw)}; write \`true\` or \`false\`` };
};

export const readWhole =
  ({ min, max, unit }: { min: number; max: number; unit: string }) =>
  (raw: string): Reading<number> => {
    const value = Number(raw);
    return /^[+-]?\d{1,15}$/.test(raw) && value >= min && value <= max
      ? accept(value)
      : { problem: `is ${shown(raw)}; write a whole number${unit} from ${min} to ${max}` };
  };

export const readChoice =
  <const W extends string>(words: readonly W[]) =>
  (raw: string): Reading<W> => {
    const word = words.find((candidate) => candidate === raw) ?? words.find((other) => other === raw.toLowerCase());
    return word === undefined
      ? { problem: `is ${shown(raw)}; write one of ${words.map((choice) => `\`${choice}\``).join(", ")}` }
      : accept(word);
  };

export const readPattern =
  (form: RegExp, example: string) =>
  (raw: string): Reading<string> =>
    form.test(raw) ? accept(raw) : { problem: `is ${shown(raw)}; it has to look like \`${example}\`` };

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export const readUrl = (raw: string): Reading<string> => {
  const address = URL.parse(raw);
  if (address === null || !/^https?:$/.test(address.protocol)) {
    return { problem: `is ${shown(raw)}; write a whole address such as \`https://api.example.com\`` };
  }
  if (address.username !== "" || address.password !== "") {
    return { problem: "has a user or password in the address; take them out, credentials have inputs of their own" };
  }
  if (address.protocol === "http:" && !LOOPBACK.test(address.hostname)) {
    return { problem: `is ${shown(raw)}; use https://, else the credentials travel unencrypted` };
  }
  return accept(raw.replace(/\/+$/, ""));
};

export const readLines = (raw: string): Reading<readonly string[]> =>
  accept(
    raw
      .split(/\r\n|\n|\r/)
      .map((line) => line.trim())
      .filter((line) => line !== ""),
  );
