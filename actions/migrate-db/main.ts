import { Failure, toFailure } from "../../shared/action/failure.ts";
import type { Outputs } from "../../shared/action/spec.ts";
import { SqlError } from "../../shared/ports/sql.ts";
import { checkAddress } from "./address.ts";
import { apply, type Journey, stateOf } from "./apply.ts";
import { evidenceSchema } from "./evidence.ts";
import { databaseFailure } from "./failures.ts";
import { locate } from "./locate.ts";
import { describe, makePlan, refuse } from "./plan.ts";
import type { MigrateContext, Ports } from "./ports.ts";
import { evidenceOf, summarize } from "./report.ts";
import { openSession } from "./session.ts";
import type { spec } from "./spec.ts";

type Result = Outputs<typeof spec>;

/** Plans or applies the migrations of a folder, and leaves evidence of it whatever happens. */
export async function migrate(context: MigrateContext, ports: Ports): Promise<Result> {
  const { inputs, log, publish, summary, clock, signal } = context;
  const startedAt = clock.date();
  checkAddress(inputs.databaseUrl, ports.inspectAddress);
  const location = await locate(context, ports);
  const folder = await location.tool.read(location.directory);
  const journey: Journey = { done: [] };
  const planning = inputs.mode === "plan" || inputs.dryRun;
  log.info(`${folder.files.length} migrations (${location.tool.name}) in ${location.directory}.`);

  try {
    if (planning) await plan();
    else await apply(context, ports, location, folder, journey);
    for (const finding of journey.plan?.findings ?? []) tell(describe(finding), finding.severity);
    return await finish(planning ? "planned" : journey.done.length > 0 ? "applied" : "unchanged");
  } catch (thrown) {
    const failure = explain(signal.aborted ? signal.reason : thrown);
    publish(await finish(failure.outcome === "cancelled" ? "cancelled" : "failed", failure));
    throw failure;
  }

  async function plan(): Promise<void> {
    const session = await openSession(context, ports);
    try {
      journey.server = session.server;
      // One transaction and no setting of the session: behind a pooler that nobody knew of, the setting would stay.
      await session.execute("begin transaction isolation level repeatable read read only");
      journey.plan = await makePlan(session, location.tool, folder, inputs.allow);
      for (const { migration } of journey.plan.steps) log.info(`Pending: ${migration.file}`);
      refuse(journey.plan.findings);
    } finally {
      await session.close();
    }
  }

  async function finish(outcome: Result["outcome"], thrown?: Failure): Promise<Result> {
    const evidence = evidenceSchema.parse(
      evidenceOf(context, { location, folder, journey, outcome, startedAt, thrown }),
    );
    summarize(summary, evidence);
    const stamp = startedAt.toISOString().replaceAll(/[-:.]/g, "");
    return {
      outcome,
      applied: evidence.applied,
      pending: evidence.pending,
      head: evidence.head,
      findings: evidence.findings,
      compatible: evidence.compatible,
      evidence: await ports.keep(`slipway-migration-${stamp}.json`, JSON.stringify(evidence, null, 2)),
      checkpoint: inputs.checkpoint,
    };
  }

  function tell(text: string, severity: string): void {
    if (severity === "warning") log.warning(text, "Migration");
    else log.info(text);
  }

  /** A cancelled or failed run says what was applied, and where the way back is. */
  function explain(thrown: unknown): Failure {
    const { code, message, blame, state, next, outcome, cause } = toFailure(
      thrown instanceof SqlError ? databaseFailure(thrown) : thrown,
    );
    const back =
      inputs.checkpoint === undefined || journey.done.length === 0
        ? ""
        : ` The state before is kept in ${inputs.checkpoint}.`;
    return new Failure(code, message, { blame, next, outcome, cause, state: `${state ?? stateOf(journey)}${back}` });
  }
}
