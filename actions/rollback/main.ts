import { Failure, toFailure } from "../../shared/action/failure.ts";
import { runUrl } from "../../shared/action/run-info.ts";
import type { Outputs } from "../../shared/action/spec.ts";
import { concerning, isVerified } from "../../shared/domain/history.ts";
import { idOf } from "../../shared/domain/plan.ts";
import { verifiedNote } from "../../shared/domain/record.ts";
import type { ReleaseRecord } from "../../shared/domain/release.ts";
import { short } from "../../shared/domain/revision.ts";
import type { LedgerEntry } from "../../shared/ports/ledger.ts";
import { progress } from "../../shared/rollout/progress.ts";
import { assertConsent, assertNotOvertaken, needsConsent } from "./consent.ts";
import { type Plan, planJson, planRollback } from "./plan.ts";
import type { Ports, RollbackInputs } from "./ports.ts";
import { prove, unproven } from "./prove.ts";
import { reportPlan, rolledBack } from "./report.ts";
import { nextBest, resolve, shortly } from "./resolve.ts";
import { command, type Restored, restore } from "./restore.ts";
import { secure } from "./secure.ts";
import type { spec } from "./spec.ts";

type Result = Outputs<typeof spec>;

/** How far back the ledger is read. */
const DEPTH = 50;

/**
 * Brings an environment back to a verified release: resolve, check, plan, execute, gate, record. Each phase finds out by
 * itself what is done already, so a rollback that was killed anywhere ends the same when it is run again.
 */
export async function rollback(inputs: RollbackInputs, ports: Ports): Promise<Result> {
  const { environment, mode, dryRun, to, consent } = inputs;
  const { ledger, clock, log, run, publish } = ports;
  const start = clock.now();
  const manifest = await ports.readManifest(inputs.manifest);
  const ids = manifest.services.flatMap((service) => idOf(service, environment) ?? []);
  const own = await ledger.entries(environment, DEPTH, ids);
  const entries = concerning(own.length > 0 ? own : await ledger.entries(environment, DEPTH), ids);
  const resolution = resolve(entries, to, run.runId);
  const plan = await planRollback(resolution, entries, manifest, environment, ports);
  reportPlan(plan, ports);
  const planned: Result = { outcome: "planned", plan: planJson(plan), release: plan.target.record.commit };
  publish(planned);
  if (mode === "plan" || dryRun) {
    if (needsConsent(manifest, environment)) log.info(`To execute this very plan, pass \`consent: ${plan.id}\`.`);
    return planned;
  }
  // The pipeline's own word is looked at everywhere: a deploy that failed before it began leaves a healthy release alone.
  if (consent === "automatic" || needsConsent(manifest, environment)) assertConsent(plan, consent, run.runId);
  else assertNotOvertaken(plan, run.runId);
  if (isDone(plan)) return settle(plan, planned, ports);

  const entry = plan.unfinished ?? (await ledger.open(recordOf(plan, inputs, run)));
  await ledger.mark(entry.id, "in_progress", { description: `back to ${short(plan.target.record.commit)}` });
  const done = await execute(plan, start + patience(inputs.timeout), ports);
  const outputs: Result = { ...planned, outcome: "failed", rolledBack: rolledBack(done), deploymentId: entry.id };
  publish(outputs);
  const split = splitOf(done, plan, inputs.apiUrl);
  if (split !== undefined) {
    await tell(entry, "failure", split.message);
    throw split;
  }

  const proof = await prove(plan, manifest, done, ports);
  ports.signal.throwIfAborted();
  publish({ ...outputs, evidence: proof.path });
  const { outcome, reason } = proof.evidence;
  if (outcome !== "passed") {
    await tell(entry, outcome === "failed" ? "failure" : "error", `gate ${outcome}: ${reason}`);
    throw unproven(proof, shortly(plan.target));
  }
  const environmentUrl = done.find(({ step }) => step.url !== undefined)?.step.url;
  await ledger.mark(entry.id, "success", { description: verifiedNote(proof.digest), environmentUrl });
  const rtoSeconds = String(Math.round((clock.now() - start) / 1000));
  ports.summary.paragraph(`${shortly(plan.target)} is live again and healthy, after ${rtoSeconds} s.`);
  return { ...outputs, outcome: "rolled-back", evidence: proof.path, rtoSeconds };

  async function tell({ id }: LedgerEntry, state: "failure" | "error", description: string): Promise<void> {
    // The ledger must not hide the news.
    await ledger
      .mark(id, state, { description })
      .catch((thrown: unknown) => log.warning(`The ledger could not be told: ${toFailure(thrown).message}`));
  }
}

