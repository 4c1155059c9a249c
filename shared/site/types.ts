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
