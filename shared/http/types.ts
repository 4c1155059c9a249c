import type * as z from "zod";
import type { Secret } from "../action/secret.ts";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/** A parsed answer; statuses are 2xx, or what the request accepts. */
export interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** One call, whatever number of attempts it takes. */
export interface Request<T> {
  readonly method?: Method;
  readonly url: string | URL;
  readonly token?: Secret | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Parses the JSON body; an empty body is `undefined`. */
  readonly schema: z.ZodType<T>;
  /** The answer is plain text, not JSON: the schema gets it as a string. */
  readonly text?: boolean;
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
}

/** Rejects with a Failure `SLIP-HTTP-…`, or with the reason of the run's signal. */
export type Http = <T>(request: Request<T>) => Promise<Answer<T>>;
