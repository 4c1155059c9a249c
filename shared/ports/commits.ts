/** One file at one commit. Its path is hostile text; what was no UTF-8 in it is U+FFFD. */
export interface CommitFile {
  readonly path: string;
  /** Names what is in it: the same id, the same content. */
  readonly id: string;
  readonly kind: "file" | "link";
}

/** The repository's past, without a checkout. All reject with SLIP-DEPS-BASE what is neither here nor to be had. */
export interface Commits {
  /** Full id of the commit that this revision means: a commit id, a branch, a tag. */
  readonly find: (revision: string) => Promise<string>;
  /** The newest common ancestor; undefined when there is none. */
  readonly mergeBase: (one: string, other: string) => Promise<string | undefined>;
  /** First parent; undefined for the first commit of all. */
  readonly parent: (commit: string) => Promise<string | undefined>;
  /** Its files and links, in git's order; no submodules. */
  readonly files: (commit: string) => Promise<readonly CommitFile[]>;
  /** Contents by id. What is too large for anything that people write or lock is not among them. */
  readonly texts: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
}
