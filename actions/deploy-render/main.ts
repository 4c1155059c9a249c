import { Failure, toFailure } from "../../shared/action/failure.ts";
import type { Outputs } from "../../shared/action/spec.ts";
import type { LedgerEntry } from "../../shared/ports/ledger.ts";
import { progress } from "../../shared/rollout/progress.ts";
import { waves } from "../../shared/rollout/waves.ts";
import { failureOf, outcomeOf } from "./ending.ts";
import type { DeployInputs, Ports } from "./ports.ts";
import { overtakenBy, recordOf, sameRelease } from "./record.ts";
import { printLogs, report } from "./report.ts";
import { deployService, isLive, type Rollout, rowOf, type ServiceResult } from "./service.ts";
import type { spec } from "./spec.ts";
import { commitOf, type Target, targetsOf } from "./targets.ts";

type Result = Outputs<typeof spec>;

/**
 * Deploys one commit or image to one service or to all of an environment. The ledger is written before anything is
 * changed; a step that died is taken up where it was: what is live stays, what is under way is waited for.
 */
export async function deploy(inputs: DeployInputs, ports: Ports): Promise<Result> {
  const { clock, log, run } = ports;
  const since = clock.date();
  const deadline = clock.now() + patience(inputs.timeout);
  const commit = commitOf(inputs, run);
  const targets = await targetsOf(inputs, commit, ports);
  const ledger = inputs.environment === undefined ? undefined : ports.ledger;
  const record = recordOf(inputs, commit, targets, run);

  const entries = (await ledger?.entries(record.environment, 20)) ?? [];
  const newer = overtakenBy(entries, record);
  if (newer !== undefined) return overtaken(newer, targets, inputs, ports);
  if (inputs.dryRun) return plan(targets, inputs, ports);

  const nothingToDo = targets.every(isLive) && !inputs.clearCache;
  const entry = (nothingToDo ? sameRelease(entries, record) : undefined) ?? (await ledger?.open(record));
  const isVerified = nothingToDo && entry?.statuses[0]?.state === "success";
  const forget = entry && ports.onCancel("the entry in the ledger", () => mark(entry, "error", "cancelled"));
  if (entry !== undefined && !isVerified) await mark(entry, "in_progress", `deploying ${commit.slice(0, 12)}`);

  const crowd = targets.length;
  const rollout = { deadline, crowd, since, progress: progress(clock, log.info) };
  const { results, lost } = await inWaves(targets, inputs, rollout, ports);
  const outputs: Result = { ...outputsOf(results), deploymentId: entry?.id };
  ports.publish(outputs);
  report(results, inputs.environment, ports);
  await printLogs(results, ports);

  const failure = lost ?? failureOf(results);
  ports.signal.throwIfAborted();
  if (failure !== undefined && entry !== undefined) {
    const state = lost === undefined ? (MARKS.get(failure.outcome) ?? "failure") : "error";
    // The ledger must not hide the news: what could not be marked is found by the next run, which asks Render.
    await mark(entry, state, `${failure.outcome}: ${failure.message.split("\n")[0]}`).catch((thrown: unknown) =>
      log.warning(`The ledger could not be told: ${toFailure(thrown).message}`),
    );
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

const MARKS = new Map<string, "inactive" | "error">([
  ["superseded", "inactive"],
  ["cancelled", "error"],
]);

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
    if (lost !== undefined || failureOf([...results.values()]) !== undefined) break;
  }
  const all = targets.map(
    (target) => results.get(target.name) ?? ({ target, end: "planned", deploy: undefined } as const),
  );
  return { results: all, lost };
}

const outputsOf = (results: readonly ServiceResult[]): Result => ({
  outcome: outcomeOf(results),
  deployId: results[0]?.deploy?.id,
  url: results.find(({ target }) => target.url !== undefined)?.target.url,
  services: results.map(rowOf),
});

/** A superseded deploy is a failure only where the user says so; everything else is one. */
function accept(failure: Failure, outputs: Result, { onSuperseded }: DeployInputs, { log }: Ports): Result {
  if (failure.outcome !== "superseded" || onSuperseded === "fail") throw failure;
  if (onSuperseded === "warn") log.warning(failure.message, failure.title);
  else log.info(failure.message);
  return outputs;
}

function overtaken(
  { record: { commit, run }, id }: LedgerEntry,
  targets: readonly Target[],
  inputs: DeployInputs,
  ports: Ports,
): Result {
  const results = targets.map((target): ServiceResult => ({ target, end: "planned", deploy: undefined }));
  const outputs: Result = { ...outputsOf(results), outcome: "superseded", deploymentId: id };
  ports.publish(outputs);
  report(results, inputs.environment, ports);
  const failure = new Failure(
    "SLIP-RENDER-SUPERSEDED",
    `The later run ${run.id} has taken ${inputs.environment} to ${commit.slice(0, 12)} already (deployment ${id}).`,
    {
      blame: "user",
      outcome: "superseded",
      state: "Nothing was changed.",
      next: `Usually nothing. To go back on purpose run the rollback, or start a new run for the older commit. ${run.url}`,
    },
  );
  return accept(failure, outputs, inputs, ports);
}

function plan(targets: readonly Target[], inputs: DeployInputs, ports: Ports): Result {
  const results = targets.map((target): ServiceResult =>
    isLive(target) && !inputs.clearCache
      ? { target, end: "unchanged", deploy: target.state.live }
      : { target, end: "planned", deploy: undefined },
  );
  waves(targets).forEach((wave, index) => {
    for (const { name, revision } of wave) {
      const end = results.find(({ target }) => target.name === name)?.end;
      const what = revision.image ?? revision.commit ?? "";
      ports.log.info(
        `${index + 1}. ${name}: ${end === "unchanged" ? `${what} is live already` : `would deploy ${what}`}`,
      );
    }
  });
  report(results, inputs.environment, ports);
  return { ...outputsOf(results), outcome: "planned" };
}
