import { MOST_DEPTH, checkText, refuse } from "./refuse.ts";

export interface Json {
  readonly value: unknown;
  /** One-based line of the key at the end of this path of keys, or of the block of that number in a list; 1 when there is none. */
  readonly lineOf: (...path: readonly string[]) => number;
}

/** Between the keys of a path: cannot be in a text that `checkText` let pass. */
const BETWEEN = "\0";

interface Open {
  readonly path: string;
  /** The key under which it is. */
  readonly name: string;
  readonly keys: Set<string> | undefined;
  key: string;
  /** Objects and lists in a list so far. */
  blocks: number;
  /** The next string of an object is a key. */
  expectsKey: boolean;
}

/**
 * Parses JSON, and with `lenient` JSON with comments and trailing commas. One pass before it finds the lines of all keys that lie
 * below one of `under`, and refuses what `JSON.parse` is silent about: keys that are there twice, and endless nesting.
 */
export function parseJson(file: string, text: string, under: ReadonlySet<string>, lenient = false): Json {
  const source = checkText(file, text);
  const lines = new Map<string, number>();
  const dropped: [from: number, to: number][] = [];
  const stack: Open[] = [];
  let line = 1;
  let comma = -1;

  const openBlock = (isObject: boolean): void => {
    if (stack.length >= MOST_DEPTH) throw refuse(file, `it is nested more than ${MOST_DEPTH} deep.`, line);
    const parent = stack.at(-1);
    if (parent !== undefined && parent.keys === undefined) {
      parent.key = String(parent.blocks++);
      if (under.has(parent.name)) lines.set(parent.path + BETWEEN + parent.key, line);
    }
    const path = parent === undefined ? "" : parent.path === "" ? parent.key : parent.path + BETWEEN + parent.key;
    stack.push({
      path,
      name: parent?.key ?? "",
      keys: isObject ? new Set() : undefined,
      key: "",
      blocks: 0,
      expectsKey: isObject,
    });
  };

  for (let index = 0; index < source.length; index++) {
    const code = source.charCodeAt(index);
    if (code === 0x22) {
      const end = endOfString(source, index);
      const top = stack.at(-1);
      if (top?.keys !== undefined && top.expectsKey) noteKey(top, source.slice(index, end + 1));
      index = end;
      comma = -1;
    } else if (code === 0x0a) line++;
    else if (code === 0x7b || code === 0x5b) {
      openBlock(code === 0x7b);
      comma = -1;
    } else if (code === 0x7d || code === 0x5d) {
      if (lenient && comma >= 0) dropped.push([comma, comma + 1]);
      comma = -1;
      stack.pop();
    } else if (code === 0x2c) {
      comma = index;
      const top = stack.at(-1);
      if (top?.keys !== undefined) top.expectsKey = true;
    } else if (lenient && code === 0x2f && (source[index + 1] === "/" || source[index + 1] === "*")) {
      const end = endOfComment(source, index);
      dropped.push([index, end]);
      for (let at = index; at < end; at++) if (source.charCodeAt(at) === 0x0a) line++;
      index = end - 1;
    } else if (code > 0x20) comma = -1;
  }
  try {
    const value: unknown = JSON.parse(without(source, dropped));
    return { value, lineOf: (...path) => lines.get(path.join(BETWEEN)) ?? 1 };
  } catch (cause) {
    throw refuse(file, "it is not valid JSON.", undefined, cause);
  }

  function noteKey(top: Open, quoted: string): void {
    const key = quoted.includes("\\") ? unquote(quoted) : quoted.slice(1, -1);
    if (top.keys?.has(key) === true) throw refuse(file, `the key ${JSON.stringify(key)} is there twice.`, line);
    top.keys?.add(key);
    top.key = key;
    top.expectsKey = false;
    if (under.has(top.name)) lines.set(top.path === "" ? key : top.path + BETWEEN + key, line);
  }
}

/** Index of the quote that ends the string, or the end of the text. */
function endOfString(source: string, start: number): number {
  for (let index = start + 1; ; index++) {
    const end = source.indexOf('"', index);
    if (end < 0) return source.length;
    let slashes = 0;
    while (source.charCodeAt(end - 1 - slashes) === 0x5c) slashes++;
    if (slashes % 2 === 0) return end;
    index = end;
  }
}

function endOfComment(source: string, start: number): number {
  const isBlock = source[start + 1] === "*";
  const end = source.indexOf(isBlock ? "*/" : "\n", start + 2);
  return end < 0 ? source.length : isBlock ? end + 2 : end;
}

function without(source: string, dropped: readonly (readonly [number, number])[]): string {
  if (dropped.length === 0) return source;
  const parts: string[] = [];
  let from = 0;
  for (const [start, end] of dropped.toSorted((a, b) => a[0] - b[0])) {
    parts.push(source.slice(from, start));
    from = end;
  }
  parts.push(source.slice(from));
  return parts.join("");
}

function unquote(quoted: string): string {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return quoted;
  }
}
