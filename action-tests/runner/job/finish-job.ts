import { resolveText } from "../expressions/resolve.ts";
import { fields } from "../template/node.ts";
import { stepScope, type Frame, type JobState } from "./job-state.ts";
import type { Journal } from "./journal.ts";

/** Evaluates the job's outputs and its environment's address. What holds a masked value is dropped with a warning. */
export const finishJob = async (
  job: JobState,
  frame: Frame,
  journal: Journal,
): Promise<{ outputs: Record<string, string>; url: string | undefined }> => {
  const outputs: Record<string, string> = {};
  let url: string | undefined;
  const { spec, environmentName, environmentUrl } = job.request;
  const isSecret = (value: string) => job.masker.mask(value) !== value;
  await journal.quietly("Complete job", async (log) => {
    const scope = stepScope(job, frame, {});
    for (const [name, node] of fields(spec.outputs)) {
      const value = resolveText(node, scope);
      if (value === "") continue;
      if (isSecret(value)) log.warning(`Skip output '${name}' since it may contain secret.`);
      else outputs[name] = value;
    }
    const address = resolveText(environmentUrl, scope);
    if (address === "") return;
    if (isSecret(address))
      log.warning(`Skip setting environment url as environment '${environmentName}' may contain secret.`);
    else url = address;
  });
  return { outputs, url };
};
