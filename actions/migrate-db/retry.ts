import { SqlError } from "../../shared/ports/sql.ts";
import type { Work } from "./work.ts";

/** Lock not available, deadlock, serialisation: the next try may go through. */
const PASSING = new Set(["55P03", "40P01", "40001"]);

/**
 * Tries a transaction until it gets its locks, `lock-wait` is over or something else is wrong. In the pauses those who
 * queued behind us get their turn. The transaction is rolled back whatever happens.
 */
export async function untilUnblocked<T>(
  { session, context, blockers }: Work,
  what: string,
  attempt: () => Promise<T>,
): Promise<T> {
  const { clock, random, signal, inputs, log } = context;
  const end = clock.now() + inputs.lockWait * 1000;
  for (let tries = 1; ; tries += 1) {
    signal.throwIfAborted();
    try {
      return await blockers.watch(attempt);
    } catch (thrown) {
      if (!(thrown instanceof SqlError) || thrown.kind === "connection") throw thrown;
      await session.execute("rollback");
      const pause = Math.min(500 * 2 ** tries, 10_000) * (0.5 + random() / 2);
      if (!PASSING.has(thrown.code) || signal.aborted || clock.now() + pause >= end) throw thrown;
      const who = blockers.last();
      log.info(
        `${what} gave way (${thrown.message}), try ${tries + 1} follows.${who === undefined ? "" : ` In the way: ${who}`}`,
      );
      await clock.sleep(pause, signal);
    }
  }
}
