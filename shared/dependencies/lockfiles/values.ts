/** Readers of parsed text from outside: whatever has another shape than expected is as good as absent. */

export type Table = Readonly<Record<string, unknown>>;

const EMPTY: Table = {};

export const table = (value: unknown): Table =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : EMPTY;

export const entries = (value: unknown): [string, unknown][] => Object.entries(table(value));

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

/** Own property only: names such as `constructor` come from outside. */
export const at = (value: unknown, key: string): unknown => {
  const from = table(value);
  return Object.hasOwn(from, key) ? from[key] : undefined;
};

/** `true` as JSON and TOML say it, and as YAML says it when every scalar is read as text. */
export const isTrue = (value: unknown): boolean => value === true || value === "true";
