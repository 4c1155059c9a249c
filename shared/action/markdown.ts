import { oneLine, safeLines } from "./text.ts";

/** Characters that mean something to Markdown or HTML anywhere in a line. As references they are only themselves. */
const ACTIVE = /[#$&*<>[\\\]_`|~]/g;
const reference = (character: string): string => `&#${character.charCodeAt(0)};`;
const BREAK = "&#8203;";

/**
 * Text from outside, for a paragraph, heading, list or cell: without markup, links, images, mentions or issue
 * references, in one line. GitHub looks for mentions and addresses in the rendered text, where references are decoded
 * already; only a zero-width space keeps it from finding them.
 */
export const escapeMarkdown = (text: string, most = 2_000): string =>
  oneLine(text, most)
    .replace(ACTIVE, reference)
    .replaceAll("@", `@${BREAK}`)
    .replace(/&#35;(?=[\w&])/g, `&#35;${BREAK}`)
    .replace(/(gh)(?=-\d)/gi, `$1${BREAK}`)
    .replace(/:(?=\/)/g, `:${BREAK}`)
    .replace(/(www|mailto|xmpp)(?=[.:])/gi, `$1${BREAK}`)
    .replace(/^(?:[-+=!]|\d+(?=[.)]))/, (start) => (/\d/.test(start) ? `${start}${BREAK}` : reference(start)));

/** Text from outside as inline code. HTML's tag, since a code span cannot hold every text and ends a table's cell. */
export const inlineCode = (text: string, most = 500): string =>
  `<code>${oneLine(text, most).replace(ACTIVE, reference)}</code>`;

/** Text from outside as a block; its fence is longer than any in the text. */
export function fencedCode(text: string, language = ""): string {
  const body = safeLines(text).join("\n");
  const longest = (body.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = "`".repeat(Math.max(3, longest + 1));
  return `${fence}${language.replace(/[^\w-]/g, "")}\n${body}\n${fence}`;
}

/** A link of our own; an address that is not http(s) is left out, and only the label stays. */
export function link(label: string, address: string): string {
  const target = URL.parse(address);
  if (target === null || !/^https?:$/.test(target.protocol) || target.username !== "" || target.password !== "") {
    return escapeMarkdown(label);
  }
  const href = target.href.replace(/[()<>[\]\\`*_|"'\s]/g, (character) => encodeURIComponent(character));
  return `[${escapeMarkdown(label)}](<${href.replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}>)`;
}