/** Milliseconds to wait for the services, so that there is time left for the gate to tell. */
const patience = (timeout: number): number => timeout * 1000 - Math.min(10_000, timeout * 50);

/** Everything is where it should be, and no rollback is waiting to be proven and recorded. */
const isDone = ({ waves, unfinished }: Plan): boolean =>
  waves
    .flat()
    .every(({ action, autoDeploy, pending }) => action.kind === "none" && !autoDeploy && pending.length === 0) &&
  (unfinished === undefined || (unfinished.statuses[0]?.state === "success" && isVerified(unfinished)));

/** A step that died after its last word may not have told the older entries: saying it again does that, and no more. */
async function settle(plan: Plan, planned: Result, { ledger, log }: Ports): Promise<Result> {
  const { unfinished, current, target, others } = plan;
  const [last] = unfinished?.statuses ?? [];
  if (unfinished === undefined || last === undefined) {
    log.notice(
      `${shortly(target)} has never stopped serving: ${shortly(current)} did not become live, or was left before. If ${short(target.record.commit)} is what you want to leave: ${nextBest(others)}`,
      "Nothing to roll back",
    );
    return { ...planned, outcome: "unchanged" };
  }
  await ledger.mark(unfinished.id, "success", { description: last.description });
  return { ...planned, outcome: "rolled-back", deploymentId: unfinished.id };
}

const recordOf = (
  { target, environment, waves }: Plan,
  { reason }: RollbackInputs,
  run: Ports["run"],
): ReleaseRecord => ({
  slipway: 1,
  kind: "rollback",
  environment,
  commit: target.record.commit,
  version: target.record.version,
  services: Object.fromEntries(
    waves
      .toReversed()
      .flat()
      .map(({ name, id, revision, from }) => [name, { provider: "render", id, ...revision, before: from }]),
  ),
  images: target.record.images,
  migrationHead: target.record.migrationHead,
  reason,
  run: { id: run.runId, attempt: run.attempt, url: runUrl(run) },
});

/** All waves, also after one that failed: the release to get away from is known to be bad. */
async function execute(plan: Plan, deadline: number, ports: Ports): Promise<readonly Restored[]> {
  const { clock, log } = ports;
  const crowd = plan.waves.flat().length;
  const resumes = plan.unfinished !== undefined;
  const pace = { deadline, crowd, since: clock.date(), resumes, progress: progress(clock, log.info) };
  const secured = await Promise.all(
    plan.waves.flat().map(async (step) => [step.name, await secure(step, ports)] as const),
  );
  const threats = new Map(secured);
  const done: Restored[] = [];
  for (const wave of plan.waves) done.push(...(await Promise.all(wave.map((step) => restore(step, pace, ports)))));
  return done.map((one) => ({ ...one, threats: threats.get(one.step.name) ?? [] }));
}

/** Some services are back and some are not: said plainly, with what a person can do for each. Nothing is tried in a loop. */
function splitOf(done: readonly Restored[], plan: Plan, api: string): Failure | undefined {
  const bad = done.filter(({ problem }) => problem !== undefined);
  const threats = done.flatMap(({ step, threats: some = [] }) => some.map((threat) => `${step.name}: ${threat}`));
  if (bad.length === 0 && threats.length === 0) return undefined;
  const names = (list: readonly Restored[]) => list.map(({ step }) => step.name).join(", ") || "none";
  const release = short(plan.target.record.commit);
  return new Failure(
    "SLIP-ROLLBACK-FAILED",
    [...bad.map(({ step, problem }) => `${step.name} could not be brought back: ${problem}`), ...threats].join("\n"),
    {
      blame: "provider",
      state: `SPLIT: on ${release}: ${names(done.filter((one) => !bad.includes(one)))}; not on it: ${names(bad)}.`,
      next: [
        `Run this again with \`to: ${plan.target.id}\`, or set right by hand what is named above${bad.length > 0 ? ":" : "."}`,
        ...bad.map(({ step }) => command(step, api)),
      ].join("\n"),
    },
  );
}
