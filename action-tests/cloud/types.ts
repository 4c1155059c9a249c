/** One request and what became of it, in the order of arrival. Secrets in headers are kept: the tests look for leaks. */
export interface Exchange {
  readonly index: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Set once answered; absent when the connection was cut. */
  status?: number;
  answer?: unknown;
}

export type FaultAction =
  | {
      readonly kind: "status";
      readonly status: number;
      readonly body?: unknown;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: "html"; readonly status: number }
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** The connection is reset before the request is carried out. */
  | { readonly kind: "reset" }
  /** The request is carried out, then the connection is reset: the answer is lost. */
  | { readonly kind: "lost-answer" }
  /** The connection is reset once so many bytes of the request's body are there; what is kept of them is the vendor's matter. */
  | { readonly kind: "cut"; readonly bytes: number }
  /** The request is carried out and half of the answer is sent. */
  | { readonly kind: "truncate" }
  /** An answer begins, and never ends. */
  | { readonly kind: "endless" }
  /** Nothing is ever answered. */
  | { readonly kind: "hang"; readonly carriedOut: boolean }
  /** Calls back (to kill the client, say), then answers as usual. */
  | { readonly kind: "call"; readonly when: "before" | "after"; readonly call: () => void | Promise<void> };

export interface Fault {
  readonly method?: string;
  readonly path?: RegExp;
  /** Which of the matching requests, from 0; every one when absent. */
  readonly nth?: number;
  /** How many times it strikes; once when absent and `nth` is given, else always. */
  readonly times?: number;
  readonly action: FaultAction;
}

/** A stateful emulator of one vendor on loopback. */
export interface Emulator {
  /** Base address to give to the client as `api-url`. */
  readonly url: string;
  readonly journal: readonly Exchange[];
  readonly fault: (fault: Fault) => void;
  readonly clearFaults: () => void;
  /** Where a request that was accepted, or an answer, breaks the vendor's API description. Tests expect none. */
  readonly violations: readonly string[];
  /** The state that matters, without ids and times that differ from run to run. */
  readonly dump: () => unknown;
  readonly close: () => Promise<void>;
}
