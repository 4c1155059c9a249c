import { type Field, field, readChoice } from "../../shared/action/fields.ts";

/** A word from a list, or undefined where somebody else decides. */
export const optionalChoice = <const W extends string>(
  description: string,
  words: readonly W[],
): Field<W | undefined> =>
  field<W | undefined>(description, readChoice(words), { choices: words, absent: { value: undefined } });

/** One value a line, or several separated by commas. */
export const listOf = (description: string): Field<readonly string[]> =>
  field<readonly string[]>(
    description,
    (raw) => ({
      value: raw
        .split(/[\n\r,]+/)
        .map((item) => item.trim())
        .filter((item) => item !== ""),
    }),
    { absent: { value: [] } },
  );
