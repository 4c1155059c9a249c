/** One file of a build context, as the builder will see it. The path is hostile text. */
export interface ContextFile {
  /** From the context's folder, `/` between its parts. */
  readonly path: string;
  readonly type: "file" | "symlink";
  readonly executable: boolean;
  /** Bytes. */
  readonly size: number;
  /** `sha256:…` of the content, or of where the link leads. */
  readonly digest: string;
}

/** Folders that images are built from. Errors are SLIP-IMAGE-BUILD. */
export interface BuildContexts {
  /** Text of a file; undefined when there is none. */
  readonly text: (path: string) => Promise<string | undefined>;
  /** Files of a folder in order of path, without `.git` and without what `skips` says of files and folders. */
  readonly files: (
    folder: string,
    skips: (path: string, kind: "file" | "folder") => boolean,
  ) => Promise<readonly ContextFile[]>;
  /**
   * Copies files into a folder that is not there yet, so that neither the checkout's times nor its umask nor its owner is
   * left of them: 644 or 755, and 1980 as their time.
   */
  readonly stage: (folder: string, files: readonly ContextFile[], target: string) => Promise<void>;
}
