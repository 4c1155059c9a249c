import { retain } from "./retention.ts";
import { build, type Ending, outcomeOf, preDeploy, triggerDetails } from "./steps.ts";
import type { Commit, Config, Deploy, Image, Reason, Service, Status, Trigger } from "./types.ts";
import type { World } from "./world.ts";

export interface Request {
  readonly commit?: Commit | undefined;
  readonly image?: Image | undefined;
  readonly trigger: Trigger;
  /** The service's own settings when absent. */
  readonly config?: Config;
  readonly clearCache?: boolean;
  /** The deploy whose build is taken instead of a new one. */
  readonly from?: Deploy;
}

/** Starts deploys one after the other for each service. */
export interface Engine {
  readonly request: (service: Service, request: Request) => Deploy;
  /** False when it has ended already. */
  readonly cancel: (service: Service, deploy: Deploy) => boolean;
  /** Cancels all that runs or waits. */
  readonly cancelAll: (service: Service) => void;
  readonly settled: () => Promise<void>;
}

const finished = (status: Status): boolean =>
  !["queued", "build_in_progress", "pre_deploy_in_progress", "update_in_progress"].includes(status);

export const newEngine = (world: World, policy: { overlap: "wait" | "override"; retention: number }): Engine => {
  const work = new Set<Promise<void>>();
  const move = (deploy: Deploy, status: Status): void => {
    deploy.status = status;
    deploy.updatedAt = world.stamp();
  };

  const finish = (service: Service, deploy: Deploy, status: Status, reason: Reason): void => {
    if (finished(deploy.status)) return;
    const building = deploy.status === "build_in_progress";
    move(deploy, status);
    deploy.finishedAt = deploy.updatedAt;
    const outcome = outcomeOf(status);
    const code = { succeeded: 2, failed: 3, canceled: 4 }[outcome];
    if (building) {
      const { newDeploy, ...rest } = reason;
      const why = newDeploy ? { ...rest, newBuild: newDeploy } : rest;
      world.event(service.id, "build_ended", { buildId: deploy.id, buildStatus: outcome, status: code, reason: why });
    }
    world.event(service.id, "deploy_ended", { deployId: deploy.id, deployStatus: outcome, status: code, reason });
  };

  const goLive = (service: Service, deploy: Deploy): void => {
    const before = service.live;
    finish(service, deploy, "live", {});
    deploy.tookEffect = true;
    service.live = deploy;
    if (before) move(before, "deactivated");
  };

  const buildFirst = async (service: Service, deploy: Deploy): Promise<Ending | undefined> => {
    const { from } = deploy;
    if (from?.artifact !== undefined && !deploy.image) deploy.artifact = from.artifact;
    else {
      const ending = await build(world, service, deploy);
      if (ending ?? deploy.abort.signal.aborted) return ending;
    }
    if (deploy.status !== "build_in_progress") return undefined;
    world.event(service.id, "build_ended", { buildId: deploy.id, buildStatus: "succeeded", status: 2, reason: {} });
    return undefined;
  };

  const carryOut = async (service: Service, deploy: Deploy): Promise<void> => {
    const { signal } = deploy.abort;
    const built = await buildFirst(service, deploy);
    if (signal.aborted) return;
    if (built) return finish(service, deploy, built.status, built.reason);
    if (deploy.config.preDeployCommand !== "" && !deploy.from) {
      move(deploy, "pre_deploy_in_progress");
      const ending = await preDeploy(world, service, deploy);
      if (signal.aborted) return;
      if (ending) return finish(service, deploy, ending.status, ending.reason);
    }
    move(deploy, "update_in_progress");
    // A cron job has nothing to start before its time comes.
    if (service.type === "cron") return goLive(service, deploy);
    const problem = await service.pool.replace(deploy, signal, () => goLive(service, deploy));
    if (problem && !problem.ok) finish(service, deploy, problem.status, problem.reason);
  };

  const firstStatus = (deploy: Deploy): Status =>
    !deploy.image && !deploy.from
      ? "build_in_progress"
      : deploy.config.preDeployCommand !== "" && !deploy.from
        ? "pre_deploy_in_progress"
        : "update_in_progress";

  const start = (service: Service, deploy: Deploy): void => {
    service.running = deploy;
    move(deploy, firstStatus(deploy));
    deploy.startedAt = deploy.updatedAt;
    world.event(service.id, "deploy_started", { deployId: deploy.id, trigger: triggerDetails(deploy) });
    if (deploy.status === "build_in_progress") {
      world.event(service.id, "build_started", { buildId: deploy.id, trigger: triggerDetails(deploy) });
    }
    // An image is only fetched when the cron job runs: nothing stands between the request and `live`.
    if (deploy.image && service.type === "cron") goLive(service, deploy);
    const done = carryOutOrFetch(service, deploy).then(() => proceed(service, deploy));
    const tracked = done.finally(() => work.delete(tracked));
    work.add(tracked);
  };
  const carryOutOrFetch = async (service: Service, deploy: Deploy): Promise<void> => {
    if (deploy.status === "live") await build(world, service, deploy);
    else await carryOut(service, deploy);
    await retain(service, policy.retention);
  };

  const proceed = (service: Service, ended: Deploy): void => {
    if (service.running !== ended) return;
    service.running = undefined;
    const newest = service.queue.pop();
    for (const skipped of service.queue.splice(0)) stop(service, skipped, { newDeploy: { id: newest?.id ?? "" } });
    if (newest && !world.closing.aborted) start(service, newest);
  };

  const stop = (service: Service, deploy: Deploy, reason: Reason): void => {
    finish(service, deploy, "canceled", reason);
    deploy.abort.abort();
  };

  const cancel: Engine["cancel"] = (service, deploy) => {
    if (finished(deploy.status)) return false;
    const place = service.queue.indexOf(deploy);
    if (place >= 0) service.queue.splice(place, 1);
    stop(service, deploy, {});
    // The one that waits does not wait for the clearing up.
    proceed(service, deploy);
    return true;
  };

  return {
    request: (service, request) => {
      const createdAt = world.stamp();
      const deploy: Deploy = {
        id: world.newId("dep"),
        commit: request.commit,
        image: request.image,
        trigger: request.trigger,
        config: request.config ?? service.config,
        createdAt,
        updatedAt: createdAt,
        abort: new AbortController(),
        clearCache: request.clearCache ?? false,
        from: request.from,
        status: "queued",
        tookEffect: false,
      };
      service.deploys.push(deploy);
      const { running } = service;
      if (running && policy.overlap === "wait") service.queue.push(deploy);
      else {
        if (running) stop(service, running, { newDeploy: { id: deploy.id } });
        start(service, deploy);
      }
      return deploy;
    },
    cancel,
    cancelAll: (service) => {
      for (const deploy of [...service.queue, service.running]) if (deploy) cancel(service, deploy);
    },
    settled: async () => {
      while (work.size > 0) await Promise.all(work);
      await Promise.all([...world.services.values()].map(({ pool }) => pool.settled()));
    },
  };
};
