import { Failure } from "../../shared/action/failure.ts";
import type { MigrationFolder } from "../../shared/ports/migrations.ts";
import { SqlError, type SqlSession } from "../../shared/ports/sql.ts";
import { proveAffinity } from "./affinity.ts";
import { watchBlockers } from "./blockers.ts";
import type { Location } from "./locate.ts";
import { freeLock, takeLock } from "./lock.ts";
import { makePlan, type Plan, refuse } from "./plan.ts";
import type { MigrateContext, Ports } from "./ports.ts";
import { openSession } from "./session.ts";
import { runStepwise } from "./stepwise.ts";
import { runAtOnce } from "./transaction.ts";
import type { Done } from "./work.ts";

/** How often a lost connection is followed by a new one: a statement that crashes the server must not do so for ever. */
const CONNECTIONS = 3;
/** Milliseconds that a second, less important session may take to open. */
const SECOND = 5_000;

/** What has come of it so far; filled while the work goes on, so that a failure can still tell. */
export interface Journey {
  plan?: Plan;
  readonly done: Done[];
  server?: SqlSession["server"];
}

/** Applies what is pending. The database's own journal decides what that is, anew after every lost connection. */
export async function apply(
  context: MigrateContext,
  ports: Ports,
  location: Location,
  folder: MigrationFolder,
  journey: Journey,
): Promise<void> {
  for (let connection = 1; ; connection += 1) {
    const session = await openSession(context, ports);
    journey.server = session.server;
    try {
      await once(session);
      return;
    } catch (thrown) {
      context.signal.throwIfAborted();
      if (!(thrown instanceof SqlError) || thrown.kind !== "connection") throw thrown;
      if (connection === CONNECTIONS) throw lost(thrown, stateOf(journey));
      context.log.warning(`The connection was lost (${thrown.message}). Connecting again to see what was carried out.`);
    } finally {
      await session.close();
    }
  }

  async function once(session: SqlSession): Promise<void> {
    const { tool } = location;
    const second = () => ports.connect(context.inputs.databaseUrl, { timeout: SECOND }).catch(() => undefined);
    await proveAffinity(session, second);
    await takeLock(session, context, context.inputs.lockWait);
    const plan = await makePlan(session, tool, folder, context.inputs.allow);
    adopt(plan, journey);
    refuse(plan.findings);
    const blockers = watchBlockers(session.server.pid, context, second);
    try {
      if (plan.steps.length > 0) await tool.prepare(session);
      else context.log.info("Nothing is pending.");
      for (const step of plan.steps) {
        const carryOut = step.transactional ? runAtOnce : runStepwise;
        const done = await carryOut({ session, tool, context, blockers }, step, () => stateOf(journey));
        journey.done.push(done);
        context.log.info(`Applied ${done.file} (${done.statements} statements, ${done.durationMs} ms).`);
      }
    } finally {
      await blockers.close();
    }
    await freeLock(session);
  }
}

/** After a lost connection: what the first plan held and the journal knows by now was carried out by us. */
function adopt(plan: Plan, journey: Journey): void {
  const before = journey.plan?.steps ?? [];
  const counted = new Set(journey.done.map(({ name }) => name));
  for (const { migration, statements } of before) {
    const applied = plan.comparison.applied.some(({ name }) => name === migration.name);
    if (!applied || counted.has(migration.name)) continue;
    journey.done.push({ name: migration.name, file: migration.file, statements: statements.length, durationMs: 0 });
  }
  journey.plan ??= plan;
}

/** "Nothing was applied." or what was and what was not. */
export function stateOf({ plan, done }: Journey): string {
  const last = done.at(-1);
  if (last)
    return `Applied up to ${last.name} (${done.length} of ${plan?.steps.length ?? done.length}); nothing was applied after it.`;
  return "Nothing was applied.";
}

const lost = (error: SqlError, state: string): Failure =>
  new Failure(
    "SLIP-DB-CONNECT",
    `The connection to the database was lost ${CONNECTIONS} times: ${error.message} (${error.code}).`,
    {
      blame: "provider",
      state: `${state} An open transaction is rolled back by the server.`,
      next: "Look into the database's log for why it ends connections, then run the step again.",
      cause: error,
    },
  );
