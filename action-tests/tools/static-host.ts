import { createReadStream, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { type Loopback, listenOnLoopback } from "../cloud/loopback.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".json": "application/json",
};

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Serves a folder below a base path as GitHub Pages does: `x/` is `x/index.html`, `x` may be `x.html`, else 404.html. */
export async function staticHost(folder: string, base: string): Promise<Loopback> {
  const { url, close } = await listenOnLoopback((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://host").pathname));
    const inside = path.startsWith(base) ? join(folder, path.slice(base.length)) : undefined;
    const found = inside && [inside, join(inside, "index.html"), `${inside}.html`].find(isFile);
    const shown = found ?? join(folder, "404.html");
    response.writeHead(found === undefined ? 404 : 200, {
      "content-type": TYPES[extname(shown)] ?? "application/octet-stream",
    });
    createReadStream(shown).pipe(response);
  });
  return { url: url + base, close };
}
