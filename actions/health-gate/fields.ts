import { type Field, field, readWhole, shown } from "../../shared/action/fields.ts";

const STATUS = /^(?:[1-5]xx|[1-5]\d\d)$/;

/** Statuses by commas or blanks, `2xx` for all of a class. */
export const statuses = (description: string, fallback: string): Field<readonly number[]> =>
  field(
    description,
    (raw) => {
      const words = raw.toLowerCase().split(/[\s,]+/);
      return words.every((word) => STATUS.test(word))
        ? { value: words.flatMap(expand) }
        : { problem: `is ${shown(raw)}; write statuses such as \`200\`, \`200,204\` or \`2xx\`` };
    },
    { fallback },
  );

const expand = (word: string): readonly number[] => {
  const first = Number(word[0]) * 100;
  return word.endsWith("xx") ? Array.from({ length: 100 }, (_, index) => first + index) : [Number(word)];
};

/** An address that is called without any credentials, so plain http is fine. */
export const address = (description: string): Field<string | undefined> =>
  field<string | undefined>(
    description,
    (raw) => {
      const target = URL.parse(raw);
      if (target === null || !/^https?:$/.test(target.protocol)) {
        return { problem: `is ${shown(raw)}; write a whole address such as \`https://shop.example.com/healthz\`` };
      }
      return target.username === "" && target.password === ""
        ? { value: raw }
        : { problem: "has a user or password in the address; a gate calls only what anybody may call" };
    },
    { absent: { value: undefined } },
  );

export const optionalWhole = (description: string, range: { min: number; max: number }): Field<number | undefined> =>
  field<number | undefined>(description, readWhole({ ...range, unit: "" }), { absent: { value: undefined } });
