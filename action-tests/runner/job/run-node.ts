import { join } from "node:path";
import type { LoadedAction } from "./load-action.ts";
import { inputVariables } from "./process-env.ts";
import { runStepProcess, stateOf, type StepContext } from "./process-step.ts";

/** Runs one of a Node action's files. True when it ended well. */
export const runNode = async (
  context: StepContext,
  action: Extract<LoadedAction, { kind: "files" }>,
  file: string,
  inputs: Readonly<Record<string, string>>,
): Promise<boolean> => {
  const { job } = context;
  const state = [...stateOf(job, context.key)].map(([name, value]) => [`STATE_${name}`, value]);
  const { code, good } = await runStepProcess(context, {
    file: job.services.node,
    args: [join(action.folder, file)],
    folder: job.folders.workspace,
    extra: { ...job.request.services, ...inputVariables(inputs), ...Object.fromEntries(state) },
  });
  context.log.debug(`Node Action run completed with exit code ${code}`);
  return code === 0 && good;
};
