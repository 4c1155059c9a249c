import { Failure } from "../../shared/action/failure.ts";
import { waves } from "../../shared/domain/plan.ts";
import { short } from "../../shared/domain/revision.ts";
import type { LedgerEntry } from "../../shared/ports/ledger.ts";
import { accept, outputsOf } from "./outputs.ts";
import type { DeployInputs, DeployOutputs, Ports } from "./ports.ts";
import { report } from "./report.ts";
import { isLive, type ServiceResult } from "./service.ts";
import type { Target } from "./targets.ts";

/** A later run was here first: nothing is touched. */
export function overtaken(
  { record: { commit, run }, id }: LedgerEntry,
  targets: readonly Target[],
  inputs: DeployInputs,
  ports: Ports,
): DeployOutputs {
  const results = targets.map((target): ServiceResult => ({ target, end: "planned", deploy: undefined }));
  const outputs: DeployOutputs = { ...outputsOf(results), outcome: "superseded" };
  ports.publish(outputs);
  report(results, inputs.environment, ports);
  const failure = new Failure(
    "SLIP-RENDER-SUPERSEDED",
    `The later run ${run.id} has taken ${inputs.environment} to ${short(commit)} already (deployment ${id}).`,
    {
      blame: "user",
      outcome: "superseded",
      state: "Nothing was changed.",
      next: `Usually nothing. To go back on purpose run the rollback, or start a new run for the older commit. ${run.url}`,
    },
  );
  return accept(failure, outputs, inputs, ports);
}

/** What would be deployed, for `dry-run`. */
export function plan(targets: readonly Target[], inputs: DeployInputs, ports: Ports): DeployOutputs {
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
