import { createPositions } from "./positions.ts";
import { readSheet } from "./sheet.ts";

/** What in a page leads to something. `link`: a person follows it; `resource`: the page needs it. */
export interface PageLink {
  readonly kind: "link" | "resource";
  readonly to: string;
  readonly line: number;
  readonly column: number;
}

export interface Page {
  readonly links: readonly PageLink[];
  /** Values of `id` and of old `name`s. */
  readonly anchors: readonly string[];
  /** Of `<base>`. */
  readonly base: string | undefined;
  /** It leads on to another page by itself. */
  readonly redirects: boolean;
}

const TAG = /<(?:!--|([a-z][^\s/>]*))/gi;
const ATTRIBUTE = /[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?/y;
const RAW = /^(?:script|style|textarea|title|xmp|iframe|noembed|noframes)$/;
const INTERESTING =
  /^(?:id|name|href|src|srcset|poster|data|action|formaction|content|http-equiv|rel|property|cite|style)$/;

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" };
/** Undoes the escapes of HTML that matter in addresses and code. */
export const unescape = (text: string): string =>
  text.includes("&")
    ? text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));?/gi, (all, decimal, hex, name) => {
        if (typeof name === "string") return ENTITIES[name.toLowerCase()] ?? all;
        const code = typeof decimal === "string" ? Number(decimal) : Number.parseInt(String(hex), 16);
        return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
      })
    : text;

/** Addresses of a `srcset`: each up to a blank, commas at its end are none of it. */
const candidates = (srcset: string): readonly string[] => {
  const found: string[] = [];
  const next = /[\s,]*(\S+)/y;
  for (let at = 0; ;) {
    next.lastIndex = at;
    const run = next.exec(srcset)?.[1];
    if (run === undefined) return found;
    at = next.lastIndex;
    let end = run.length;
    while (end > 0 && run[end - 1] === ",") end--;
    if (end > 0) found.push(run.slice(0, end));
    if (end < run.length) continue;
    const comma = srcset.indexOf(",", at);
    if (comma < 0) return found;
    at = comma + 1;
  }
};

const linksOf = (
  tag: string,
  attributes: ReadonlyMap<string, string>,
): readonly (readonly [PageLink["kind"], string])[] => {
  const found: (readonly [PageLink["kind"], string])[] = [];
  const add = (kind: PageLink["kind"], to: string | undefined) => to !== undefined && found.push([kind, to]);
  const rel = attributes.get("rel")?.toLowerCase() ?? "";
  if (tag === "a" || tag === "area") add("link", attributes.get("href"));
  else if (tag === "link" && !/\b(?:preconnect|dns-prefetch|alternate|edit|pingback)\b/.test(rel))
    add("resource", attributes.get("href"));
  else if (tag === "object") add("resource", attributes.get("data"));
  else if (tag === "form") add("resource", attributes.get("action"));
  else if (tag === "use" || tag === "image") add("resource", attributes.get("href"));
  if (/^(?:script|img|iframe|embed|source|video|audio|track|input)$/.test(tag)) {
    add("resource", attributes.get("src"));
    add("resource", attributes.get("poster"));
    for (const address of candidates(attributes.get("srcset") ?? "")) {
      if (!address.startsWith("data:")) add("resource", address);
    }
  }
  return found;
};

/** Most styles need nothing, and a page has thousands of them. */
const needsFiles = (css: string): boolean => /url\(|@import/i.test(css);

const refreshOf = (attributes: ReadonlyMap<string, string>): string | undefined =>
  attributes.get("http-equiv")?.toLowerCase() === "refresh"
    ? /^[\s\d.,;]*url\s*=\s*['"]?([^'"]*)/i.exec(attributes.get("content") ?? "")?.[1]?.trim()
    : undefined;

/** Reads a page as far as links need it. Takes time in proportion to the text, whatever the text. */
export const readPage = (html: string): Page => {
  const links: PageLink[] = [];
  const anchors: string[] = [];
  let base: string | undefined;
  let redirects = false;
  const position = createPositions(html);
  TAG.lastIndex = 0;
  for (let found = TAG.exec(html); found !== null; found = TAG.exec(html)) {
    if (found[1] === undefined) {
      const end = html.indexOf("-->", found.index + 2);
      if (end < 0) break;
      TAG.lastIndex = end + 3;
      continue;
    }
    const tag = found[1].toLowerCase();
    const attributes = new Map<string, string>();
    let end = TAG.lastIndex;
    for (ATTRIBUTE.lastIndex = end; html.charCodeAt(end) !== 0x3e && end < html.length; end = ATTRIBUTE.lastIndex) {
      const match = ATTRIBUTE.exec(html);
      if (match === null) break;
      const name = (match[1] ?? "").toLowerCase();
      if (INTERESTING.test(name) && !attributes.has(name))
        attributes.set(name, unescape(match[2] ?? match[3] ?? match[4] ?? "").trim());
    }
    TAG.lastIndex = Math.max(end, found.index + 1);
    if (attributes.size > 0) {
      const id = attributes.get("id");
      if (id !== undefined) anchors.push(id);
      if (tag === "a" && attributes.has("name")) anchors.push(attributes.get("name") ?? "");
      if (tag === "base") base ??= attributes.get("href");
      const refresh = tag === "meta" ? refreshOf(attributes) : undefined;
      redirects ||= refresh !== undefined;
      const here = refresh === undefined ? linksOf(tag, attributes) : [["link", refresh] as const];
      const style = attributes.get("style") ?? "";
      const styled = needsFiles(style) ? readSheet(style).map(({ kind, to }) => [kind, to] as const) : [];
      if (here.length + styled.length > 0) {
        const place = position(found.index);
        for (const [kind, to] of [...here, ...styled]) links.push({ kind, to, ...place });
      }
    }
    if (!RAW.test(tag)) continue;
    const close = new RegExp(`</${tag}(?=[\\s/>])`, "gi");
    close.lastIndex = TAG.lastIndex;
    const ending = close.exec(html);
    if (ending === null) break;
    const css = tag === "style" ? html.slice(end + 1, ending.index) : "";
    if (needsFiles(css)) links.push(...readSheet(css, (index) => position(end + 1 + index)));
    TAG.lastIndex = ending.index + 2;
  }
  return { links, anchors, base, redirects };
};
