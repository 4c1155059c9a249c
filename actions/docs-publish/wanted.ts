import type { SiteSource } from "../../shared/ports/site.ts";
import type { Place } from "../../shared/site/layout.ts";
import { fingerprint, MOST_PAGES } from "../../shared/site/pages.ts";
import { isPage, PREVIEW_ROBOTS, previewPage } from "../../shared/site/preview-page.ts";
import type { SiteFile } from "../../shared/site/types.ts";

export interface Wanted {
  readonly sources: Iterable<SiteSource>;
  /** Page to fingerprint, complete once the sources were read; undefined where there are too many. */
  readonly prints: Map<string, string> | undefined;
}

interface Options {
  readonly noindex: boolean;
  readonly banner: boolean;
  readonly commit: string;
  /** Number of the pull request, for a preview. */
  readonly preview: number | undefined;
  /** Address of the site itself, with a slash at its end. */
  readonly site: string;
}

/** The files as they are to be published: those of previews with what previews have on top. */
export function wantedFiles(files: readonly SiteFile[], place: Place, options: Options): Wanted {
  const { preview, noindex } = options;
  const pages = files.filter(({ path }) => isPage(path)).length;
  const prints = place.kind !== "version" && pages <= MOST_PAGES ? new Map<string, string>() : undefined;
  const change = (path: string): ((content: Buffer) => Buffer) | undefined =>
    !isPage(path) || (prints === undefined && preview === undefined)
      ? undefined
      : (content) => {
          prints?.set(path, fingerprint(content.toString("utf8")));
          return preview === undefined ? content : previewPage(content, path, { ...options, number: preview });
        };

  function* sources(): Generator<SiteSource> {
    for (const { path, file, size } of files) {
      if (preview !== undefined && noindex && path === "robots.txt") continue;
      const changed = change(path);
      yield { path, file, size, ...(changed === undefined ? {} : { change: changed }) };
    }
    if (preview !== undefined && noindex) yield { path: "robots.txt", content: Buffer.from(PREVIEW_ROBOTS) };
  }
  return { sources: sources(), prints };
}
