import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type Loopback, listenOnLoopback } from "../cloud/loopback.ts";

/** Serves the newest tree of a branch below a base path, as GitHub Pages does with "Deploy from a branch". */
export async function branchHost(folder: string, branch: string, base: string): Promise<Loopback> {
  const show = async (path: string): Promise<Buffer | undefined> => {
    try {
      const { stdout } = await promisify(execFile)("git", ["-C", folder, "show", `${branch}:${path}`], {
        encoding: "buffer",
        maxBuffer: 64 * 1024 * 1024,
      });
      // Of a folder git shows the list.
      return stdout.subarray(0, 5).toString() === "tree " ? undefined : stdout;
    } catch {
      return undefined;
    }
  };
  const answer = async (address: string): Promise<Buffer | undefined> => {
    const { pathname } = new URL(address, "http://host");
    if (!pathname.startsWith(base)) return undefined;
    const path = decodeURIComponent(pathname.slice(base.length));
    if (path === "" || path.endsWith("/")) return show(`${path}index.html`);
    return (await show(path)) ?? (await show(`${path}.html`));
  };
  const { url, close } = await listenOnLoopback((request, response) => {
    void answer(request.url ?? "/").then((body) => {
      response.writeHead(body === undefined ? 404 : 200, { "cache-control": "max-age=600" });
      response.end(body ?? "not found");
    });
  });
  return { url: url + base, close };
}
