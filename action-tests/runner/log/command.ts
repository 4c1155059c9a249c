export interface Command {
  readonly name: string;
  /** Names are lower-case. */
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

type Escapes = readonly (readonly [escaped: string, character: string])[];

const dataEscapes: Escapes = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%25", "%"],
];
const propertyEscapes: Escapes = [
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%3A", ":"],
  ["%2C", ","],
  ["%25", "%"],
];
const oldEscapes: Escapes = [
  ["%3B", ";"],
  ["%0D", "\r"],
  ["%0A", "\n"],
  ["%5D", "]"],
  ["%25", "%"],
];

const unescape = (text: string, escapes: Escapes) =>
  escapes.reduce((result, [escaped, character]) => result.replaceAll(escaped, character), text);

const build = (head: string, separator: string, escapes: Escapes, data: string, isKnown: (name: string) => boolean) => {
  const space = head.indexOf(" ");
  const name = space < 0 ? head : head.slice(0, space);
  if (!isKnown(name.toLowerCase())) return undefined;
  const pairs =
    space < 0
      ? []
      : head
          .slice(space + 1)
          .trim()
          .split(separator);
  const properties = pairs.flatMap((pair): [string, string][] => {
    const equals = pair.indexOf("=");
    const value = pair.slice(equals + 1);
    return equals > 0 && value !== "" ? [[pair.slice(0, equals).toLowerCase(), unescape(value, escapes)]] : [];
  });
  return { name: name.toLowerCase(), properties: Object.fromEntries(properties), data };
};

const parseNew = (line: string, isKnown: (name: string) => boolean): Command | undefined => {
  const text = line.trimStart();
  if (!text.startsWith("::")) return undefined;
  const end = text.indexOf("::", 2);
  if (end < 0) return undefined;
  return build(text.slice(2, end), ",", propertyEscapes, unescape(text.slice(end + 2), dataEscapes), isKnown);
};

const parseOld = (line: string, isKnown: (name: string) => boolean): Command | undefined => {
  const start = line.indexOf("##[");
  if (start < 0) return undefined;
  const end = line.indexOf("]", start);
  if (end < 0) return undefined;
  return build(line.slice(start + 3, end), ";", oldEscapes, unescape(line.slice(end + 1), oldEscapes), isKnown);
};

/**
 * A workflow command in a line: `::name key=value::data` after leading white space, or `##[name key=value]data` anywhere.
 * Names are compared without regard to case; a name that is not known makes it an ordinary line.
 */
export const parseCommand = (line: string, isKnown: (name: string) => boolean): Command | undefined =>
  parseNew(line, isKnown) ?? parseOld(line, isKnown);
