import { Failure } from "../../shared/action/failure.ts";
import type { DeployedService } from "../../shared/domain/deployed.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import { type Evidence, seal } from "../../shared/gate/evidence.ts";
import { runGate } from "../../shared/gate/gate.ts";
import { planManifest, settingsOf } from "../../shared/gate/plan.ts";
import type { Plan } from "./plan.ts";
import type { Ports } from "./ports.ts";
import type { Restored } from "./restore.ts";

/** The gate's evidence, its `sha256:…`, and the path of the file that holds it. */
export interface Proof {
  readonly evidence: Evidence;
  readonly digest: string;
  readonly path: string;
}

/** The same gate that a deploy has to pass, with the old commit as the version to be found. */
export async function prove(plan: Plan, manifest: Manifest, done: readonly Restored[], ports: Ports): Promise<Proof> {
  const { environment, target } = plan;
  const { probe, clock, signal, log, redact, keep } = ports;
  const rows: readonly DeployedService[] = done.map(({ step, deploy }) => ({
    name: step.name,
    state: deploy?.status ?? "unknown",
    commit: deploy?.commit,
    image: deploy?.image,
    url: step.url,
  }));
  // Services that the release did not have yet are not part of it: their version is another.
  const services = manifest.services.filter(({ name }) => rows.some((row) => row.name === name));
  const checks = planManifest(
    { ...manifest, services },
    {
      environment,
      expectVersion: target.record.commit,
      deployed: new Map(rows.map((row) => [row.name, row])),
    },
  );
  const evidence = await runGate(
    { ...checks, settings: settingsOf({ failures: 0 }, manifest), environment },
    { probe, clock },
    signal,
  );
  const { text, digest } = seal(evidence, redact);
  const path = await keep(`slipway-gate-${digest.slice(7, 19)}.json`, text);
  log.info(`${evidence.outcome}: ${evidence.reason}`);
  return { evidence, digest, path };
}

/** Old code that is not healthy either: a matter for a person, not for a further rollback. */
export const unproven = ({ evidence }: Proof, release: string): Failure =>
  new Failure(
    evidence.outcome === "failed" ? "SLIP-ROLLBACK-FAILED" : "SLIP-GATE-INCONCLUSIVE",
    `${release} is live again on every service, but its gate ${evidence.outcome === "failed" ? "failed" : "could not decide"}: ${evidence.reason}`,
    {
      blame: "user",
      state: "The old release has the traffic and is not verified; auto-deploy stays off. Nothing further is begun.",
      next: "Look at the samples in the evidence and at the services' logs: the cause may lie outside of the code, such as in the database.",
    },
  );
