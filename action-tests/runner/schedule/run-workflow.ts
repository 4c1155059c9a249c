import type { Scope } from "../expressions/evaluate.ts";
import { resolveText } from "../expressions/resolve.ts";
import { combine, type JobEnd } from "./job-results.ts";
import { displayName } from "./leg.ts";
import type { Instance, WorkflowEnd } from "./run-context.ts";
import { runJob } from "./run-job.ts";

/** Runs all jobs of a workflow, each as soon as what it needs has ended, and evaluates the workflow's outputs. */
export const runWorkflow = async (instance: Instance): Promise<WorkflowEnd> => {
  const { jobs, spec } = instance.plan;
  const ends = new Map<string, JobEnd>();
  const started = new Map<string, Promise<void>>();
  const start = (id: string): Promise<void> => {
    const known = started.get(id);
    if (known) return known;
    const job = jobs.find((candidate) => candidate.spec.id === id);
    if (!job) throw new Error(`There is no job '${id}'`);
    const promise = Promise.all(job.spec.needs.map(start)).then(async () => {
      ends.set(id, await runJob(instance, job, ends));
    });
    started.set(id, promise);
    return promise;
  };
  const contexts = { github: instance.run.github, inputs: instance.inputs, vars: { ...instance.run.repository.vars } };
  for (const planned of jobs) {
    const job = planned.spec;
    if (job.needs.length > 0)
      instance.run.emit({
        type: "job",
        job: `${instance.prefix.id}${job.id}`,
        name: `${instance.prefix.name}${displayName(planned, { contexts, functions: {} })}`,
        state: "waiting",
        on: job.needs.join(", "),
        at: Date.now(),
      });
  }
  await Promise.all(jobs.map(({ spec: { id } }) => start(id)));

  const scope: Scope = {
    contexts: {
      ...contexts,
      jobs: Object.fromEntries([...ends].map(([id, { result, outputs }]) => [id, { result, outputs }])),
    },
    functions: {},
  };
  return {
    result: combine([...ends.values()].map(({ result }) => result)),
    outputs: Object.fromEntries(
      Object.entries(spec.triggers.callOutputs).map(([name, node]) => [name, resolveText(node, scope)]),
    ),
    fresh: [...ends.values()].some(({ fresh }) => fresh),
  };
};
