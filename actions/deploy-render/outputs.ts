import type { Failure } from "../../shared/action/failure.ts";
import { outcomeOf } from "./ending.ts";
import type { DeployInputs, DeployOutputs, Ports } from "./ports.ts";
import { rowOf, type ServiceResult } from "./service.ts";

/** The outputs as far as they are known, also for a step that then fails. */
export const outputsOf = (results: readonly ServiceResult[]): DeployOutputs => ({
  outcome: outcomeOf(results),
  deployId: results[0]?.deploy?.id,
  url: results.find(({ target }) => target.url !== undefined)?.target.url,
  services: results.map(rowOf),
});

/** A superseded deploy is a failure only where the user says so; everything else is one. */
export function accept(
  failure: Failure,
  outputs: DeployOutputs,
  { onSuperseded }: DeployInputs,
  { log }: Ports,
): DeployOutputs {
  if (failure.outcome !== "superseded" || onSuperseded === "fail") throw failure;
  if (onSuperseded === "warn") log.warning(failure.message, failure.title);
  else log.info(failure.message);
  return outputs;
}
