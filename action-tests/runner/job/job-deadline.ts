import { resolve } from "../expressions/resolve.ts";
import { stepScope, type JobState } from "./job-state.ts";

/** Minutes a job may take when it does not say. */
const defaultMinutes = 360;
/** Minutes after a cancel until everything that still runs is killed, unless the job says otherwise. */
const defaultCancelMinutes = 5;

/** Ends a job from outside: at its time-out, some minutes after a cancel, when the runner closes. */
export const jobDeadline = (job: JobState) => {
  const timers: NodeJS.Timeout[] = [];
  const { timings, closing } = job.services;
  const kill = () => job.kill.abort();
  let cancelMinutes = defaultCancelMinutes;
  if (closing.aborted) kill();
  closing.addEventListener("abort", kill, { once: true });
  const { lost } = job.request;
  const lose = () => {
    job.status = "failure";
    kill();
  };
  if (lost.aborted) lose();
  lost.addEventListener("abort", lose, { once: true });
  const stopListening = job.request.scope.onCancel(() => {
    job.status = "cancelled";
    timers.push(setTimeout(kill, cancelMinutes * timings.minute));
  });

  return {
    /** Begins to count the job's own time; `tell` gets what the time-out says. */
    start: (tell: (message: string) => void) => {
      const { timeoutMinutes, cancelTimeoutMinutes } = job.request.spec;
      const frame = {
        key: "",
        inputs: job.request.contexts.inputs,
        steps: {},
        env: {},
        github: {},
        isComposite: false,
      };
      const scope = stepScope(job, { ...frame, origin: job.request.origin, status: () => job.status }, {});
      const minutes = timeoutMinutes ? Number(resolve(timeoutMinutes, scope)) : defaultMinutes;
      if (cancelTimeoutMinutes) cancelMinutes = Number(resolve(cancelTimeoutMinutes, scope));
      if (!(minutes > 0)) return;
      timers.push(
        setTimeout(() => {
          tell(`The job has exceeded the maximum execution time of ${minutes} minutes.`);
          job.request.scope.cancel("timeout");
        }, minutes * timings.minute),
      );
    },
    stop: () => {
      timers.forEach(clearTimeout);
      stopListening();
      closing.removeEventListener("abort", kill);
      lost.removeEventListener("abort", lose);
    },
  };
};
