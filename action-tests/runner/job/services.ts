import type { Source } from "../git/source.ts";
import type { Builtins, Timings } from "../types.ts";

/** What all jobs of a runner share. */
export interface Services {
  readonly source: Source;
  readonly builtins: Builtins;
  /** Everything that the runner writes is below it. */
  readonly folder: string;
  /** The Node that runs actions. */
  readonly node: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timings: Timings;
  /** Begins the mark of every job's processes, `NAME=value`. */
  readonly mark: string;
  /** Aborted when the runner closes: every process dies at once. */
  readonly closing: AbortSignal;
  readonly keepWorkspaces: boolean;
  readonly debug: boolean;
}
