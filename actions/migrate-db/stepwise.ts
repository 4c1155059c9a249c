import { Failure } from "../../shared/action/failure.ts";
import { SqlError } from "../../shared/ports/sql.ts";
import { invalidIndex, place, statementFailure } from "./failures.ts";
import type { Step } from "./findings/collect.ts";
import { createdIndex, indexState } from "./indexes.ts";
import { proveLock } from "./lock.ts";
import { openProgress, type ProgressRecord, statementHash } from "./progress.ts";
import { recover } from "./recover.ts";
import { untilUnblocked } from "./retry.ts";
import { resetSession } from "./session.ts";
import type { Statement } from "./sql/split.ts";
import { runsOutsideTransactions, setsSession } from "./sql/transaction.ts";
import type { Done, Work } from "./work.ts";

/** Carries a migration out statement by statement, keeping a record from which a later run goes on. */
export async function runStepwise(work: Work, step: Step, state: () => string): Promise<Done> {
  const { session, tool, context, blockers } = work;
  const { migration, statements } = step;
  const since = context.clock.now();
  const record = await openProgress(session, tool.name, step, context.run.runId);
  const progress = await record.read();
  refuseChanged(step, progress);
  let current: Statement | undefined;
  try {
    for (const [position, statement] of statements.entries()) {
      current = statement;
      if (progress.get(position)?.state === "done") continue;
      await resetSession(session, context.inputs);
      const begun = progress.get(position)?.state === "running";
      if (runsOutsideTransactions(statement)) await outside(position, statement, begun);
      else await inside(position, statement);
    }
    current = undefined;
    await transaction(async () => {
      const durationMs = elapsed();
      await proveLock(session, migration.file, state());
      await tool.record(session, migration, { durationMs, statements: statements.length, run: context.run.runId });
      await record.forget();
    });
  } catch (thrown) {
    if (!(thrown instanceof SqlError) || thrown.kind === "connection" || context.signal.aborted) throw thrown;
    const carriedOut = (await record.read().catch(() => new Map())).size;
    const left = carriedOut === 0 ? "" : ` The next run goes on in ${migration.file} where this one stopped.`;
    throw statementFailure(step, current, thrown, { state: `${state()}${left}`, blocker: blockers.last() });
  }
  return { name: migration.name, file: migration.file, statements: statements.length, durationMs: elapsed() };

  function elapsed(): number {
    return Math.round(context.clock.now() - since);
  }

  function transaction(body: () => Promise<void>): Promise<void> {
    return untilUnblocked(work, migration.file, async () => {
      await session.execute("begin");
      await body();
      context.signal.throwIfAborted();
      await session.execute("commit");
    });
  }

  /** What the file set for its session before this statement, such as the search path, holds for it as well. */
  async function settings(position: number): Promise<void> {
    for (const earlier of statements.slice(0, position).filter(setsSession)) await session.execute(earlier.text);
  }

  async function inside(position: number, statement: Statement): Promise<void> {
    await transaction(async () => {
      await settings(position);
      await session.execute(statement.text);
      await session.execute("reset role");
      await record.write(position, statement, "done");
    });
  }

  async function outside(position: number, statement: Statement, begun: boolean): Promise<void> {
    let unfinished = begun;
    await untilUnblocked(work, migration.file, async () => {
      if (unfinished && (await under(position, recovery)) === "done") return;
      await record.write(position, statement, "running");
      unfinished = true;
      // Concurrent builds wait for old transactions while nobody waits for them: giving way would only waste the work.
      if (statement.words.includes("concurrently")) await session.execute("set lock_timeout = 0");
      try {
        await under(position, () => session.execute(statement.text));
      } catch (error) {
        unfinished = !(await withdraw(error, position, statement, record));
        throw error;
      }
    });
    await checkIndex(position, statement);
    await record.write(position, statement, "done");

    function recovery(): ReturnType<typeof recover> {
      return recover(session, step, statement, record.commands(position));
    }
  }

  /** Outside of transactions; our own settings are back when it has ended, for the record to be written. */
  async function under<T>(position: number, body: () => Promise<T>): Promise<T> {
    try {
      await settings(position);
      return await body();
    } finally {
      await resetSession(session, context.inputs);
    }
  }

  /** `if not exists` was content with an index that somebody else left unfinished; it is not ours to clear away. */
  async function checkIndex(position: number, statement: Statement): Promise<void> {
    const target = createdIndex(statement);
    const found = target && (await under(position, () => indexState(session, target)));
    if (!found || found.valid) return;
    await record.forget(position);
    throw invalidIndex(found.name, migration.file, state());
  }
}

/** Whether the server itself says that it did not happen; only index builds leave something behind even then. */
async function withdraw(
  error: unknown,
  position: number,
  statement: Statement,
  record: ProgressRecord,
): Promise<boolean> {
  const refused = error instanceof SqlError && error.kind === "server";
  if (!refused || statement.words.includes("concurrently")) return false;
  await record.forget(position);
  return true;
}

/** What was carried out must still be what the file says; what was not may be corrected. */
function refuseChanged(step: Step, progress: Awaited<ReturnType<ProgressRecord["read"]>>): void {
  for (const [position, { state, hash }] of progress) {
    const statement = step.statements[position];
    if (state === "running" || (statement && statementHash(statement) === hash)) continue;
    throw new Failure(
      "SLIP-DB-DIVERGED",
      `${statement ? place(step, statement) : step.migration.file}: statement ${position + 1} was carried out by an earlier run and changed since.`,
      {
        blame: "user",
        state: `${progress.size} of its statements were begun or carried out.`,
        next: "Put back what the file said; statements that were not carried out yet may be changed.",
      },
    );
  }
}
