import type { Scope } from "../expressions/evaluate.ts";
import { callInputs } from "../plan/inputs.ts";
import type { PlannedCall } from "../plan/plan.ts";
import { createCancelScope } from "./cancel-scope.ts";
import { enterGroup } from "./enter-group.ts";
import type { NamedLeg } from "./leg.ts";
import type { Instance, LegEnd } from "./run-context.ts";
import { secretsForCall } from "./secrets.ts";

/** Runs the workflow that a job calls. Undefined when it was cancelled before it began. */
export const callWorkflow = async (
  instance: Instance,
  job: PlannedCall,
  leg: NamedLeg,
): Promise<LegEnd | undefined> => {
  const { called, spec } = job;
  const { contexts } = leg.expressions;
  const inside: Scope = { contexts: { github: contexts["github"] ?? {}, vars: contexts["vars"] ?? {} }, functions: {} };
  const inputs = callInputs(called.spec.triggers.callInputs, spec.with, leg.expressions, inside);
  const scope = createCancelScope(leg.scope);
  const group = await enterGroup(
    instance,
    called.spec.concurrency,
    { contexts: { ...inside.contexts, inputs }, functions: {} },
    scope,
    leg.state,
  );
  if (!group) {
    leg.scope.cancel(scope.reason() ?? "");
    return undefined;
  }
  leg.state("running");
  try {
    const end = await instance.run.runWorkflow({
      ...instance,
      ...secretsForCall(instance, job, leg.expressions),
      plan: called,
      scope,
      inputs,
      prefix: { id: `${leg.id} / `, name: `${leg.name} / ` },
      held: [...instance.held, ...group.names],
    });
    const { id, name } = leg;
    instance.run.emit({ type: "job", job: id, name, state: "done", result: end.result, at: Date.now() });
    return { ...end, forgiven: false };
  } finally {
    group.leave?.();
  }
};
