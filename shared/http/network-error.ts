/** Why a request got no answer, in words without addresses. */
export interface NetworkError {
  readonly reason: string;
  /** Whether any of the request may have reached the server. */
  readonly sent: boolean;
  readonly permanent: boolean;
}

/** Failures of name lookup and connecting: nothing was sent yet. */
const UNSENT = new Set([
  "EAI_AGAIN",
  "ENOTFOUND",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
]);
const TLS = /CERT|SELF_SIGNED|^ERR_TLS_|^ERR_SSL_|UNABLE_TO_/;

/** By its shape, not its class: `fetch` may come from another realm than we do. */
interface Coded {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

const isObject = (value: unknown): value is Coded => typeof value === "object" && value !== null;

/** The innermost error that has a code: `fetch` wraps it, and trying several addresses wraps it once more. */
const innermost = (thrown: unknown, depth = 0): Coded | undefined => {
  if (!isObject(thrown) || depth > 5) return undefined;
  const first: unknown = Array.isArray(thrown.errors) ? thrown.errors[0] : undefined;
  const inner = innermost(thrown.cause, depth + 1) ?? innermost(first, depth + 1);
  return inner ?? (typeof thrown.code === "string" ? thrown : undefined);
};

/** Whether `fetch` was told to follow no redirect and met one; it says so in words only. */
export const isRedirect = (thrown: unknown): boolean =>
  isObject(thrown) && isObject(thrown.cause) && thrown.cause.message === "unexpected redirect";

/** What `fetch` means by its "fetch failed" and "terminated"; undefined when the call itself was wrong. */
export const describeNetworkError = (thrown: unknown): NetworkError | undefined => {
  if (!isObject(thrown) || thrown.name !== "TypeError") return undefined;
  const error = innermost(thrown);
  if (error === undefined) {
    return thrown.message === "fetch failed" || thrown.message === "terminated"
      ? { reason: String(thrown.message), sent: true, permanent: false }
      : undefined;
  }
  const code = String(error.code);
  // A socket error's text names addresses and ports; the code says enough, save where undici's codes need words.
  const reason = code.startsWith("UND_ERR_") ? `${String(error.message)} (${code})` : code;
  if (TLS.test(code)) return { reason, sent: false, permanent: true };
  return {
    reason,
    sent: !(UNSENT.has(code) || error.syscall === "connect"),
    permanent: code === "ENOTFOUND",
  };
};
