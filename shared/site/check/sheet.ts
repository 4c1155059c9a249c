import type { PageLink } from "./page.ts";
import { createPositions } from "./positions.ts";

/**
 * What is skipped, or leads to something: comments and strings, `url(…)` in its three forms, and `@import "…"`. Each part
 * matches in one way only, so that the time is in proportion to the text.
 */
const TOKEN = /\/\*|(?<![\w-])url\(\s*|@import\s+(?=["'])|"(?:[^"\\\n]|\\[^])*"?|'(?:[^'\\\n]|\\[^])*'?/gi;
const QUOTED = /"((?:[^"\\\n]|\\[^])*)"|'((?:[^'\\\n]|\\[^])*)'/y;
const BARE = /[^\s"'()]*/y;

/** Undoes CSS's escapes: hexadecimal ones with the blank after them, and any other letter for itself. */
const unescape = (text: string): string =>
  text.replace(/\\(?:([0-9a-f]{1,6})\s?|\r\n|\n|([^]))/gi, (_, hex?: string, letter?: string) => {
    if (hex === undefined) return letter ?? "";
    const code = Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
  });

/** Reads what a style sheet needs of other files, as far as it is of the same site. `position`: where it stands in a page. */
export const readSheet = (css: string, position = createPositions(css)): readonly PageLink[] => {
  const links: PageLink[] = [];
  TOKEN.lastIndex = 0;
  for (let found = TOKEN.exec(css); found !== null; found = TOKEN.exec(css)) {
    const [token] = found;
    if (token === "/*") {
      const end = css.indexOf("*/", TOKEN.lastIndex);
      if (end < 0) break;
      TOKEN.lastIndex = end + 2;
      continue;
    }
    if (/^["']/.test(token)) continue;
    const form = /["']/.test(css.charAt(TOKEN.lastIndex)) ? QUOTED : BARE;
    form.lastIndex = TOKEN.lastIndex;
    const match = form.exec(css);
    if (match === null) continue;
    TOKEN.lastIndex = form.lastIndex;
    const to = unescape(match[1] ?? match[2] ?? match[0]).trim();
    // A fragment alone is of the page that the sheet is used by, and data is there already.
    if (to === "" || /^(?:#|data:)/i.test(to)) continue;
    links.push({ kind: "resource", to, ...position(found.index) });
  }
  return links;
};
