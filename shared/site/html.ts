/** One tag of a page, by where it stands. Comments, scripts, styles and other raw text hold no tags. */
interface Tag {
  readonly name: string;
  readonly closing: boolean;
  readonly start: number;
  readonly end: number;
}

const RAW = new Set([
  "script",
  "style",
  "textarea",
  "title",
  "template",
  "noscript",
  "xmp",
  "iframe",
  "noembed",
  "noframes",
]);
const TAG = /<!--|<(\/?)([a-z][^\s/>]*)/gi;
/** To the end of a tag, over quoted values. */
const REST = /(?:[^"'>]|"[^"]*"|'[^']*')*>/y;

function* tags(html: string): Generator<Tag> {
  TAG.lastIndex = 0;
  for (let found = TAG.exec(html); found !== null; found = TAG.exec(html)) {
    const start = found.index;
    if (found[0] === "<!--") {
      const end = html.indexOf("-->", start + 2);
      if (end < 0) return;
      TAG.lastIndex = end + 3;
      continue;
    }
    const name = (found[2] ?? "").toLowerCase();
    const closing = found[1] === "/";
    REST.lastIndex = TAG.lastIndex;
    const end = REST.test(html) ? REST.lastIndex : -1;
    if (end < 0) return;
    const position = { name, closing, start, end };
    TAG.lastIndex = end;
    const resume = TAG.lastIndex;
    yield position;
    TAG.lastIndex = resume;
    if (closing || !RAW.has(name)) continue;
    const close = new RegExp(`</${name}(?=[\\s/>])`, "gi");
    close.lastIndex = end;
    const ending = close.exec(html);
    if (ending === null) return;
    TAG.lastIndex = ending.index;
  }
}

/**
 * Puts `head` where the page's head begins and `foot` before the end of its body, wherever a parser would find these;
 * every other byte stays. The page in any encoding that holds ASCII as it is, a character a byte.
 */
export function insert(html: string, head: string, foot: string): string {
  let headAt: number | undefined;
  let first: number | undefined;
  let bodyEnd: number | undefined;
  let bodyFound = false;
  for (const { name, closing, start, end } of tags(html)) {
    if (name === "head" && !closing) headAt ??= end;
    else if (name === "html" && !closing) first ??= end;
    else if (name === "body" && !closing) {
      bodyFound = true;
      headAt ??= start;
    } else if (name === "body" || (name === "html" && closing)) bodyEnd ??= start;
    else if (!bodyFound) first ??= start;
  }
  const doctype = /^(?:\u00ef\u00bb\u00bf)?\s*(?:<!--[\s\S]*?-->\s*)*<!doctype[^>]*>/i.exec(html)?.[0].length ?? 0;
  const at = headAt ?? Math.max(first ?? doctype, doctype);
  const end = Math.max(bodyEnd ?? html.length, at);
  return html.slice(0, at) + head + html.slice(at, end) + foot + html.slice(end);
}

/** Whether a page's head has such a link or meta already, by a value of it. */
export const mentions = (html: string, element: RegExp): boolean => {
  for (const { start, end } of tags(html)) if (element.test(html.slice(start, end))) return true;
  return false;
};

/** What a reader sees of a page: its text without markup, in single blanks. */
export function visibleText(html: string): string {
  let text = "";
  let from = 0;
  let hidden: string | undefined;
  for (const { name, closing, start, end } of tags(html)) {
    if (hidden === undefined) text += ` ${html.slice(from, start)}`;
    if (!closing && hidden === undefined && RAW.has(name) && name !== "title" && name !== "textarea") hidden = name;
    else if (closing && name === hidden) hidden = undefined;
    from = end;
  }
  if (hidden === undefined) text += ` ${html.slice(from)}`;
  return text
    .replaceAll(/<!--[\s\S]*?-->/g, " ")
    .replaceAll(/\s+/g, " ")
    .trim();
}
