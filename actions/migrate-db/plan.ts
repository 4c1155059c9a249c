import { Failure } from "../../shared/action/failure.ts";
import type { MigrationFolder, MigrationTool } from "../../shared/ports/migrations.ts";
import type { SqlSession } from "../../shared/ports/sql.ts";
import { compare, type Comparison } from "./compare.ts";
import { compatibility, statementFindings, type Step, steps } from "./findings/collect.ts";
import type { Finding } from "./findings/finding.ts";
import { journalFindings } from "./findings/journal.ts";
import { halfDone } from "./progress.ts";

export interface Plan {
  readonly comparison: Comparison;
  /** What is pending, in order. */
  readonly steps: readonly Step[];
  readonly findings: readonly Finding[];
  readonly compatible: "true" | "false" | "unknown";
}

/** Holds the folder against the database's journal and judges what is pending. Writes nothing. */
export async function makePlan(
  session: SqlSession,
  tool: MigrationTool,
  { directory, files, problems }: MigrationFolder,
  allow: readonly string[],
): Promise<Plan> {
  const comparison = compare(files, await tool.applied(session), tool.identity);
  const begun = await halfDone(session, tool.name);
  const lost = begun.filter((name) => !files.some((file) => file.name === name));
  const allowed = new Set(allow);
  const pending = steps(comparison.pending);
  const aboutStatements = statementFindings(pending, allowed);
  return {
    comparison,
    steps: pending,
    findings: [
      ...journalFindings(comparison, problems, directory, allowed),
      ...lost.map((name) => abandoned(name, tool.name, directory)),
      ...aboutStatements,
    ],
    compatible: compatibility(aboutStatements),
  };
}

/** Under another name it would begin anew, and what was carried out already would be carried out twice. */
const abandoned = (name: string, tool: string, file: string): Finding => ({
  rule: "half-done",
  severity: "error",
  file,
  message: `An earlier run carried out a part of ${name}, which the folder has not any more. Put it back under this name; or undo that part by hand and run \`delete from slipway.progress where tool = '${tool}' and migration = '${name.replaceAll("'", "''")}'\`.`,
  effect: "safe",
});

const ABOUT_THE_FOLDER = new Set([
  "edited",
  "renamed",
  "missing",
  "out-of-order",
  "duplicate-number",
  "no-number",
  "foreign-format",
  "half-done",
]);

/** Throws when anything found forbids applying; the first finding leads, the others follow. */
export function refuse(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === "error");
  const [first] = errors;
  if (!first) return;
  const code = errors.some(({ rule }) => ABOUT_THE_FOLDER.has(rule)) ? "SLIP-DB-DIVERGED" : "SLIP-DB-REFUSED";
  throw new Failure(code, errors.map(describe).join("\n"), {
    blame: "user",
    state: "Nothing was changed.",
    next:
      errors.length === 1
        ? "Do what the message says, then run the step again."
        : "Do what each message says, then run the step again.",
  });
}

export const describe = ({ file, line, rule, message }: Finding): string =>
  `${file}${line === undefined ? "" : `:${line}`}: ${message} [${rule}]`;
