import type { Statement } from "./split.ts";

/** The statement's words, one blank between: `alter table "a_b" . c drop column d`. Quoted names hold no blanks here. */
export const shape = ({ words }: Pick<Statement, "words">): string =>
  words.map((word) => (word.startsWith('"') ? word.replaceAll(/\s/g, "_") : word)).join(" ");

const NAME = String.raw`(?:"[^ ]*"|[^ .(),;"]+)`;

/** Source of a pattern for a name with or without schema, as it stands in a shape. */
export const QUALIFIED = String.raw`${NAME}(?: \. ${NAME})*`;

/** One spelling for one object: without `public.`, without needless quotes. */
export const objectName = (name: string): string =>
  name
    .split(" . ")
    .map((part) => part.replace(/^"([a-z_][a-z0-9_]*)"$/, "$1"))
    .filter((part, index, parts) => !(index === 0 && parts.length > 1 && part === "public"))
    .join(".");

/** Pieces of a list between commas that are in no parentheses. */
export function listItems(words: readonly string[]): readonly (readonly string[])[] {
  const items: string[][] = [[]];
  let depth = 0;
  for (const word of words) {
    if (word === "(" || word === "[") depth += 1;
    if (word === ")" || word === "]") depth -= 1;
    if (word === "," && depth === 0) items.push([]);
    else items.at(-1)?.push(word);
  }
  return items;
}
