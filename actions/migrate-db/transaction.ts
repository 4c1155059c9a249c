import { SqlError } from "../../shared/ports/sql.ts";
import { invalidIndex, statementFailure } from "./failures.ts";
import type { Step } from "./findings/collect.ts";
import { createdIndex, indexState } from "./indexes.ts";
import { proveLock } from "./lock.ts";
import { untilUnblocked } from "./retry.ts";
import { resetSession } from "./session.ts";
import type { Statement } from "./sql/split.ts";
import type { Done, Work } from "./work.ts";

/** Carries a migration out in one transaction with its row in the journal: all of it happens, or nothing. */
export async function runAtOnce(work: Work, step: Step, state: () => string): Promise<Done> {
  const { session, tool, context, blockers } = work;
  const { migration, statements } = step;
  const since = context.clock.now();
  let current: Statement | undefined;
  await resetSession(session, context.inputs);
  try {
    await untilUnblocked(work, migration.file, async () => {
      await session.execute("begin");
      for (current of statements) {
        context.signal.throwIfAborted();
        await session.execute(current.text);
        await checkIndex(current);
      }
      current = undefined;
      await session.execute("set constraints all immediate");
      await session.execute("reset role");
      await proveLock(session, migration.file, state());
      await tool.record(session, migration, {
        durationMs: elapsed(),
        statements: statements.length,
        run: context.run.runId,
      });
      context.signal.throwIfAborted();
      await session.execute("commit");
    });
  } catch (thrown) {
    if (!(thrown instanceof SqlError) || thrown.kind === "connection" || context.signal.aborted) throw thrown;
    throw statementFailure(step, current, thrown, { state: state(), blocker: blockers.last() });
  }
  return { name: migration.name, file: migration.file, statements: statements.length, durationMs: elapsed() };

  function elapsed(): number {
    return Math.round(context.clock.now() - since);
  }

  /** `if not exists` is content with the left-over of a build that broke off; queries are not. */
  async function checkIndex(statement: Statement): Promise<void> {
    const target = createdIndex(statement);
    const found = target && (await indexState(session, target));
    if (found && !found.valid) throw invalidIndex(found.name, migration.file, state());
  }
}
