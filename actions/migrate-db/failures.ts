import { Failure } from "../../shared/action/failure.ts";
import type { SqlError } from "../../shared/ports/sql.ts";
import type { Step } from "./findings/collect.ts";
import { nextStep } from "./hints.ts";
import type { Statement } from "./sql/split.ts";

const SHOWN = 300;

/** `drizzle/0003_add.sql:12:7`: where in the file the server saw the error. */
export function place({ migration: { file, text } }: Step, statement: Statement, offset = 0): string {
  const before = text.slice(0, statement.start + offset);
  return `${file}:${before.split("\n").length}:${before.length - before.lastIndexOf("\n")}`;
}

export const excerpt = ({ text }: Pick<Statement, "text">): string =>
  text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;

/** A statement that the server refused, with everything that it said. */
export function statementFailure(
  step: Step,
  statement: Statement | undefined,
  error: SqlError,
  { state, blocker }: { readonly state: string; readonly blocker?: string | undefined },
): Failure {
  const where = statement === undefined ? `${step.migration.file} (at commit)` : place(step, statement, error.position);
  const lines = [
    `${where}: ${error.message} (SQLSTATE ${error.code})`,
    statement && `Statement: ${excerpt(statement)}`,
    error.detail && `Detail: ${error.detail}`,
    error.hint && `Hint: ${error.hint}`,
    error.where && `Where: ${error.where}`,
    blocker && `In the way: ${blocker}`,
  ];
  const waited = error.code === "55P03" || error.code === "40P01";
  return new Failure(waited ? "SLIP-DB-TIMEOUT" : "SLIP-DB-MIGRATION", lines.filter(Boolean).join("\n"), {
    blame: "user",
    state,
    next: nextStep(error.code),
    cause: error,
  });
}

export const invalidIndex = (name: string, file: string, state: string): Failure =>
  new Failure(
    "SLIP-DB-INVALID-INDEX",
    `${file}: the index ${name} is there, but invalid: an earlier build of it broke off.`,
    {
      blame: "user",
      state,
      next: `Run \`drop index concurrently ${name}\`, then run the step again.`,
    },
  );

/** What went wrong beside the migrations themselves, such as with the lock or the journal. */
export const databaseFailure = (error: SqlError): Failure =>
  new Failure(
    error.kind === "connection" ? "SLIP-DB-CONNECT" : "SLIP-DB-MIGRATION",
    `The database answered: ${error.message} (${error.code})`,
    { blame: "user", next: nextStep(error.code), cause: error },
  );
