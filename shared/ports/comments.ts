/** Comments on a pull request that are kept up to date instead of repeated. */
export interface StickyComments {
  /** Writes the comment of this key, or replaces the text of the one that is there. Markdown, cut where GitHub's limit is. */
  readonly put: (pull: number, key: string, body: string) => Promise<"created" | "updated" | "unchanged">;
  readonly remove: (pull: number, key: string) => Promise<"deleted" | "absent">;
}

/** Characters of Markdown that always fit into a comment beside its marker. */
export const COMMENT_ROOM = 65_536 - 256;
