const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];
const [COMMA, COLON, BLANK] = [0x2c, 0x3a, 0x20];

/** A part of a JSON text that has not been read yet. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * Finds its way in a JSON text without reading it: a document of many megabytes, of which a few lines are wanted, costs
 * neither the memory nor the time of all its objects. Throws SyntaxError where the text is none.
 */
export const skimmer = (text: string) => {
  const fail = (): never => {
    throw new SyntaxError("the JSON is cut off or none");
  };

  const overBlanks = (start: number): number => {
    let at = start;
    while (text.charCodeAt(at) <= BLANK) at++;
    return at;
  };

  /** Behind the closing quote; `start` is behind the opening one. */
  const overText = (start: number): number => {
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) return at + 1;
      if (code === BACKSLASH) at++;
    }
    return fail();
  };

  const overValue = (start: number): number => {
    let depth = 0;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        at = overText(at + 1) - 1;
        if (depth === 0) return at + 1;
      } else if (code === OPEN_OBJECT || code === OPEN_LIST) depth++;
      else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
        // The end of what the value is in, behind a number or a word.
        if (depth === 0) return at;
        depth--;
        if (depth === 0) return at + 1;
      } else if (code === COMMA && depth === 0) return at;
    }
    return depth === 0 ? text.length : fail();
  };

  // A mere slice would keep the whole text alive for as long as the name.
  const nameAt = (from: number, to: number): string => String(JSON.parse(`"${text.slice(from, to)}"`));

  return {
    whole: { from: 0, to: text.length } satisfies Part,
    /** The members of an object by name, the last one of a name; none for what is no object. */
    members: ({ from }: Part): ReadonlyMap<string, Part> => {
      const found = new Map<string, Part>();
      let at = overBlanks(from);
      if (text.charCodeAt(at) !== OPEN_OBJECT) return found;
      at = overBlanks(at + 1);
      while (text.charCodeAt(at) !== CLOSE_OBJECT) {
        if (text.charCodeAt(at) !== QUOTE) return fail();
        const end = overText(at + 1);
        const name = nameAt(at + 1, end - 1);
        at = overBlanks(end);
        if (text.charCodeAt(at) !== COLON) return fail();
        const value = overBlanks(at + 1);
        at = overValue(value);
        found.set(name, { from: value, to: at });
        at = overBlanks(at);
        if (text.charCodeAt(at) === COMMA) at = overBlanks(at + 1);
        else if (text.charCodeAt(at) !== CLOSE_OBJECT) return fail();
      }
      return found;
    },
    /** What a part says; undefined for no part. */
    read: (part: Part | undefined): unknown =>
      part === undefined ? undefined : JSON.parse(text.slice(part.from, part.to)),
  };
};
