import { createReadStream, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join, normalize } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".png": "image/png",
};

const fileOf = (folder: string, path: string): string | undefined => {
  // Normalising an absolute path leaves no `..` in it.
  const inside = join(folder, normalize(`/${path}`));
  for (const candidate of [inside, join(inside, "index.html"), `${inside}.html`]) {
    if (statSync(candidate, { throwIfNoEntry: false })?.isFile()) return candidate;
  }
  return undefined;
};

/** Serves one file of a published folder, or its 404.html. */
export const serveFile = (folder: string, incoming: IncomingMessage, response: ServerResponse): void => {
  let path = "/";
  try {
    path = decodeURIComponent(new URL(incoming.url ?? "/", "http://site").pathname);
  } catch {
    path = "/%";
  }
  const found = path.includes("\0") ? undefined : fileOf(folder, path);
  const file = found ?? fileOf(folder, "/404.html");
  if (file === undefined) {
    response.writeHead(404, { "content-type": "text/plain" }).end("Not Found\n");
    return;
  }
  const type = types[extname(file)] ?? "application/octet-stream";
  response.writeHead(found === undefined ? 404 : 200, { "content-type": type });
  if (incoming.method === "HEAD") response.end();
  else
    createReadStream(file)
      .on("error", () => response.destroy())
      .pipe(response);
};
