import type { Secret } from "../action/secret.ts";

export interface CommandRequest {
  /** A program by name or path; no shell reads it or its arguments. */
  readonly file: string;
  /** Every process of the machine can read these: an argument that holds a secret is refused. */
  readonly args: readonly string[];
  readonly cwd?: string;
  /** On top of the step's own environment, from which the runner's files, tokens and our inputs are taken out. */
  readonly env?: Readonly<Record<string, string | Secret | undefined>>;
  /** Written to its standard input, which is then closed. Pieces are asked for as fast as it reads; when they fail, it is ended. */
  readonly input?: string | Secret | AsyncIterable<Uint8Array>;
  /** What it is for, in our words: "drizzle-kit migrate". Default: the file's name. */
  readonly label?: string;
  /** Exit codes that are answers; others are a Failure SLIP-COMMAND-FAILED. Default: 0. */
  readonly accept?: readonly number[];
  /** Milliseconds until it is ended. Default: until the run's own deadline. */
  readonly timeout?: number;
  /** Print its output, redacted and quoted, as it comes. Default: true. */
  readonly echo?: boolean;
  /** Gets each line of both streams as it comes, redacted and harmless. */
  readonly onLine?: (line: string) => void;
  /** Bytes of standard output that are kept for `stdout`. Default: 1 MiB. */
  readonly keep?: number;
}

export interface CommandResult {
  readonly code: number;
  /** As it came, not redacted: for parsing only. */
  readonly stdout: string;
  /** There was more of it than was kept. */
  readonly truncated: boolean;
  /** The last lines of both streams, redacted and harmless. */
  readonly tail: readonly string[];
}

/** Runs one program to its end. It and all that it started are gone when the promise settles. */
export type Command = (request: CommandRequest) => Promise<CommandResult>;
