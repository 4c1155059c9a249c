import type { PageSources, SiteFile, SiteFinding } from "../site/types.ts";

/** What a walk over a folder gives. */
export interface WalkedSite {
  /** Sorted by path. */
  readonly files: readonly SiteFile[];
  readonly findings: readonly SiteFinding[];
}

/** What a packed site says of itself. It comes from a run without rights: hostile text until it was compared. */
export interface PackedSite {
  /** Commit that was built. */
  readonly commit: string;
  /** The base that it was built for. */
  readonly basePath: string;
  /** What its pages were made from, where the build told. */
  readonly pageSources?: PageSources | undefined;
}

/** Packs a site without any right, and takes one that was packed by others without trusting it. */
export interface SitePacker {
  /** Writes one deterministic file. */
  readonly pack: (
    files: readonly SiteFile[],
    about: PackedSite,
    archive: string,
  ) => Promise<{ readonly bytes: number }>;
  /**
   * Unpacks into a folder that does not exist yet. Paths out of it, links, control files and more than a site may hold
   * are a Failure SLIP-DOCS-PACK; then the folder is not used. Nothing of it is executed.
   */
  readonly unpack: (archive: string, folder: string) => Promise<PackedSite>;
}

/** A host that is handed a whole tree and publishes it: the API of GitHub Pages. */
export interface PagesHost {
  /**
   * Publishes the tar. Waits out or cancels what is in progress and tries again what may be tried again.
   * Rejects with SLIP-DOCS-PAGES.
   */
  readonly publish: (site: {
    /** Path of an uncompressed tar of the tree. */
    readonly tar: string;
    /** Commit of the storage branch. */
    readonly commit: string;
    /** On the clock's own scale. */
    readonly deadline: number;
    /** Whether the live site shows the tree: asked before a deployment is called failed or is tried again. */
    readonly isLive: () => Promise<boolean>;
  }) => Promise<{ readonly pageUrl: string | undefined }>;
  /** Where Pages serves the site, as its API says; undefined when Pages is off or may not be asked. */
  readonly address: () => Promise<string | undefined>;
}

/** A file that is to be in the tree; `size` in bytes, of the content as it is on disk. */
export type SiteSource = { readonly path: string } & (
  | { readonly file: string; readonly size: number; readonly change?: (content: Buffer) => Buffer }
  | { readonly content: Buffer }
);

/** The branch as it was when it was asked. */
export interface Snapshot {
  /** Commit of the branch; undefined when there is no branch yet. */
  readonly commit: string | undefined;
  /** Every file by path: its blob's id, with the mode before it where that is not a plain file's. */
  readonly entries: ReadonlyMap<string, string>;
}

/** A commit of the branch, newest first. */
export interface StoredCommit {
  readonly commit: string;
  readonly message: string;
  /** RFC 3339. */
  readonly at: string;
}

/** What a commit does to the tree of the one before it: first everything is removed, then put. */
export interface TreeEdits {
  /** Files and whole folders. */
  readonly remove: readonly string[];
  /** Path to a blob's id. */
  readonly put: ReadonlyMap<string, string>;
  /** Path to a small text, put likewise. */
  readonly texts: ReadonlyMap<string, string>;
}

export interface NewCommit {
  readonly base: Snapshot;
  readonly edits: TreeEdits;
  readonly message: string;
  /** Commits that the branch has afterwards at most; undefined: all. */
  readonly most: number | undefined;
}

/** `moved`: somebody else was faster, and nothing was changed. `lost`: the connection failed, so nobody knows; and why. */
export type PushEnd = "pushed" | "moved" | { readonly lost: string };

/** Trees on a branch, changed without a checkout. Nothing outside its own temporary folder is touched. */
export interface SiteStore {
  readonly fetch: () => Promise<Snapshot>;
  /** Texts of files of a snapshot; a path that is not there is left out. */
  readonly read: (snapshot: Snapshot, paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Takes the files in, but those that `has` says are in the branch as they are. Answers with the id of each, by path. */
  readonly add: (
    sources: Iterable<SiteSource>,
    has: (path: string, id: string) => boolean,
  ) => Promise<ReadonlyMap<string, string>>;
  readonly commit: (commit: NewCommit) => Promise<string>;
  /** Moves the branch from the snapshot to the commit. Rejects with SLIP-GIT-REFUSED when trying again cannot help. */
  readonly push: (base: Snapshot, commit: string) => Promise<PushEnd>;
  /** All commits of the branch, newest first, as far as the caller's limit. */
  readonly log: (most: number) => Promise<readonly StoredCommit[]>;
  /** The tree of an earlier commit. */
  readonly at: (commit: string) => Promise<Snapshot>;
  /**
   * Bytes of all objects that these commits and trees stand on, packed as for a clone. Fetches all of the branch's history
   * with its files first.
   */
  readonly weigh: (names: readonly string[]) => Promise<number>;
  /** Writes a tar of the branch as it is now, the same for the same commit, into our temporary folder. */
  readonly archive: () => Promise<{ readonly commit: string; readonly tar: string }>;
  /** A folder in our temporary one that is not there yet. */
  readonly folder: (name: string) => Promise<string>;
  /** Removes the temporary folder. */
  readonly close: () => Promise<void>;
}

/** A publication, for those who look at the environments of the repository. */
export interface Announcement {
  /** Commit that it was made from. */
  readonly commit: string;
  readonly environment: string;
  readonly address: string;
  readonly description: string;
  /** It goes away again, as previews do. */
  readonly transient: boolean;
}
