import { shape } from "./shape.ts";
import type { Statement } from "./split.ts";

/** Statements that PostgreSQL refuses inside a transaction block. */
const OUTSIDE = [
  /^create (?:unique )?index concurrently\b/,
  /^drop index concurrently\b/,
  /^reindex\b.*\bconcurrently\b/,
  /^reindex (?:\( .*? \) )?(?:database|system|schema)\b/,
  /^vacuum\b/,
  /^(?:create|drop) (?:database|tablespace)\b/,
  /^alter system\b/,
  /^alter database\b.* set tablespace\b/,
  /^alter table\b.* detach partition\b.* concurrently$/,
  /^(?:create|drop) subscription\b/,
  /^cluster(?: verbose)?$/,
  /^(?:commit|rollback) prepared\b/,
];

const CONTROL = /^(?:begin|start transaction|commit|end|rollback|abort|prepare transaction)\b/;
const OPENS = /^(?:begin(?: work| transaction)?|start transaction)$/;
const CLOSES = /^(?:commit|end)(?: work| transaction)?$/;

export const runsOutsideTransactions = (statement: Statement): boolean => {
  const form = shape(statement);
  return OUTSIDE.some((pattern) => pattern.test(form));
};

const SETS = /^(?:set (?!local\b|constraints\b|transaction\b)|reset\b|select (?:pg_catalog \. )?set_config \()/;

/** Changes how later statements of the session are understood, and nothing else: it may be run again. */
export const setsSession = (statement: Statement): boolean => SETS.test(shape(statement));

/** Begins or ends a transaction, which is ours to do. Savepoints are fine. */
export const controlsTransaction = (statement: Statement): boolean => {
  const form = shape(statement);
  return CONTROL.test(form) && !/^rollback (?:work |transaction )?to\b/.test(form);
};

/** Without the `begin` and `commit` that wrap the whole file: it runs in a transaction of ours anyway. */
export function unwrap(statements: readonly Statement[]): readonly Statement[] {
  const [first, last] = [statements[0], statements.at(-1)];
  if (!first || !last || statements.length < 2) return statements;
  return OPENS.test(shape(first)) && CLOSES.test(shape(last)) ? statements.slice(1, -1) : statements;
}

/** `copy … from stdin` and psql's backslash commands need psql itself. */
export const needsPsql = (statement: Statement): boolean =>
  /^copy\b.* from stdin\b/.test(shape(statement)) || statement.text.startsWith("\\");
