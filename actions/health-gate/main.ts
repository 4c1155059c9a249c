import type { Context } from "../../shared/action/context.ts";
import { Failure, toFailure } from "../../shared/action/failure.ts";
import type { Outputs } from "../../shared/action/spec.ts";
import type { HttpCheck, Manifest } from "../../shared/domain/manifest/types.ts";
import { verifiedNote } from "../../shared/domain/record.ts";
import { type Evidence, seal } from "../../shared/gate/evidence.ts";
import { runGate } from "../../shared/gate/gate.ts";
import { type Plan, planChecks, planManifest, settingsOf } from "../../shared/gate/plan.ts";
import type { Ledger } from "../../shared/ports/ledger.ts";
import type { Probe } from "../../shared/ports/probe.ts";
import { parseChecks } from "./given-checks.ts";
import { report } from "./report.ts";
import { parseServices } from "./services.ts";
import type { spec } from "./spec.ts";

export interface Ports {
  readonly probe: Probe;
  /** Absent without a token. */
  readonly ledger: Ledger | undefined;
  readonly readManifest: (path: string) => Promise<Manifest>;
  /** Writes a file for later steps and gives its path. */
  readonly keep: (name: string, text: string) => Promise<string>;
}

type GateContext = Context<typeof spec>;

/** Measures until there is a verdict, leaves the evidence behind, marks the ledger, and fails for anything but a pass. */
export const gate = async (context: GateContext, ports: Ports): Promise<Outputs<typeof spec>> => {
  const { inputs, log, clock, signal, summary, publish } = context;
  if (inputs.deploymentId !== undefined && ports.ledger === undefined) throw noToken();
  const manifest = inputs.manifest === undefined ? undefined : await ports.readManifest(inputs.manifest);
  const plan = planOf(inputs, manifest);
  const settings = settingsOf(inputs, manifest);
  log.info(
    `Until ${settings.successes} healthy answers in a row from each of ${plan.checks.length} checks, at most ${settings.deadline} s.`,
  );
  const onSample = sampleLog(log);
  const evidence = await runGate(
    { ...plan, settings, environment: inputs.environment },
    { probe: ports.probe, clock, onSample },
    signal,
  );
  const { text, digest } = seal(evidence, context.redact);
  report(summary, evidence, digest);
  const late = evidence.outcome === "cancelled" ? outOfTime(signal.reason) : undefined;
  const outputs = {
    outcome: late === undefined ? evidence.outcome : "inconclusive",
    evidence: await ports.keep(`slipway-gate-${digest.slice(7, 19)}.json`, text),
    evidenceDigest: digest,
    ...figures(evidence),
  };
  publish(outputs);
  if (evidence.outcome === "cancelled") throw late ?? signal.reason;
  log.info(`${evidence.outcome}: ${evidence.reason}`);
  if (inputs.dryRun) return { ...outputs, outcome: "observed" };
  await mark(context, ports, evidence, digest);
  if (evidence.outcome !== "passed") throw refusal(evidence);
  return outputs;
};

const planOf = (inputs: GateContext["inputs"], manifest: Manifest | undefined): Plan => {
  const { url, checks, environment = "", expectVersion } = inputs;
  if (manifest !== undefined) {
    return planManifest(manifest, { environment, expectVersion, deployed: parseServices(inputs.services) });
  }
  if (checks !== undefined) return planChecks(parseChecks(checks), url, expectVersion);
  const single: HttpCheck = {
    name: "url",
    url: url ?? "",
    method: "GET",
    expectStatus: inputs.expectStatus,
    expectBody: inputs.expectBody,
    versionPath: inputs.versionPath,
    timeout: 5,
  };
  return planChecks([single], undefined, expectVersion);
};

