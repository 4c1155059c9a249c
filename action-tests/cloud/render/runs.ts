import { runCommand } from "./command.ts";
import { exitReason } from "./instance.ts";
import type { Run, Service } from "./types.ts";
import type { World } from "./world.ts";

/** Starts one run of a cron job, or a one-off job, from what is live. */
export const startRun = (world: World, service: Service, kind: Run["kind"], command: string): Run => {
  const run: Run = {
    id: world.newId(kind === "cron" ? "crr" : "job"),
    kind,
    command,
    createdAt: world.stamp(),
    abort: new AbortController(),
    status: "running",
  };
  service.runs.push(run);
  if (kind === "cron") world.event(service.id, "cron_job_run_started", { cronJobRunId: run.id });
  void carryOut(world, service, run);
  return run;
};

export const cancelRun = (world: World, run: Run): boolean => {
  if (run.status !== "running") return false;
  run.status = "canceled";
  run.finishedAt = world.stamp();
  run.abort.abort();
  return true;
};

const carryOut = async (world: World, service: Service, run: Run): Promise<void> => {
  const { live } = service;
  const signal = AbortSignal.any([run.abort.signal, world.closing]);
  const exit = live?.artifact
    ? await runCommand(world, service, live, { command: run.command, type: "app", signal, id: run.id })
    : { code: 1, signal: undefined };
  if (run.status === "running") {
    run.status = exit.code === 0 ? "successful" : "unsuccessful";
    run.finishedAt = world.stamp();
  }
  if (run.kind !== "cron") return;
  const reason = run.status === "unsuccessful" ? { reason: exitReason(exit).failure } : {};
  world.event(service.id, "cron_job_run_ended", { cronJobRunId: run.id, status: run.status, ...reason });
};
