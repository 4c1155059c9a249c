import type { RunInfo } from "../../shared/action/context.ts";
import type { Place } from "../../shared/site/layout.ts";

interface Known {
  readonly siteUrl: string | undefined;
  /** What the API of Pages says. */
  readonly pages?: string | undefined;
  readonly domain: string | undefined;
  readonly repository: string;
}

/** Public address of the tree's top, with a slash at its end. */
export function siteAddress(run: RunInfo, { siteUrl, pages, domain, repository }: Known): string {
  if (siteUrl !== undefined) return `${siteUrl}/`;
  if (pages !== undefined) return pages.endsWith("/") ? pages : `${pages}/`;
  if (domain !== undefined) return `https://${domain}/`;
  const [owner = "", name = ""] = repository.toLowerCase().split("/");
  const server = URL.parse(run.serverUrl);
  if (server !== null && server.hostname !== "github.com" && /^https?:$/.test(server.protocol)) {
    return `${server.origin}/pages/${repository}/`;
  }
  return name === `${owner}.github.io`
    ? `https://${name}/`
    : `https://${owner}.github.io/${repository.split("/")[1] ?? ""}/`;
}

/** Address of a place, with a slash at its end. */
export const placeAddress = (site: string, { path }: Pick<Place, "path">): string =>
  path === "" ? site : `${site}${path.split("/").map(encodeURIComponent).join("/")}/`;
