/** Keeps folders between jobs that share no disk. It never rejects but for the end of the run: without it all takes longer. */
export interface FolderCache {
  /** This runner's disk outlives the job anyway. */
  readonly keepsDisk: boolean;
  /**
   * Brings the newest folder that was kept under a key with one of these beginnings, the first of them that has any; where
   * there is a folder already it stays as it is. Answers the key.
   */
  readonly restore: (folder: string, prefixes: readonly string[]) => Promise<string | undefined>;
  /** Keeps the folder under `prefix` and its content's digest; answers for people what came of it. */
  readonly save: (folder: string, prefix: string) => Promise<string>;
}
