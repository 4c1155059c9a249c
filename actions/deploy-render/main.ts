import { type Failure, toFailure } from "../../shared/action/failure.ts";
import { isVerified, overtakenBy } from "../../shared/domain/history.ts";
import { waves } from "../../shared/domain/plan.ts";
import { short } from "../../shared/domain/revision.ts";
import type { LedgerEntry } from "../../shared/ports/ledger.ts";
import { progress } from "../../shared/rollout/progress.ts";
import { overtaken, plan } from "./early.ts";
import { failureOf } from "./ending.ts";
import { accept, outputsOf } from "./outputs.ts";
import type { DeployInputs, DeployOutputs, Ports } from "./ports.ts";
import { recordOf, sameRelease } from "./record.ts";
import { printLogs, report } from "./report.ts";
import { deployService, isLive, type Rollout, type ServiceResult } from "./service.ts";
import { commitOf, type Target, targetsOf } from "./targets.ts";

/**
 * Deploys one commit or image to one service or to all of an environment. The ledger is written before anything is
 * changed; a step that died is taken up where it was: what is live stays, what is under way is waited for.
 */
export async function deploy(inputs: DeployInputs, ports: Ports): Promise<DeployOutputs> {
  const { clock, log, run } = ports;
  const since = clock.date();
  const deadline = clock.now() + patience(inputs.timeout);
  const commit = commitOf(inputs, run);
  const targets = await targetsOf(inputs, commit, ports);
  const ledger = inputs.environment === undefined ? undefined : ports.ledger;
  const record = recordOf(inputs, commit, targets, run);

  const ids = targets.map(({ id }) => id);
  const entries = (await ledger?.entries(record.environment, 20, ids)) ?? [];
  const newer = overtakenBy(entries, record);
  if (newer !== undefined) return overtaken(newer, targets, inputs, ports);
  if (inputs.dryRun) return plan(targets, inputs, ports);

  const nothingToDo = targets.every(isLive) && !inputs.clearCache;
  const entry = (nothingToDo ? sameRelease(entries, record) : undefined) ?? (await ledger?.open(record));
  const isProven = nothingToDo && entry?.statuses[0]?.state === "success" && isVerified(entry);
  const forget = entry && ports.onCancel("the entry in the ledger", () => mark(entry, "error", "cancelled"));
  if (entry !== undefined && !isProven) await mark(entry, "in_progress", `deploying ${short(commit)}`);

  const crowd = targets.length;
  const resumes = entry?.statuses[0]?.state === "in_progress";
  const rollout = { deadline, crowd, since, resumes, progress: progress(clock, log.info) };
  const { results, lost } = await inWaves(targets, inputs, rollout, ports);
  const told = outputsOf(results);
  const broken = ports.signal.aborted ? "cancelled" : lost && "failed";
  const outputs: DeployOutputs = { ...told, outcome: broken ?? told.outcome, deploymentId: entry?.id };
  ports.publish(outputs);
  report(results, inputs.environment, ports);
  await printLogs(results, ports);

  const failure = lost ?? failureOf(results);
  ports.signal.throwIfAborted();
  if (failure !== undefined && entry !== undefined) {
    // The ledger must not hide the news: what could not be marked is found by the next run, which asks Render.
    await mark(
      entry,
      stateOf(failure, lost !== undefined),
      `${failure.outcome}: ${failure.message.split("\n")[0]}`,
    ).catch((thrown: unknown) => log.warning(`The ledger could not be told: ${toFailure(thrown).message}`));
  }
  forget?.();
  if (failure === undefined) return outputs;
  if (lost !== undefined) throw lost;
  return accept(failure, outputs, inputs, ports);

  async function mark(
    { id }: LedgerEntry,
    state: "in_progress" | "failure" | "error" | "inactive",
    description: string,
  ) {
    const environmentUrl = targets.find(({ url }) => url !== undefined)?.url;
    await ledger?.mark(id, state, { description, environmentUrl });
  }
}

/** `failure` is what the pipeline rolls back from by itself; what nobody knows for sure is an `error`. */
const stateOf = ({ outcome, blame }: Failure, isLost: boolean): "inactive" | "error" | "failure" => {
  if (outcome === "superseded") return "inactive";
  return isLost && blame !== "user" ? "error" : "failure";
};

/** Milliseconds to wait for deploys: less than the step may take, so that there is time to tell what became of them. */
const patience = (timeout: number): number => timeout * 1000 - Math.min(10_000, timeout * 50);

/** A service with which we lost contact ends the step, after the others of its wave are known. */
interface Waves {
  readonly results: readonly ServiceResult[];
  readonly lost: Failure | undefined;
}

/** Services of one wave at the same time; what has begun is seen to its end, but no wave follows one that failed. */
async function inWaves(
  targets: readonly Target[],
  inputs: DeployInputs,
  rollout: Rollout,
  ports: Ports,
): Promise<Waves> {
  const results = new Map<string, ServiceResult>();
  let lost: Failure | undefined;
  for (const wave of waves(targets)) {
    const ends = await Promise.allSettled(wave.map((target) => deployService(target, inputs, rollout, ports)));
    for (const end of ends) {
      if (end.status === "fulfilled") results.set(end.value.target.name, end.value);
      else lost ??= toFailure(end.reason);
    }
    for (const target of wave) {
      if (!results.has(target.name)) results.set(target.name, { target, end: "unknown", deploy: undefined });
    }
    if (lost !== undefined || failureOf([...results.values()]) !== undefined) break;
  }
  const all = targets.map(
    (target) => results.get(target.name) ?? ({ target, end: "planned", deploy: undefined } as const),
  );
  return { results: all, lost };
}
