import { SqlError } from "../../ports/sql.ts";

type Fields = Readonly<Record<string, unknown>>;

const text = (fields: Fields, name: string): string | undefined => {
  const value = fields[name];
  return typeof value === "string" && value !== "" ? value : undefined;
};

/** SQLSTATE classes after which the connection is gone: the server shut down, crashed or threw us out. */
const FATAL = /^(?:57P0[1-5]|08\w{3})$/;

/** What the driver threw, as our error. The driver quotes addresses and parameters, so every text is redacted here. */
export function toSqlError(thrown: unknown, redact: (text: string) => string): SqlError {
  if (thrown instanceof SqlError) return thrown;
  const fields: Fields = typeof thrown === "object" && thrown !== null ? (thrown as Fields) : {};
  const clean = (name: string): string | undefined => {
    const value = text(fields, name);
    return value === undefined ? undefined : redact(value);
  };
  const code = text(fields, "code") ?? "UNKNOWN";
  // AggregateError (several addresses tried) and some socket errors have no message of their own.
  const message = clean("message") ?? code;
  // The system's own EPIPE looks like an SQLSTATE; only what the server says has a severity.
  const severity = text(fields, "severity");
  const isServer = /^[0-9A-Z]{5}$/.test(code) && severity !== undefined && severity !== "FATAL" && !FATAL.test(code);
  const position = Number(text(fields, "position"));
  return new SqlError(message, {
    kind: isServer ? "server" : "connection",
    code,
    detail: clean("detail"),
    hint: clean("hint"),
    where: clean("where"),
    position: Number.isInteger(position) && position > 0 ? position - 1 : undefined,
  });
}
