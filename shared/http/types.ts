import type * as z from "zod";
import type { Secret } from "../action/secret.ts";

export type Method = "GET" | "HEAD" | "POST" | "PATCH" | "PUT" | "DELETE";

/** A parsed answer; statuses are 2xx, or what the request accepts. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A body of bytes that need not be in memory at once. */
export interface Upload {
  /** Bytes, exactly: fewer or more of them fail the request. */
  readonly size: number;
  /** Called for each attempt, from the first byte on. */
  readonly open: () => AsyncIterable<Uint8Array>;
}

/** One call, whatever number of attempts it takes. */
export interface Request<T> {
  readonly method?: Method;
  readonly url: string | URL;
  readonly token?: Secret | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, instead of `body`; `headers` tell its content-type, which is application/octet-stream otherwise. */
  readonly upload?: Upload;
  /** Parses the JSON body; an empty body is `undefined`. */
  readonly schema: z.ZodType<T>;
  /** The answer is plain text, not JSON: the schema gets it as a string. */
  readonly text?: boolean;
  /** The answer is neither text nor JSON: the schema gets it as a Uint8Array. */
  readonly bytes?: boolean;
  /** Of the answer at most so many bytes. */
  readonly maxBytes?: number;
  /**
   * For GET and HEAD: redirects that are followed, since the vendor serves content by them. Without any credential or
   * header of ours once they lead to another origin, and never from https to http. Default: none, a redirect is an error.
   */
  readonly redirects?: number;
  /** Statuses beyond 2xx that are answers too, such as 404 for "is it there?". Their body is given to the schema as well. */
  readonly accept?: readonly number[];
  /** Sending it twice is the same as once. Default: every method but POST and PATCH. */
  readonly repeatable?: boolean;
  /** Further statuses after which the vendor says that repeating is safe for any method, such as Neon's 423 and 503. */
  readonly safeToRepeat?: readonly number[];
  /**
   * For what must happen at most once: finds out whether a request whose answer was lost did happen, and answers for it.
   * `undefined` means that it did not, and it is sent again.
   */
  readonly adopt?: () => Promise<Answer<T> | undefined>;
  /** Milliseconds for all attempts together. */
  readonly budget?: number;
  /** Milliseconds for one attempt; while an upload goes on, from one piece of it to the next. */
  readonly attempt?: number;
}

/** Rejects with a Failure `SLIP-HTTP-…`, or with the reason of the run's signal. */
export type Http = <T>(request: Request<T>) => Promise<Answer<T>>;
