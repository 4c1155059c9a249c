import type { SiteFinding } from "../types.ts";
import { INTERNAL_ADDRESS } from "./address.ts";
import { at, type Problem, warning } from "./finding.ts";

/** Sound, pictures, fonts, archives: whatever is in there is no text that could be told from noise. */
const MEDIA =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|woff2?|ttf|otf|eot|mp[34]|m4[av]|webm|og[gv]|wav|flac|mov|zip|gz|br|zst|xz|bz2|7z|tgz|jar|wasm|pdf|pagefind|pf_\w+)$/i;

/** Whether a file is looked through. Anybody can put a NUL into a page, so that alone makes no file a picture. */
export const isText = (path: string, head: Buffer): boolean =>
  !(MEDIA.test(path) && head.subarray(0, 8_192).some((byte) => byte === 0 || byte > 0x7f));

export const isPage = (path: string): boolean => /\.x?html?$/i.test(path);

/** Any text that our patterns can be looked for in, whatever its encoding. */
export const toText = (bytes: Buffer): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le");
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return Buffer.from(bytes.subarray(0, bytes.length & ~1))
      .swap16()
      .toString("utf16le");
  return bytes.toString("utf8");
};

const sourceMap = (text: string): Problem | undefined => {
  if (!/"sourcesContent"\s*:\s*\[\s*"/.test(text)) return undefined;
  return warning("source-map", "it holds the program's sources; leave it out if they are not public");
};

const OWN_PATH = /"(?:\/home\/|\/Users\/|[A-Z]:\\\\|file:\/\/\/)/;

/** What else a text tells about the place that it was built at. Pages are looked through by their links. */
export const contentFindings = (path: string, text: string): readonly SiteFinding[] => {
  const found: SiteFinding[] = [];
  if (/\.map$/i.test(path)) {
    const problem = sourceMap(text);
    if (problem !== undefined) found.push(at(problem, path));
    if (OWN_PATH.test(text))
      found.push(at(warning("source-map", "it names folders of the machine that built it"), path));
  } else if (/\.(?:[cm]?js|css|json|xml|txt|webmanifest)$/i.test(path)) {
    const match = INTERNAL_ADDRESS.exec(text);
    if (match !== null) {
      const before = text.slice(0, match.index);
      const line = before.split("\n").length;
      const problem = warning("internal-url", "names an address that only a machine or network of its own knows");
      found.push(at(problem, path, line, match.index - before.lastIndexOf("\n")));
    }
  }
  return found;
};
