import type { Secret } from "../action/secret.ts";

export type SqlValue = string | number | boolean | null;
export type SqlRow = Readonly<Record<string, unknown>>;

export interface SqlServer {
  /** Such as "17.2". */
  readonly version: string;
  /** Such as 170002. */
  readonly versionNumber: number;
  readonly database: string;
  readonly user: string;
  /** Process id of our backend. */
  readonly pid: number;
}

/** One connection to one backend. It never reconnects by itself: once lost, every call fails with `connection`. */
export interface SqlSession {
  readonly server: SqlServer;
  /** One statement with `$1` parameters. */
  readonly query: (text: string, parameters?: readonly SqlValue[]) => Promise<readonly SqlRow[]>;
  /** One statement as it stands, without parameters: what it returns is thrown away. */
  readonly execute: (text: string) => Promise<void>;
  /** Asks the server to stop what this session runs now. */
  readonly cancel: () => void;
  /** Rolls back, frees locks, ends within a second. Never throws. */
  readonly close: () => Promise<void>;
}

export interface ConnectOptions {
  /** Milliseconds. */
  readonly timeout: number;
  /** Warnings and notices of the server, hostile text. */
  readonly onNotice?: (text: string) => void;
}

export type Connect = (url: Secret, options: ConnectOptions) => Promise<SqlSession>;

interface SqlErrorDetails {
  /** `connection`: the server could not be reached or the connection was lost. `server`: the server answered with an error. */
  readonly kind: "connection" | "server";
  /** SQLSTATE, or the driver's or system's code such as ECONNREFUSED. */
  readonly code: string;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  /** Call stack of the error inside the server, such as the line of a PL/pgSQL function. */
  readonly where?: string | undefined;
  /** Offset into the statement in characters, from 0. */
  readonly position?: number | undefined;
}

/** What the database or the way to it answered; all text is already redacted but hostile. */
export class SqlError extends Error {
  override readonly name = "SqlError";
  readonly kind: SqlErrorDetails["kind"];
  readonly code: string;
  readonly detail: string | undefined;
  readonly hint: string | undefined;
  readonly where: string | undefined;
  readonly position: number | undefined;

  constructor(message: string, { kind, code, detail, hint, where, position }: SqlErrorDetails) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.detail = detail;
    this.hint = hint;
    this.where = where;
    this.position = position;
  }
}
