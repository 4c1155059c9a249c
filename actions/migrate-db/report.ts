import { Failure } from "../../shared/action/failure.ts";
import type { Summary } from "../../shared/action/summary.ts";
import type { MigrationFolder } from "../../shared/ports/migrations.ts";
import type { Journey } from "./apply.ts";
import type { Evidence } from "./evidence.ts";
import type { Location } from "./locate.ts";
import type { MigrateContext } from "./ports.ts";

interface Facts {
  readonly location: Location;
  readonly folder: MigrationFolder;
  readonly journey: Journey;
  readonly outcome: Evidence["outcome"];
  readonly startedAt: Date;
  readonly thrown?: unknown;
}

/** All that is known at the end, in the form that other steps read. */
export function evidenceOf(
  { inputs, run, clock, redact }: MigrateContext,
  { location, folder, journey: { plan, done, server }, outcome, startedAt, thrown }: Facts,
): Evidence {
  const applied = new Set([...(plan?.comparison.applied ?? []), ...done].map(({ name }) => name));
  const error = thrown instanceof Failure ? { code: thrown.code, message: redact(thrown.message) } : undefined;
  return {
    slipway: 1,
    kind: "migration",
    outcome,
    tool: location.tool.name,
    directory: location.directory,
    ...(server === undefined ? {} : { database: { name: server.database, server: server.version } }),
    head: folder.files.findLast(({ name }) => applied.has(name))?.name ?? "",
    applied: [...done],
    pending: (plan?.comparison.pending ?? [])
      .filter(({ name }) => !applied.has(name))
      .map(({ name, file }) => ({ name, file })),
    findings: [...(plan?.findings ?? [])],
    compatible: plan?.compatible ?? "unknown",
    ...(inputs.checkpoint === undefined ? {} : { checkpoint: inputs.checkpoint }),
    ...(error === undefined ? {} : { error }),
    startedAt: startedAt.toISOString(),
    finishedAt: clock.date().toISOString(),
    run: { id: run.runId, attempt: run.attempt, repository: run.repository, sha: run.sha },
  };
}

const HEADINGS: Readonly<Record<Evidence["outcome"], string>> = {
  planned: "Migrations: plan",
  applied: "Migrations applied",
  unchanged: "Migrations: nothing to do",
  failed: "Migrations failed",
  cancelled: "Migrations cancelled",
};

const SAFETY = {
  true: "yes, as far as these statements show",
  false: "no: deploy code that can live with both first",
  unknown: "depends on what the running code does, see below",
} as const;

export function summarize(summary: Summary, evidence: Evidence): void {
  const { outcome, tool, directory, database, head, applied, pending, findings, compatible, checkpoint } = evidence;
  summary.heading(HEADINGS[outcome]).facts({
    Migrations: { code: `${directory} (${tool})` },
    Database: database && `${database.name} on PostgreSQL ${database.server}`,
    "Last migration there": head === "" ? "none" : { code: head },
    "Can the running code go on?": pending.length + applied.length === 0 ? undefined : SAFETY[compatible],
    Checkpoint: checkpoint === undefined ? undefined : { code: checkpoint },
  });
  if (applied.length > 0) {
    summary.table(
      ["Applied", "Statements", "Time"],
      applied.map(({ file, statements, durationMs }) => [{ code: file }, String(statements), `${durationMs} ms`]),
    );
  }
  if (pending.length > 0)
    summary.table(
      ["Still to be applied"],
      pending.map(({ file }) => [{ code: file }]),
    );
  if (findings.length === 0) return;
  summary.heading("Findings", 3).table(
    ["", "Where", "What"],
    findings.map(({ severity, file, line, message, rule }) => [
      severity,
      { code: line === undefined ? file : `${file}:${line}` },
      `${message} (${rule})`,
    ]),
  );
}
