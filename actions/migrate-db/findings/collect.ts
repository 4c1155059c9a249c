import type { MigrationFile } from "../../../shared/ports/migrations.ts";
import { split, type Statement } from "../sql/split.ts";
import { controlsTransaction, needsPsql, runsOutsideTransactions, unwrap } from "../sql/transaction.ts";
import type { Effect, Finding } from "./finding.ts";
import type { Allowance } from "./journal.ts";
import { judgeStatement } from "./statements.ts";

/** A pending migration, cut into statements, and how it has to be run. */
export interface Step {
  readonly migration: MigrationFile;
  readonly statements: readonly Statement[];
  /** All in one transaction with the journal's row; otherwise statement by statement with a record of progress. */
  readonly transactional: boolean;
}

export function steps(pending: readonly MigrationFile[]): readonly Step[] {
  return pending.map((migration) => {
    const statements = unwrap(split(migration.text, migration.parts));
    return { migration, statements, transactional: !statements.some(runsOutsideTransactions) };
  });
}

/** What the pending migrations themselves give reason to say, in the order of the files. */
export function statementFindings(all: readonly Step[], allowed: ReadonlySet<string>): readonly Finding[] {
  const created = new Set<string>();
  return all.flatMap((step) => [
    ...garbled(step),
    ...mixed(step, allowed),
    ...step.statements.flatMap((one) => remarks(step, one)),
  ]);

  function remarks({ migration: { file } }: Step, statement: Statement): readonly Finding[] {
    const finding = (rule: string, severity: Finding["severity"], message: string, effect: Effect): Finding => ({
      rule,
      severity,
      file,
      line: statement.line,
      message,
      effect,
    });
    if (statement.unterminated) {
      return [
        finding("unterminated", "error", "A string, name or comment that begins here or later never ends.", "unknown"),
      ];
    }
    if (needsPsql(statement)) {
      return [
        finding("needs-psql", "error", "This works in psql only. Write it as plain SQL, such as `insert`.", "unknown"),
      ];
    }
    if (controlsTransaction(statement)) {
      return [
        finding(
          "transaction-control",
          "error",
          "Each migration runs in one transaction together with its row in the journal; it cannot begin or end one itself. Take the statement out.",
          "unknown",
        ),
      ];
    }
    return judgeStatement(statement, created)
      .filter(({ rule }) => rule !== "safe")
      .map(({ rule, effect, message }) => finding(rule, effect === "unknown" ? "note" : "warning", message, effect));
  }
}

const garbled = ({ migration }: Step): readonly Finding[] =>
  migration.garbled === true
    ? [
        {
          rule: "not-utf8",
          severity: "error",
          file: migration.file,
          message: "Its bytes are no UTF-8 text, so letters would be stored damaged. Save it as UTF-8.",
          effect: "unknown",
        },
      ]
    : [];

const NO_TRANSACTION: Allowance = "no-transaction";

function mixed(
  { migration: { file }, statements, transactional }: Step,
  allowed: ReadonlySet<string>,
): readonly Finding[] {
  if (transactional || statements.length === 1) return [];
  return [
    {
      rule: NO_TRANSACTION,
      severity: allowed.has(NO_TRANSACTION) ? "warning" : "error",
      file,
      line: statements.find(runsOutsideTransactions)?.line,
      message:
        "This statement cannot run in a transaction, so the file cannot be applied all or nothing. Put it into a migration of its own, or let the file run statement by statement with `allow: no-transaction`.",
      effect: "safe",
    },
  ];
}

/** Whether the code that runs now can go on after these migrations. */
export function compatibility(findings: readonly Finding[]): "true" | "false" | "unknown" {
  const effects = new Set(findings.map(({ effect }) => effect));
  if (effects.has("breaks")) return "false";
  return effects.has("unknown") ? "unknown" : "true";
}
