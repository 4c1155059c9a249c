/** One escape in a text, and what it stands for; `undefined` when there is none, `"more"` when the text ends too early. */
export type Decoded = { readonly text: string; readonly length: number } | undefined | "more";

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const CONTROL: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", 0: "\0" };
const LONGEST = 12;

/** Undoes the escape at a place, of URLs (`%40`), of JSON and other strings (`\u0026`), or of HTML (`&amp;`, `&#38;`). */
export function decodeAt(text: string, at: number, final: boolean): Decoded {
  const decoded = decoders[text[at] ?? ""]?.(text.slice(at, at + LONGEST));
  return decoded === "more" && (final || at + LONGEST <= text.length) ? undefined : decoded;
}

const decoders: Readonly<Record<string, (rest: string) => Decoded>> = { "%": percent, "\\": backslash, "&": entity };

function percent(rest: string): Decoded {
  const first = /^%([0-9a-f]{2})/i.exec(rest);
  if (first === null) return /^%[0-9a-f]?$/i.test(rest) ? "more" : undefined;
  const lead = Number.parseInt(first[1] ?? "", 16);
  if (lead < 0x80) return { text: String.fromCharCode(lead), length: 3 };
  const bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 1;
  const run = new RegExp(`^(?:%[0-9a-f]{2}){${bytes}}`, "i").exec(rest)?.[0];
  if (run === undefined) return /^(?:%[0-9a-f]{2})+(?:%[0-9a-f]?)?$/i.test(rest) ? "more" : undefined;
  try {
    return { text: decodeURIComponent(run), length: run.length };
  } catch {
    return undefined;
  }
}

function backslash(rest: string): Decoded {
  const letter = rest[1];
  if (letter === undefined) return "more";
  if (letter === "u" || letter === "x") {
    const form = letter === "x" ? /^\\x([0-9a-f]{2})/i : /^\\u(?:([0-9a-f]{4})|\{([0-9a-f]{1,6})\})/i;
    const match = form.exec(rest);
    if (match === null) return /^\\[ux]\{?[0-9a-f]*$/i.test(rest) ? "more" : undefined;
    const code = Number.parseInt(match[1] ?? match[2] ?? "", 16);
    return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), length: match[0].length };
  }
  return { text: CONTROL[letter] ?? letter, length: 2 };
}

function entity(rest: string): Decoded {
  const match = /^&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos));/i.exec(rest);
  if (match === null) return /^&(?:#x?[0-9a-f]*|[a-z]*)$/i.test(rest) && rest.length < LONGEST ? "more" : undefined;
  const [whole, decimal, hex, name] = match;
  if (name !== undefined) return { text: NAMED[name.toLowerCase()] ?? "", length: whole.length };
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  return code > 0x10ffff ? undefined : { text: String.fromCodePoint(code), length: whole.length };
}
