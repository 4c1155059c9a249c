import type { Inline, Summary } from "../../shared/action/summary.ts";
import { formatSize } from "../../shared/domain/size.ts";
import type { Changes } from "../../shared/site/edits.ts";
import type { SiteFinding } from "../../shared/site/types.ts";

/** Rows of a table that a person still reads. */
const ROWS = 200;
const NAMES = 100;

const where = ({ path, line, column }: SiteFinding): Inline => ({
  code: [path === "" ? "(the folder)" : path, line, column].filter((part) => part !== undefined).join(":"),
});

export function reportFindings(summary: Summary, findings: readonly SiteFinding[]): void {
  if (findings.length === 0) return;
  const errors = findings.filter(({ severity }) => severity === "error").length;
  summary.heading(`${errors} to mend, ${findings.length - errors} to know`, 3);
  const sorted = findings.toSorted(
    (one, other) => Number(other.severity === "error") - Number(one.severity === "error"),
  );
  summary.table(
    ["", "Rule", "Where", "What"],
    sorted.slice(0, ROWS).map((finding) => [finding.severity, { code: finding.rule }, where(finding), finding.message]),
  );
  if (findings.length > ROWS)
    summary.paragraph(`… and ${findings.length - ROWS} more; all are in the output \`findings\`.`);
}

/** The files that a publication changes, folded. */
export function reportChanges(summary: Summary, changes: Changes): void {
  for (const [how, paths] of Object.entries(changes) as [string, readonly string[]][]) {
    if (paths.length === 0) continue;
    summary.details(`${paths.length} ${how}`, (inner) => {
      inner.list(paths.slice(0, NAMES).map((path) => ({ code: path })));
      if (paths.length > NAMES) inner.paragraph(`… and ${paths.length - NAMES} more.`);
    });
  }
}

export interface Gone {
  readonly path: string;
  readonly reason: string;
  readonly size: number | undefined;
}

export function reportGone(summary: Summary, gone: readonly Gone[], heading: string): void {
  if (gone.length === 0) return;
  summary.heading(heading, 3).table(
    ["Folder", "Why", "Size"],
    gone.map(({ path, reason, size }) => [{ code: path }, reason, size === undefined ? "" : formatSize(size)]),
  );
}
