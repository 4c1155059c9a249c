import type { Notice } from "postgres";
import type { Secret } from "../../action/secret.ts";
import { parseDatabaseUrl } from "../../domain/database-url.ts";
import { type Connect, type ConnectOptions, SqlError, type SqlRow, type SqlSession } from "../../ports/sql.ts";
import { toSqlError } from "./errors.ts";
import { tls } from "./tls.ts";

const GOODBYE_SECONDS = 1;
/** Milliseconds in which the driver's own time-out comes first. */
const GRACE = 500;

/** The simple protocol would also run what else a text holds, such as a `commit`; in the other the server refuses it. */
const ONE_STATEMENT = { prepare: false, simple: false };

interface Cancellable {
  readonly cancel: () => void;
}

/** Opens sessions with postgres.js, which is only loaded once one is needed. */
export const postgresConnect =
  (redact: (text: string) => string): Connect =>
  async (url, options) => {
    try {
      return await open(url, options, redact);
    } catch (thrown) {
      throw toSqlError(thrown, redact);
    }
  };

async function open(
  url: Secret,
  { timeout, onNotice }: ConnectOptions,
  redact: (text: string) => string,
): Promise<SqlSession> {
  const address = parseDatabaseUrl(url.reveal());
  if ("problem" in address)
    throw new SqlError(`The address cannot be used: ${address.problem}.`, { kind: "connection", code: "ADDRESS" });
  const { default: postgres } = await import("postgres");
  let lost = false;
  let running: Cancellable | undefined;
  const { user, password, host, port, database, options } = address;
  // As lists, which its types do not know, or else the driver cuts an IPv6 address at its first colon: `localhost`.
  const target: object = {
    host: [host],
    port: [port],
    ...(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : {}),
  };
  const sql = postgres({
    ...target,
    user,
    password,
    database,
    ssl: await tls(address, url.reveal()),
    max: 1,
    prepare: false,
    fetch_types: false,
    connect_timeout: Math.max(1, Math.ceil(timeout / 1000)),
    idle_timeout: 0,
    // The driver would replace a connection after half an hour, and our locks would go with it.
    max_lifetime: null,
    connection: { application_name: "slipway", ...(options === undefined ? {} : { options }) },
    onnotice: (notice: Notice) => onNotice?.(redact(`${notice["severity"] ?? "NOTICE"}: ${notice["message"] ?? ""}`)),
    onclose: () => {
      lost = true;
    },
  });

  /** The driver reconnects without a word; a new backend would have neither our lock nor our transaction. */
  async function guarded<T>(query: () => PromiseLike<T> & Cancellable): Promise<T> {
    if (lost)
      throw new SqlError("The connection to the database was lost.", { kind: "connection", code: "CONNECTION_CLOSED" });
    const pending = query();
    running = pending;
    try {
      return await pending;
    } catch (thrown) {
      const error = toSqlError(thrown, redact);
      // The driver tells of the loss a moment later; until then it would already connect anew.
      lost ||= error.kind === "connection";
      throw error;
    } finally {
      running = undefined;
    }
  }

  const query: SqlSession["query"] = (text, parameters = []) =>
    guarded(() => sql.unsafe<SqlRow[]>(text, [...parameters], ONE_STATEMENT));
  const close = (): Promise<void> => sql.end({ timeout: GOODBYE_SECONDS }).catch(() => undefined);

  // A server that takes connections and drops them at once would keep the driver trying for ever.
  const late = AbortSignal.timeout(timeout + GRACE);
  const giveUp = (): void => void sql.end({ timeout: 0 }).catch(() => undefined);
  late.addEventListener("abort", giveUp, { once: true });
  try {
    const [row] = await query(
      "select current_setting('server_version') as version, current_setting('server_version_num')::int as number, current_database() as database, current_user as user, pg_backend_pid() as pid",
    );
    return {
      server: {
        version: String(row?.["version"]),
        versionNumber: Number(row?.["number"]),
        database: String(row?.["database"]),
        user: String(row?.["user"]),
        pid: Number(row?.["pid"]),
      },
      query,
      execute: async (text) => {
        await guarded(() => sql.unsafe(text, [], ONE_STATEMENT));
      },
      cancel: () => running?.cancel(),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  } finally {
    late.removeEventListener("abort", giveUp);
  }
}
