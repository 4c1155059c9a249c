/** One file of a static site. Paths are hostile text. */
export interface SiteFile {
  /** Path in the site, with forward slashes: `guide/index.html`. */
  readonly path: string;
  /** Absolute path on disk. */
  readonly file: string;
  /** Bytes. */
  readonly size: number;
}

/** Something that is wrong with a site. Holds nothing of a secret's value. */
export interface SiteFinding {
  /** Kebab-case: `link-out`, `dotfile`, `env-file`, `private-key`, `broken-link`, `case-clash`, `too-large`, … */
  readonly rule: string;
  readonly severity: "error" | "warning";
  readonly path: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly message: string;
}

/** How broken links are judged. */
export type LinkCheck = "new" | "all" | "warn" | "off";

/** A site before it is published, for the checks. */
export interface SiteToCheck {
  /** Sorted by path. */
  readonly files: readonly SiteFile[];
  /** Where it will be served, with slashes at both ends: `/shop/pr/7/`. */
  readonly basePath: string;
  /** The tree's own top, `/shop/`: links below it but outside `basePath` go to other publications. */
  readonly rootPath: string;
  /** Whether another publication has this path, relative to `rootPath`: `v/1.0/index.html`. */
  readonly elsewhere: (path: string) => boolean;
  readonly linkCheck: LinkCheck;
  /** Keys of links that were broken in the earlier publication; undefined when there was none. */
  readonly knownBroken: readonly string[] | undefined;
  /** Hidden paths that may be published, as the user wrote them. */
  readonly allowHidden: readonly string[];
  /** It comes from others, packed: control files of hosts (`_worker.js`, `_headers`, …) are refused. */
  readonly untrusted: boolean;
}

export interface CheckedSite {
  readonly findings: readonly SiteFinding[];
  /** Key of each broken link, stable over runs and short; recorded with the publication. */
  readonly broken: readonly string[];
}

/** What a page was made from. */
export interface PageSource {
  /** From the top of the repository. */
  readonly file: string;
  readonly line: number | undefined;
}

/** By path of the page in the site: `guide/index.html`. */
export type PageSources = ReadonlyMap<string, PageSource>;
