/** An element of a document. All text is hostile. */
export interface Element {
  /** Without its prefix: whoever reads these formats knows them by their element names. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Element[];
  /** All that stands between its children, trimmed. */
  readonly text: string;
  /** One-based. */
  readonly line: number;
}

/** What is no document, or one of a kind that is not read. */
export interface XmlProblem {
  readonly why: string;
  readonly line: number;
}

/** Nesting and elements of a document; those that people and build tools write have ten levels. */
const MOST_DEPTH = 200;
const MOST_ELEMENTS = 2_000_000;

const NAME = String.raw`[A-Za-z_:][\w:.-]{0,199}`;
const OPENING = new RegExp(`<(${NAME})((?:\\s+${NAME}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, "y");
const ATTRIBUTE = new RegExp(`(${NAME})\\s*=\\s*("[^"]*"|'[^']*')`, "g");
const CLOSING = new RegExp(`</(${NAME})\\s*>`, "y");

interface Draft {
  readonly name: string;
  readonly spelled: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Element[];
  readonly parts: string[];
  readonly line: number;
}

/**
 * The root of a document, or why there is none. A small part of XML: elements, attributes, text, CDATA, comments. A DTD is refused, so
 * that nothing can be defined that grows; of references only those that every document knows are read, others stay as they are written.
 */
export function parseXml(source: string): Element | XmlProblem {
  const text = source.startsWith("\ufeff") ? source.slice(1) : source;
  const stack: Draft[] = [];
  let root: Element | undefined;
  let count = 0;
  let line = 1;
  let counted = 0;
  /** Only ever called with later places than before. */
  const lineAt = (place: number): number => {
    for (let at = text.indexOf("\n", counted); at >= 0 && at < place; at = text.indexOf("\n", counted)) {
      counted = at + 1;
      line += 1;
    }
    return line;
  };
  const problem = (why: string, place: number): XmlProblem => ({ why, line: lineAt(place) });

  for (let at = 0; at < text.length;) {
    const open = stack.at(-1);
    const tag = text.indexOf("<", at);
    const between = text.slice(at, tag < 0 ? text.length : tag);
    if (open !== undefined) open.parts.push(decoded(between));
    else if (between.trim() !== "") return problem("there is text outside of its root element.", at);
    if (tag < 0) break;
    at = tag;
    if (text.startsWith("<!--", at)) {
      const end = text.indexOf("-->", at + 4);
      if (end < 0) return problem("a comment has no end.", at);
      at = end + 3;
    } else if (text.startsWith("<![CDATA[", at)) {
      const end = text.indexOf("]]>", at);
      if (end < 0 || open === undefined) return problem("a CDATA section has no end, or no element around it.", at);
      open.parts.push(text.slice(at + 9, end));
      at = end + 3;
    } else if (text.startsWith("<?", at)) {
      const end = text.indexOf("?>", at);
      if (end < 0) return problem("a processing instruction has no end.", at);
      at = end + 2;
    } else if (text.startsWith("<!", at)) {
      return problem("it has a document type, which is not read: it could define what grows without end.", at);
    } else if (text.startsWith("</", at)) {
      CLOSING.lastIndex = at;
      const found = CLOSING.exec(text);
      if (found === null || open === undefined || found[1] !== open.spelled) {
        return problem(`an end tag does not fit <${open?.spelled ?? ""}>.`, at);
      }
      stack.pop();
      const element = finished(open);
      const parent = stack.at(-1);
      if (parent === undefined) root = element;
      else parent.children.push(element);
      at = CLOSING.lastIndex;
    } else {
      OPENING.lastIndex = at;
      const found = OPENING.exec(text);
      const [, spelled = "", written = "", empty] = found ?? [];
      if (found === null) return problem("a tag is no tag.", at);
      if (root !== undefined && open === undefined) return problem("it has more than one root element.", at);
      if (++count > MOST_ELEMENTS) return problem(`it has more than ${MOST_ELEMENTS} elements.`, at);
      if (stack.length >= MOST_DEPTH) return problem(`it nests deeper than ${MOST_DEPTH} levels.`, at);
      const attributes = attributesOf(written);
      if (attributes === undefined) return problem(`<${spelled}> has one attribute twice.`, at);
      const draft: Draft = { name: local(spelled), spelled, attributes, children: [], parts: [], line: lineAt(at) };
      if (empty !== "/") stack.push(draft);
      else if (open === undefined) root = finished(draft);
      else open.children.push(finished(draft));
      at = OPENING.lastIndex;
    }
  }
  const open = stack.at(-1);
  if (open !== undefined) return { why: `<${open.spelled}> has no end.`, line: open.line };
  return root ?? { why: "it has no element.", line: 1 };
}

export const isXmlProblem = (answer: Element | XmlProblem): answer is XmlProblem => "why" in answer;

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

const finished = ({ name, attributes, children, parts, line }: Draft): Element => ({
  name,
  attributes,
  children,
  text: parts.length === 1 ? (parts[0] ?? "").trim() : parts.join("").trim(),
  line,
});

const NONE: ReadonlyMap<string, string> = new Map();

/** Undefined where one is there twice. */
function attributesOf(written: string): ReadonlyMap<string, string> | undefined {
  if (written === "") return NONE;
  const found = [...written.matchAll(ATTRIBUTE)];
  const attributes = new Map(found.map(([, name = "", value = ""]) => [name, decoded(value.slice(1, -1))]));
  return attributes.size === found.length ? attributes : undefined;
}

const KNOWN: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{1,10}));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return KNOWN.get(String(name)) ?? whole;
    const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** The first child of this name, and of that the next one; undefined where there is none. */
export const childAt = (element: Element | undefined, ...path: readonly string[]): Element | undefined =>
  path.reduce<Element | undefined>((from, name) => from?.children.find((child) => child.name === name), element);

/** Text of the element at a path; undefined where there is none, or it says nothing. */
export const textAt = (element: Element | undefined, ...path: readonly string[]): string | undefined =>
  childAt(element, ...path)?.text || undefined;

/** Children of this name of the element at a path. */
export const childrenAt = (element: Element | undefined, ...path: readonly string[]): readonly Element[] => {
  const last = path.at(-1);
  return childAt(element, ...path.slice(0, -1))?.children.filter(({ name }) => name === last) ?? [];
};
