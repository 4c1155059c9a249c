import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { checkHealth, exitReason, type Instance, type Launched, launch, retire } from "./instance.ts";
import type { Deploy, Service } from "./types.ts";
import type { World } from "./world.ts";

/** The processes of one service. */
export interface Pool {
  readonly instances: () => readonly Instance[];
  /**
   * Puts a deploy in the place of what runs, one instance after the other. `commit` is called in the moment when the last
   * one has taken over. When one fails, everything is as before.
   */
  readonly replace: (deploy: Deploy, signal: AbortSignal, commit: () => void) => Promise<Launched | undefined>;
  readonly scale: (deploy: Deploy, count: number) => Promise<void>;
  /** Ends everything; the address answers that the service is suspended. */
  readonly suspend: () => void;
  /** Resolves when nothing is on its way out any more. */
  readonly settled: () => Promise<void>;
}

export const newPool = (world: World, service: () => Service): Pool => {
  let active: Instance[] = [];
  const leaving = new Set<Promise<void>>();
  const { timings, closing } = world;

  const point = (): void => {
    const ports = active.flatMap(({ healthy, port }) => (healthy && port !== undefined ? [port] : []));
    service().front?.point({ kind: "ports", ports });
  };
  const dismiss = (instance: Instance, after: number): void => {
    instance.leaving = true;
    const done = retire(world, service(), instance, after).finally(() => leaving.delete(done));
    leaving.add(done);
  };
  const failed = (instance: Instance, reason: unknown): void =>
    world.event(service().id, "server_failed", { instanceID: instance.id, reason });

  /** A new process of the same deploy in the place of one that died. */
  const revive = async (dead: Instance): Promise<void> => {
    // Each attempt waits twice as long as the one before, as a process that cannot live is no hurry.
    for (let pause = timings.healthInterval * 4; active.includes(dead) && !closing.aborted; pause *= 2) {
      await wait(Math.min(pause, timings.healthInterval * 200), undefined, { signal: closing }).catch(() => {});
      const launched = await launch(world, service(), dead.deploy, closing);
      if (!launched.ok) continue;
      const { instance } = launched;
      if (!active.includes(dead)) return dismiss(instance, 0);
      active = active.map((other) => (other === dead ? instance : other));
      world.event(service().id, "server_available", {});
      point();
      return watch(instance);
    }
  };

  const watchExit = async (instance: Instance): Promise<void> => {
    const exit = await instance.child.exited;
    instance.healthy = false;
    if (instance.leaving || closing.aborted) return;
    failed(instance, exitReason(exit).failure);
    point();
    await revive(instance);
  };
  const watchHealth = async (instance: Instance, port: number): Promise<void> => {
    let failingSince: number | undefined;
    while (!instance.leaving && !closing.aborted) {
      await wait(timings.healthInterval * 8, undefined, { signal: closing }).catch(() => {});
      if (instance.leaving || closing.aborted) return;
      const problem = await checkHealth(world, instance.deploy, port);
      if (instance.leaving) return;
      const now = performance.now();
      failingSince = problem === undefined ? undefined : (failingSince ?? now);
      const failing = failingSince === undefined ? 0 : now - failingSince;
      if (failing >= timings.restartAfter) return instance.child.signal("SIGKILL");
      const healthy = failing < timings.evictAfter;
      if (healthy === instance.healthy) continue;
      instance.healthy = healthy;
      if (!healthy) failed(instance, { evicted: false, unhealthy: problem ?? "" });
      point();
    }
  };
  const watch = (instance: Instance): void => {
    void watchExit(instance);
    if (instance.port !== undefined && instance.deploy.config.healthCheckPath !== "") {
      void watchHealth(instance, instance.port);
    }
  };

  let turn: Promise<unknown> = Promise.resolve();
  const replace: Pool["replace"] = (deploy, signal, commit) => {
    // An aborted deploy puts things back before the next one touches them.
    const done = turn.then(() => replaceNow(deploy, signal, commit));
    turn = done.catch(() => {});
    return done;
  };
  const replaceNow: Pool["replace"] = async (deploy, signal, commit) => {
    if (signal.aborted) return undefined;
    const before = active;
    if (service().type === "static") {
      dropAll(before);
      service().front?.point({ kind: "folder", folder: join(deploy.artifact ?? "", deploy.config.publishPath) });
      commit();
      return undefined;
    }
    const fresh: Instance[] = [];
    for (let index = 0; index < deploy.config.instances; index++) {
      const launched = await launch(world, service(), deploy, signal);
      if (!launched.ok || signal.aborted) {
        active = before;
        point();
        for (const instance of [...fresh, ...(launched.ok ? [launched.instance] : [])]) dismiss(instance, 0);
        return launched.ok ? { ok: false, status: "canceled", reason: {} } : launched;
      }
      fresh.push(launched.instance);
      watch(launched.instance);
      const last = fresh.length === deploy.config.instances;
      active = last ? [...fresh] : [...fresh, ...before.slice(fresh.length)];
      point();
    }
    commit();
    for (const instance of before) dismiss(instance, timings.terminateAfter);
    return undefined;
  };
  const dropAll = (instances: readonly Instance[]): void => {
    active = [];
    for (const instance of instances) dismiss(instance, 0);
  };

  return {
    instances: () => active,
    replace,
    scale: async (deploy, count) => {
      for (const surplus of active.slice(count)) dismiss(surplus, timings.terminateAfter);
      active = active.slice(0, count);
      point();
      while (active.length < count) {
        const launched = await launch(world, service(), deploy, closing);
        if (!launched.ok) return;
        active = [...active, launched.instance];
        watch(launched.instance);
        point();
      }
    },
    suspend: () => {
      dropAll(active);
      service().front?.point({ kind: "suspended" });
    },
    settled: async () => {
      while (leaving.size > 0) await Promise.all(leaving);
    },
  };
};