/** A line whenever something changes: a gate of five minutes would else print hundreds. */
const sampleLog = (log: GateContext["log"]): Parameters<typeof runGate>[1]["onSample"] & {} => {
  const last = new Map<string, string>();
  return ({ name }, { verdict, status, version, latency, note, at }) => {
    const state = `${verdict} ${status} ${version}`;
    if (last.get(name) === state) return;
    last.set(name, state);
    const details = [note, version === undefined ? undefined : `version ${version}`, latency && `${latency} ms`];
    log.info(`${(at / 1000).toFixed(1)} s ${name}: ${verdict} (${details.filter(Boolean).join(", ")})`);
  };
};

const figures = ({ latency, checks, provider }: Evidence) => ({
  observedVersion: checks.findLast(({ observedVersion }) => observedVersion !== undefined)?.observedVersion,
  p50: latency && String(latency.p50),
  p95: latency && String(latency.p95),
  p99: latency && String(latency.p99),
  samples: String(checks.flatMap(({ counts }) => Object.values(counts)).reduce((sum, count) => sum + count, 0)),
  failedChecks: [
    ...checks.map(({ name, verdict, reason }) => ({ name, verdict, reason })),
    ...provider.map(({ service: name, verdict, reason }) => ({ name, verdict, reason })),
  ].filter(({ verdict }) => verdict !== "passed"),
});

/** Only a pass that the ledger knows makes a release one to roll back to. */
const mark = async (context: GateContext, { ledger }: Ports, evidence: Evidence, digest: string): Promise<void> => {
  const { deploymentId } = context.inputs;
  if (deploymentId === undefined || ledger === undefined) return;
  const { outcome, reason, checks } = evidence;
  const environmentUrl = checks[0] === undefined ? undefined : new URL(checks[0].url).origin;
  try {
    if (outcome === "passed")
      await ledger.mark(deploymentId, "success", { description: verifiedNote(digest), environmentUrl });
    else
      await ledger.mark(deploymentId, outcome === "failed" ? "failure" : "error", {
        description: `gate ${outcome}: ${reason}`,
      });
  } catch (cause) {
    if (outcome !== "passed")
      return context.log.warning(`Deployment ${deploymentId} could not be marked: ${toFailure(cause).message}`);
    // The version is healthy: nothing must be rolled back because GitHub was not there to hear of it.
    throw new Failure(
      "SLIP-GATE-INCONCLUSIVE",
      "The gate passed, but the Deployment could not be marked as verified.",
      {
        blame: "provider",
        state: "The new version is live and healthy, and no rollback target yet.",
        next: "Run this job again: nothing is deployed twice, and the gate marks the Deployment.",
        outcome: "inconclusive",
        cause,
      },
    );
  }
};

const refusal = ({ outcome, reason }: Evidence): Failure =>
  outcome === "failed"
    ? new Failure("SLIP-GATE-FAILED", reason, {
        blame: "user",
        state: "The new version is live, but not verified.",
        next: "Look at the samples in the summary and at the service's log; roll back if users are affected.",
      })
    : new Failure("SLIP-GATE-INCONCLUSIVE", reason, {
        blame: "user",
        state: "Nothing is known about the new version's health, so it does not count as verified.",
        next: "Look why nothing could be measured, then run the gate again.",
        outcome: "inconclusive",
      });

/** The step's own end is none of the gate's: that a release was slower than `timeout` does not make it a bad one. */
const outOfTime = (reason: unknown): Failure | undefined =>
  reason instanceof Failure && reason.code === "SLIP-TIMEOUT"
    ? new Failure("SLIP-GATE-INCONCLUSIVE", `${reason.message} The gate was not done by then.`, {
        blame: "user",
        state: "Nothing is known about the new version's health, so it does not count as verified.",
        next: "Give the step a `timeout` that is longer than the gate's `deadline`, then run the gate again.",
        outcome: "inconclusive",
      })
    : undefined;

const noToken = (): Failure =>
  new Failure("SLIP-INPUT-INVALID", "`deployment-id` is given, but there is no `github-token` to mark it with.", {
    blame: "user",
    state: "Nothing was measured.",
    outcome: "inconclusive",
    next: "Leave `github-token` at its default, and give the job `permissions: deployments: write`.",
  });
