import { createStepLog, type StepLog } from "../log/step-log.ts";
import type { Annotation } from "../types.ts";
import type { JobState, StepEnd } from "./job-state.ts";

/** Turns what steps do into reports and events. */
export interface Journal {
  readonly step: (id: string, title: string, perform: (log: StepLog) => Promise<StepEnd>) => Promise<StepEnd>;
  /** Something the runner does itself; reported as a step only when it fails, which fails the job. */
  readonly quietly: (name: string, perform: (log: StepLog) => Promise<void>) => Promise<boolean>;
}

export const createJournal = (job: JobState, annotations: Annotation[]): Journal => {
  const { emit, id: jobId } = job.request;
  const logFor = (name: string) =>
    createStepLog(job.masker, job.services.debug, (text) =>
      emit({ type: "line", job: jobId, step: name, text, at: Date.now() }),
    );

  const report = (id: string, name: string, log: StepLog, startedAt: number, end: StepEnd) => {
    job.reports.push({
      id,
      name,
      ...end,
      startedAt,
      finishedAt: Date.now(),
      log: log.lines,
      summary: log.summary(),
    });
    annotations.push(...log.annotations.map((issue) => ({ ...issue, step: name })));
    // A cancel wins over a failure.
    if (end.conclusion === "failure" && job.status === "success") job.status = "failure";
    emit({ type: "step", job: jobId, step: name, state: "done", conclusion: end.conclusion, at: Date.now() });
  };

  return {
    step: async (id, title, perform) => {
      const startedAt = Date.now();
      const name = job.masker.mask(title);
      const log = logFor(name);
      emit({ type: "step", job: jobId, step: name, state: "running", at: startedAt });
      const end = await perform(log);
      report(id, name, log, startedAt, end);
      return end;
    },
    quietly: async (name, perform) => {
      const startedAt = Date.now();
      const log = logFor(name);
      try {
        await perform(log);
        annotations.push(...log.annotations.map((issue) => ({ ...issue, step: name })));
        return true;
      } catch (error) {
        log.error((error as Error).message);
        report(name, name, log, startedAt, { outcome: "failure", conclusion: "failure", outputs: {} });
        return false;
      }
    },
  };
};
