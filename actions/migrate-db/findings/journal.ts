import type { FolderProblem } from "../../../shared/ports/migrations.ts";
import type { Comparison } from "../compare.ts";
import type { Finding } from "./finding.ts";

/** What the user may allow; each lifts exactly one refusal. */
export const ALLOWANCES = ["out-of-order", "edited", "missing", "no-transaction"] as const;
export type Allowance = (typeof ALLOWANCES)[number];

/** What is wrong between the folder and the journal. */
export function journalFindings(
  { edited, renamed, missing, outOfOrder, pending }: Comparison,
  problems: readonly FolderProblem[],
  directory: string,
  allowed: ReadonlySet<string>,
): readonly Finding[] {
  const severity = (allowance: Allowance): Finding["severity"] => (allowed.has(allowance) ? "warning" : "error");
  return [
    ...problems.map((problem): Finding => ({ ...problem, effect: "safe" })),
    ...edited.map(({ file }): Finding => ({
      rule: "edited",
      severity: severity("edited"),
      file,
      message:
        "This file was changed after it was applied: the database does not have what it says now. Restore the old text and put the change into a new migration.",
      effect: "safe",
    })),
    ...renamed.map(({ file }): Finding => ({
      rule: "renamed",
      severity: "error",
      file,
      message:
        "The same text was already applied under another name: it would be run twice. Give the file its old name.",
      effect: "safe",
    })),
    ...outOfOrder.map(({ file }): Finding => ({
      rule: "out-of-order",
      severity: severity("out-of-order"),
      file,
      message: "Later migrations are applied already. Move it to the end, or allow it with `allow: out-of-order`.",
      effect: "safe",
    })),
    ...missing.map(({ key }): Finding => ({
      rule: "missing",
      // An older commit over a newer database is what a rollback looks like: harmless as long as nothing is to be added.
      severity: pending.length > 0 ? severity("missing") : "warning",
      file: directory,
      message: `The database has a migration that the folder has not (${key}): it comes from another branch or a newer commit.`,
      effect: "safe",
    })),
  ];
}
