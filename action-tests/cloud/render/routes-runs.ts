import type { Reply, Route } from "../routes.ts";
import { fieldsOf, textIn } from "./input.ts";
import { listOf, page } from "./paging.ts";
import { forService } from "./routes-deploys.ts";
import { cancelRun, startRun } from "./runs.ts";
import type { Run, Service } from "./types.ts";
import { cronRunBody, jobBody, notFound, ok, problem } from "./wording.ts";
import type { World } from "./world.ts";

/** Runs of cron jobs and one-off jobs. */
export const runRoutes = (world: World): readonly Route[] => {
  const service = forService(world);
  const cron = (handler: (found: Service) => Reply): Route["handler"] =>
    service((found) => (found.type === "cron" ? handler(found) : notFound(found.id)));
  const active = (found: Service) => found.runs.filter(({ kind, status }) => kind === "cron" && status === "running");
  const forJob = (handler: (found: Service, job: Run) => Reply): Route["handler"] =>
    service((found, { params }) => {
      const job = found.runs.find(({ kind, id }) => kind === "job" && id === params["job"]);
      return job ? handler(found, job) : notFound(params["job"] ?? "");
    });

  return [
    {
      method: "POST",
      path: "/cron-jobs/:id/runs",
      handler: cron((found) => {
        // A new run ends the one that is under way.
        for (const run of active(found)) cancelRun(world, run);
        return ok(cronRunBody(startRun(world, found, "cron", found.live?.config.startCommand ?? "")));
      }),
    },
    {
      method: "DELETE",
      path: "/cron-jobs/:id/runs",
      handler: cron((found) => {
        for (const run of active(found)) cancelRun(world, run);
        return { status: 204 };
      }),
    },
    {
      method: "POST",
      path: "/services/:id/jobs",
      handler: service((found, { body }) => {
        const command = textIn(fieldsOf(body), "startCommand");
        if (!command) return problem(400, "startCommand is required");
        if (!found.live) return problem(400, "service has no successful deploy");
        return { status: 201, body: jobBody(startRun(world, found, "job", command), found) };
      }),
    },
    {
      method: "GET",
      path: "/services/:id/jobs",
      handler: service((found, { query }) => {
        const wanted = listOf(query, "status");
        const jobs = found.runs
          .filter(({ kind }) => kind === "job")
          .map((run) => jobBody(run, found))
          .filter(({ status }) => wanted.length === 0 || wanted.includes(status))
          .toReversed();
        return page(query, jobs, { id: ({ id }) => id, wrap: (job) => ({ job }) });
      }),
    },
    { method: "GET", path: "/services/:id/jobs/:job", handler: forJob((found, job) => ok(jobBody(job, found))) },
    {
      method: "POST",
      path: "/services/:id/jobs/:job/cancel",
      handler: forJob((found, job) =>
        cancelRun(world, job) ? ok(jobBody(job, found)) : problem(400, "the job has ended already"),
      ),
    },
  ];
};
