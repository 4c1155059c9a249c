import type { Result, RunEvent } from "../../action-tests/runner/types.ts";

export interface JobView {
  readonly id: string;
  readonly name: string;
  readonly state: "waiting" | "queued" | "running" | "done";
  /** What it waits for, in words. */
  readonly on: string | undefined;
  readonly step: string | undefined;
  readonly result: Result | undefined;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
}

export interface RunView {
  readonly title: string;
  readonly jobs: ReadonlyMap<string, JobView>;
  readonly conclusion: string | undefined;
}

export const emptyRun = (title: string): RunView => ({ title, jobs: new Map(), conclusion: undefined });

/** The view after one more event; times are those of the events. */
export function advance(run: RunView, event: RunEvent): RunView {
  switch (event.type) {
    case "job": {
      const before = run.jobs.get(event.job);
      return withJob(run, {
        id: event.job,
        name: event.name,
        state: event.state,
        on: event.on,
        step: event.state === "done" ? undefined : before?.step,
        result: event.result,
        startedAt: before?.startedAt ?? (event.state === "running" ? event.at : undefined),
        finishedAt: event.state === "done" ? event.at : undefined,
      });
    }
    case "step": {
      const job = run.jobs.get(event.job);
      return job === undefined || event.state === "done" ? run : withJob(run, { ...job, step: event.step });
    }
    case "line":
      return run;
    case "done":
      return { ...run, conclusion: event.conclusion };
  }
}

const withJob = (run: RunView, job: JobView): RunView => ({ ...run, jobs: new Map(run.jobs).set(job.id, job) });
