import { Failure } from "../action/failure.ts";

/** What the provider said when it refused: the `cause` of the Failure, for adapters that know its codes. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly status: number;
  /** The vendor's own error code, such as `BRANCHES_LIMIT_EXCEEDED`; "" when it gave none. */
  readonly vendorCode: string;
  /** The vendor's own words, hostile text, redacted and cut. */
  readonly vendorMessage: string;
  readonly requestId: string | undefined;

  constructor(status: number, vendorCode: string, vendorMessage: string, requestId: string | undefined) {
    super(`${status} ${vendorCode} ${vendorMessage}`);
    this.status = status;
    this.vendorCode = vendorCode;
    this.vendorMessage = vendorMessage;
    this.requestId = requestId;
  }
}

/** The provider's refusal behind anything thrown by `Http`, if there was one. */
export const problemOf = (thrown: unknown): HttpProblem | undefined => {
  if (thrown instanceof HttpProblem) return thrown;
  return thrown instanceof Failure ? problemOf(thrown.cause) : undefined;
};

/** Wherever the vendors put it: `message`, `error`, `error.message`, `detail`, `errors[].message`. */
const messageIn = (body: unknown): string => {
  if (typeof body === "string") return body;
  if (typeof body !== "object" || body === null) return "";
  const fields = new Map<string, unknown>(Object.entries(body));
  const main = ["message", "error", "detail", "title"].map((name) => messageIn(fields.get(name))).find(Boolean) ?? "";
  const errors = fields.get("errors");
  const further = Array.isArray(errors) ? errors.slice(0, 3).map(entryMessage) : [];
  return [main, ...further].filter(Boolean).join("; ");
};

/** GitHub's entries name field and code, and only sometimes have a message. */
const entryMessage = (error: unknown): string => {
  const message = messageIn(error);
  if (message !== "" || typeof error !== "object" || error === null) return message;
  return Object.values(error)
    .filter((value) => typeof value === "string")
    .join(" ");
};

const stringIn = (body: unknown, name: string): string | undefined => {
  if (typeof body !== "object" || body === null) return undefined;
  const value: unknown = new Map<string, unknown>(Object.entries(body)).get(name);
  return typeof value === "string" && value !== "" ? value : undefined;
};

const REQUEST_IDS = ["x-github-request-id", "render-request-id", "x-request-id", "x-neon-ret-request-id"];

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return /^\s*</.test(text) ? "an HTML page" : text;
  }
};

/** `limit`: characters of the vendor's message at most. */
export const readProblem = (
  status: number,
  headers: Headers,
  text: string,
  { redact, limit }: { redact: (text: string) => string; limit: number },
): HttpProblem => {
  const body = parsed(text);
  const clean = (value: string): string =>
    redact(value.slice(0, 16_384)).replaceAll(/\s+/g, " ").trim().slice(0, limit);
  const header = REQUEST_IDS.map((name) => headers.get(name)).find((id) => id !== null && id !== "");
  const requestId = header ?? stringIn(body, "request_id");
  return new HttpProblem(
    status,
    clean(stringIn(body, "code") ?? ""),
    clean(messageIn(body)),
    requestId === undefined ? undefined : clean(requestId).slice(0, 80),
  );
};
