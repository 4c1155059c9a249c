import type { Expectation } from "./expectation.ts";
import type { Trust } from "./judge.ts";

/** Whose images are ours, and what proves it. */
export interface Terms {
  /** Address of the repository: `https://github.com/acme/shop`. */
  readonly source: string;
  /** Path of the workflow that must have built it; any of the repository when undefined. */
  readonly workflow: string | undefined;
  readonly trust: Trust;
}

export const expectation = ({ source, workflow }: Terms, digest: string, commit: string | undefined): Expectation => ({
  digest,
  repository: source,
  commit,
  workflow,
});
