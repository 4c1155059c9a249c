/** The text of a code's page. */
export interface Text {
  /** What it means, in Markdown. */
  readonly means: string;
  /** What to do, in the order to try it. */
  readonly steps: readonly string[];
}
