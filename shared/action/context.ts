import type { Http } from "../http/types.ts";
import type { Clock } from "../ports/clock.ts";
import type { RedactionStream } from "./redaction/redactor.ts";
import type { Place } from "./runner.ts";
import type { Secret } from "./secret.ts";
import type { ActionSpec, Inputs, Outputs } from "./spec.ts";
import type { Summary } from "./summary.ts";

/** Where the step runs, from the runner's environment. */
export interface RunInfo {
  /** `owner/name` */
  readonly repository: string;
  readonly sha: string;
  readonly ref: string;
  readonly runId: string;
  readonly attempt: number;
  readonly job: string;
  readonly actor: string;
  readonly event: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly workspace: string;
  readonly temp: string;
}

/** The safe printer: what is printed through it is redacted, and hostile text in it is made harmless. */
export interface Log {
  /** A line of our own words; values from outside may be interpolated, they are made harmless. */
  readonly info: (line: string) => void;
  readonly debug: (line: string) => void;
  /** With a place it is shown beside that line of the change. */
  readonly notice: (message: string, title?: string, place?: Place) => void;
  readonly warning: (message: string, title?: string, place?: Place) => void;
  /** Prints text from outside (logs, child output), prefixed line by line. */
  readonly quote: (text: string) => void;
  readonly group: <T>(title: string, body: () => Promise<T>) => Promise<T>;
}

export interface Context<S extends ActionSpec> {
  readonly inputs: Inputs<S>;
  readonly log: Log;
  readonly summary: Summary;
  /** Writes outputs now, so that they are there when a failure follows. The last value of a name wins. */
  readonly publish: (outputs: Partial<Outputs<S>>) => void;
  /** Makes a value secret in every sink from now on: its parts (of a connection string) and its renderings too. */
  readonly protect: (value: string) => Secret;
  readonly redact: (text: string) => string;
  /** The same for text that comes in pieces, which may end anywhere. */
  readonly redactStream: () => RedactionStream;
  readonly http: Http;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborted by SIGINT and SIGTERM and by the step's own deadline; its reason is a Failure. */
  readonly signal: AbortSignal;
  /** Registers what must be undone or cancelled when the step is cancelled, newest first; returns a function that takes it back. */
  readonly onCancel: (what: string, undo: () => Promise<void>) => () => void;
  readonly run: RunInfo;
}

/** An action: from inputs and ports to outputs. `outcome` is one of its outputs. */
export type Main<S extends ActionSpec> = (context: Context<S>) => Promise<Outputs<S>>;
