import { insert, mentions } from "./html.ts";

export interface PreviewOptions {
  readonly noindex: boolean;
  readonly banner: boolean;
  readonly number: number;
  readonly commit: string;
  /** Address of the site itself with a slash at its end, whose pages are the ones to be found. */
  readonly site: string;
}

const CANONICAL = /^<link\b[^>]*\brel\s*=\s*["']?canonical\b/i;

const STYLE =
  "position:fixed;right:8px;bottom:8px;z-index:2147483647;padding:4px 10px;border-radius:6px;background:#1f2328;color:#fff;font:13px/1.5 system-ui,sans-serif";

/** UTF-16 holds no ASCII as it is: such pages stay as they are. */
const isWide = (content: Buffer): boolean =>
  (content[0] === 0xff && content[1] === 0xfe) || (content[0] === 0xfe && content[1] === 0xff);

/** A page of a preview: not for search engines, and with its commit at the foot. Pages without any of it are left alone. */
export function previewPage(content: Buffer, path: string, options: PreviewOptions): Buffer {
  const { noindex, banner, number, commit, site } = options;
  if ((!noindex && !banner) || isWide(content)) return content;
  // A character a byte, so that whatever the page's encoding is, nothing else of it changes.
  const html = content.toString("latin1");
  const page = site + encodeURI(path.replace(/(^|\/)index\.html$/, "$1"));
  const canonical = mentions(html, CANONICAL) ? "" : `<link rel="canonical" href="${page.replaceAll('"', "%22")}">`;
  const head = noindex ? `<meta name="robots" content="noindex">${canonical}` : "";
  const foot = banner
    ? `<aside aria-label="Preview" style="${STYLE}">Preview of #${number} at ${commit.slice(0, 7)}</aside>`
    : "";
  return Buffer.from(insert(html, head, foot), "latin1");
}

/** At the top of a preview that has a host of its own, crawlers need not even come. */
export const PREVIEW_ROBOTS = "User-agent: *\nDisallow: /\n";

export const isPage = (path: string): boolean => /\.html?$/i.test(path);
