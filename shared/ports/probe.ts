/** One try. */
export interface ProbeRequest {
  readonly url: string;
  readonly method: "GET" | "HEAD";
  /** Milliseconds for the whole try: name lookup, connection, headers and body. */
  readonly timeout: number;
}

/**
 * What one try saw. `down`: the target did not answer as a server should (refused, reset, too slow), which speaks against
 * it. `unmeasured`: we could not measure (name lookup, certificate, our own network), which says nothing about it.
 * `refused`: the address is one that a probe never calls, so trying again is useless.
 */
export type ProbeResult =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** At most the first megabyte, decompressed. */
      readonly body: string;
      /** Milliseconds until the last byte. */
      readonly latency: number;
    }
  | { readonly kind: "down" | "unmeasured" | "refused"; readonly reason: string; readonly latency: number };

/** One request on a fresh connection, without credentials, following no redirect. Never rejects, but for an aborted signal. */
export type Probe = (request: ProbeRequest, signal: AbortSignal) => Promise<ProbeResult>;
