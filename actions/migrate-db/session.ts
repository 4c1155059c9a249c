import { Failure } from "../../shared/action/failure.ts";
import { connectPatiently } from "../../shared/ports/sql-connect.ts";
import { SqlError, type SqlSession } from "../../shared/ports/sql.ts";
import type { MigrateContext, Ports } from "./ports.ts";

/** Milliseconds in which the database has to answer; a compute that sleeps or restarts needs some seconds. */
const BUDGET = 60_000;

/** A direct session with our name on it, whose running statement is stopped when the step is cancelled. */
export async function openSession(context: MigrateContext, { connect }: Ports): Promise<SqlSession> {
  const { clock, signal, random, inputs, log, run } = context;
  const session = await connectPatiently(connect, inputs.databaseUrl, {
    clock,
    signal,
    random,
    deadline: clock.now() + BUDGET,
    onRetry: (error) => log.info(`The database does not answer yet (${error.code}), trying again.`),
    onNotice: log.debug,
  }).catch((thrown: unknown) => {
    throw thrown instanceof SqlError ? unreachable(thrown) : thrown;
  });
  signal.addEventListener("abort", session.cancel, { once: true });
  await session.query("select set_config('application_name', $1, false)", [
    `slipway run ${run.runId}.${run.attempt}`.slice(0, 63),
  ]);
  // Where the server can look for it: a client that was killed does not leave its statement running for long.
  await session.execute("set client_connection_check_interval = '2s'").catch(() => undefined);
  return {
    ...session,
    close: () => {
      signal.removeEventListener("abort", session.cancel);
      return session.close();
    },
  };
}

/** Puts every setting back that a migration may have changed, and sets ours. */
export async function resetSession(
  session: SqlSession,
  { lockTimeout, statementTimeout }: MigrateContext["inputs"],
): Promise<void> {
  const [row] = await session.query("select current_setting('application_name') as name");
  await session.execute("reset session authorization");
  await session.execute("reset all");
  await session.query(
    "select set_config('application_name', $1, false), set_config('lock_timeout', $2, false), set_config('statement_timeout', $3, false)",
    [String(row?.["name"]), `${lockTimeout}s`, `${statementTimeout}s`],
  );
  await session.execute("set client_connection_check_interval = '2s'").catch(() => undefined);
}

const unreachable = (error: SqlError): Failure =>
  new Failure("SLIP-DB-CONNECT", `The database does not answer: ${error.message} (${error.code}).`, {
    blame: "user",
    state: "Nothing was changed.",
    next: error.code.startsWith("28")
      ? "Check user and password in `database-url`."
      : "Check host, port and database in `database-url`, that the database runs, and that this runner may reach it.",
    cause: error,
  });
