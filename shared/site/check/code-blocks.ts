import { unescape } from "./page.ts";

/** What a reader sees of one block of code, which a highlighter may have cut into pieces. */
export interface CodeBlock {
  readonly text: string;
  /** One-based line of the page on which the block begins; the block's lines are the page's. */
  readonly line: number;
}

const BLOCK = /<(pre|code|samp|kbd)[\s>]/gi;
const TAG_OR_LINE_END = /<[^<>]{0,2000}>|\n/g;

/** Without elements. The line ends within one come after the line that it is on: what it cuts in two is one again. */
const withoutElements = (html: string): string => {
  let owed = "";
  return html.replace(TAG_OR_LINE_END, (found) => {
    if (found !== "\n") {
      owed += found.replace(/[^\n]/g, "");
      return "";
    }
    const ends = found + owed;
    owed = "";
    return ends;
  });
};

/** Blocks of code in which there is more to see than the page's own text shows: elements or escapes inside of them. */
export const codeBlocks = (html: string): readonly CodeBlock[] => {
  const blocks: CodeBlock[] = [];
  let line = 1;
  let counted = 0;
  BLOCK.lastIndex = 0;
  for (let found = BLOCK.exec(html); found !== null; found = BLOCK.exec(html)) {
    const from = found.index;
    const close = new RegExp(`</${found[1] ?? ""}[\\s>]`, "gi");
    close.lastIndex = from;
    const to = close.exec(html)?.index;
    if (to === undefined) break;
    BLOCK.lastIndex = to;
    const inner = html.slice(html.indexOf(">", from) + 1, to);
    if (!/[<&]/.test(inner)) continue;
    for (
      let next = html.indexOf("\n", counted);
      next !== -1 && next < to - inner.length;
      next = html.indexOf("\n", counted)
    ) {
      line++;
      counted = next + 1;
    }
    blocks.push({ text: unescape(withoutElements(inner)), line });
  }
  return blocks;
};
