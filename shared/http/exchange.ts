import { follow } from "./follow.ts";
import { describeNetworkError, isRedirect } from "./network-error.ts";

/** What became of sending a request once. */
export type Exchange =
  | {
      readonly kind: "answered";
      readonly status: number;
      readonly headers: Headers;
      /** Empty where the bytes were asked for. */
      readonly text: string;
      readonly bytes?: Uint8Array;
    }
  | { readonly kind: "too-large"; readonly status: number; readonly headers: Headers }
  /** It never reached the server. `permanent`: trying again cannot help. */
  | { readonly kind: "unsent"; readonly reason: string; readonly permanent: boolean }
  /** It may have been carried out. `slow`: nobody hung up, so the server may still be at work. */
  | { readonly kind: "lost"; readonly reason: string; readonly slow: boolean };

/** How one attempt is made. */
export interface ExchangeOptions {
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
  /** Milliseconds for headers and body together, or from one piece that is sent to the next. */
  readonly timeout: number;
  /** Pieces of the request's body that went out so far. */
  readonly pieces?: () => number;
  readonly maxBytes: number;
  /** Whether the body of this status must be read to its end; of others a beginning is enough. */
  readonly isAnswer: (status: number) => boolean;
  /** Keep the body of an answer as it is. */
  readonly bytes?: boolean;
  /** How many redirects to follow. */
  readonly redirects?: number;
}

/** Enough of an error's body for a message. */
const ERROR_BYTES = 64 * 1024;

/** Sends once. Rejects only with the signal's reason, and with what `fetch` rejects for calls that are wrong in themselves. */
export const exchange = async (target: URL, init: RequestInit, options: ExchangeOptions): Promise<Exchange> => {
  const { fetch, signal, timeout, maxBytes, isAnswer, bytes = false, redirects = 0, pieces = () => 0 } = options;
  const controller = new AbortController();
  const cancel = () => controller.abort(signal.reason);
  const newTimer = () => AbortSignal.timeout(Math.max(1, Math.ceil(timeout)));
  let timer = newTimer();
  let seen = 0;
  let expired = false;
  const expire = () => {
    const sent = pieces();
    expired = sent === seen;
    if (expired) {
      controller.abort(timer.reason);
      return;
    }
    // A large body on a slow line is no server that hangs.
    seen = sent;
    timer = newTimer();
    timer.addEventListener("abort", expire, { once: true });
  };
  signal.addEventListener("abort", cancel, { once: true });
  timer.addEventListener("abort", expire, { once: true });

  let response: Response | undefined;
  let text = "";
  try {
    signal.throwIfAborted();
    response = await follow(target, init, redirects, (url, each) =>
      fetch(url, { redirect: "manual", ...each, signal: controller.signal }),
    );
    const { status, headers } = response;
    const limit = isAnswer(status) ? maxBytes : ERROR_BYTES;
    const decoder = new TextDecoder();
    const raw = bytes && isAnswer(status);
    const chunks: Uint8Array[] = [];
    let size = 0;
    // The stream is already decompressed piece by piece: stopping here is what defuses a decompression bomb.
    for await (const chunk of response.body ?? []) {
      size += chunk.byteLength;
      if (size > limit) {
        if (isAnswer(status)) return { kind: "too-large", status, headers };
        break;
      }
      if (raw) chunks.push(chunk);
      else text += decoder.decode(chunk, { stream: true });
    }
    if (raw) return { kind: "answered", status, headers, text, bytes: Buffer.concat(chunks) };
    return { kind: "answered", status, headers, text: text + decoder.decode() };
  } catch (thrown) {
    signal.throwIfAborted();
    // A refusal is a refusal even when its explanation was cut off.
    if (response !== undefined && !isAnswer(response.status)) {
      return { kind: "answered", status: response.status, headers: response.headers, text };
    }
    if (init.redirect === "error" && isRedirect(thrown))
      return { kind: "answered", status: 307, headers: new Headers(), text: "" };
    if (expired) return { kind: "lost", reason: `no full answer within ${timeout} ms`, slow: true };
    const problem = describeNetworkError(thrown);
    if (problem === undefined) throw thrown;
    const { reason, sent, permanent } = problem;
    return sent || response !== undefined
      ? { kind: "lost", reason, slow: false }
      : { kind: "unsent", reason, permanent };
  } finally {
    signal.removeEventListener("abort", cancel);
    timer.removeEventListener("abort", expire);
  }
};
