const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Markup that is safe to put into the page; only `html` makes it. */
export interface Html {
  readonly markup: string;
}

type Value = Html | string | number | undefined | readonly Value[];

export const escape = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

const render = (value: Value): string => {
  if (value === undefined) return "";
  if (typeof value === "string") return escape(value);
  if (typeof value === "number") return String(value);
  return "markup" in value ? value.markup : value.map(render).join("");
};

/** A template whose values are escaped, so that nothing from a log or a commit message becomes markup. */
export const html = (strings: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: strings.reduce((page, part, index) => page + render(values[index - 1]) + part),
});
