import { Failure } from "../../shared/action/failure.ts";
import type { SqlSession } from "../../shared/ports/sql.ts";
import { excerpt, place } from "./failures.ts";
import type { Step } from "./findings/collect.ts";
import { createdIndex, droppedIndex, indexState, relationExists } from "./indexes.ts";
import type { ProgressRecord } from "./progress.ts";
import { shape } from "./sql/shape.ts";
import type { Statement } from "./sql/split.ts";

/** Running it once more does what running it once does. */
const REPEATABLE = /^(?:reindex|vacuum|cluster|alter system)\b/;

/**
 * A statement outside of transactions was begun and nobody knows how it ended. Finds out from its effect whether it is
 * done; clears away what half of it left; refuses where only a person can tell.
 */
export async function recover(
  session: SqlSession,
  step: Step,
  statement: Statement,
  commands: ReturnType<ProgressRecord["commands"]>,
): Promise<"done" | "repeat"> {
  if (REPEATABLE.test(shape(statement))) return "repeat";
  const dropped = droppedIndex(statement);
  if (dropped !== undefined) return (await relationExists(session, dropped)) ? "repeat" : "done";
  const created = createdIndex(statement);
  if (created === undefined) throw undecided(step, statement, commands);
  const found = await indexState(session, created);
  if (found?.valid) return "done";
  if (found) await session.execute(`drop index concurrently ${found.name}`);
  return "repeat";
}

const undecided = (
  step: Step,
  statement: Statement,
  { itRan, itDidNot }: ReturnType<ProgressRecord["commands"]>,
): Failure =>
  new Failure(
    "SLIP-DB-MIGRATION",
    `${place(step, statement)}: an earlier run began this statement and did not see it end.\nStatement: ${excerpt(statement)}`,
    {
      blame: "user",
      state: "The statements before it are carried out, those after it are not.",
      next: `Look whether it had its effect. If so, run \`${itRan}\`; if not, run \`${itDidNot}\`. Then run the step again.`,
    },
  );
