import { setTimeout as wait } from "node:timers/promises";
import { type Child, type Exit, startChild } from "./child.ts";
import { environmentOf, folderOf, writeSecretFiles } from "./environment.ts";
import { probeHttp, probePort } from "./probe.ts";
import type { Deploy, Reason, Service, Status } from "./types.ts";
import { letters, type World } from "./world.ts";

export interface Instance {
  readonly id: string;
  readonly createdAt: number;
  readonly deploy: Deploy;
  readonly port: number | undefined;
  readonly child: Child;
  /** Gets requests only while it is. */
  healthy: boolean;
  /** Meant to end. */
  leaving: boolean;
}

export type Launched =
  | { readonly ok: true; readonly instance: Instance }
  | { readonly ok: false; readonly status: Status; readonly reason: Reason };

export const exitReason = ({ code }: Exit): Reason => ({
  failure: { evicted: false, ...(code === 0 ? { earlyExit: true } : { nonZeroExit: code ?? 137 }) },
});

/** undefined when healthy. */
export const checkHealth = (world: World, deploy: Deploy, port: number): Promise<string | undefined> => {
  const { healthCheckPath } = deploy.config;
  return healthCheckPath === ""
    ? probePort(port, world.timings.probeTimeout)
    : probeHttp(port, healthCheckPath, world.timings.probeTimeout);
};

const tooLate = (deploy: Deploy, problem: string): Launched =>
  deploy.config.healthCheckPath === ""
    ? { ok: false, status: "update_failed", reason: { failure: { evicted: false, timedOutSeconds: 900 } } }
    : { ok: false, status: "canceled", reason: { failure: { evicted: false, unhealthy: problem } } };

/** Starts one process of a deploy and waits until it may serve. Ends it when it may not, or when told to stop. */
export const launch = async (
  world: World,
  service: Service,
  deploy: Deploy,
  signal: AbortSignal,
): Promise<Launched> => {
  const { timings } = world;
  const id = `${service.id}-${letters(5)}`;
  const port = service.front ? await world.freePort() : undefined;
  await writeSecretFiles(service, deploy);
  const child = startChild({
    command: deploy.command ?? deploy.config.startCommand,
    cwd: folderOf(service, deploy),
    env: environmentOf(world, service, deploy, {
      RENDER_INSTANCE_ID: id,
      ...(port === undefined ? {} : { PORT: String(port) }),
    }),
    onLine: (text, stream) => {
      const level = stream === "stderr" ? "error" : "info";
      world.log({ service: service.id, instance: id, type: "app", level, text });
    },
  });
  const instance: Instance = { id, createdAt: world.stamp(), deploy, port, child, healthy: true, leaving: false };

  let exit: Exit | undefined;
  const gone = child.exited.then((ended) => {
    exit = ended;
  });
  const pause = (milliseconds: number) =>
    Promise.race([gone, wait(milliseconds, undefined, { signal }).catch(() => {})]);
  const aborted = new Promise<void>((resolve) => {
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  const deadline = performance.now() + timings.healthDeadline;
  if (port === undefined) await pause(timings.grace);
  else {
    for (;;) {
      const problem = await Promise.race([gone, aborted, checkHealth(world, deploy, port)]);
      if (exit || signal.aborted || problem === undefined) break;
      if (performance.now() >= deadline) {
        instance.leaving = true;
        child.signal("SIGKILL");
        return tooLate(deploy, problem);
      }
      await pause(timings.healthInterval);
    }
  }
  if (exit) return { ok: false, status: "update_failed", reason: exitReason(exit) };
  if (signal.aborted) {
    instance.leaving = true;
    child.signal("SIGKILL");
    return { ok: false, status: "canceled", reason: {} };
  }
  return { ok: true, instance };
};

/** Ends an instance as the vendor does: a while after the switch SIGTERM, and SIGKILL when that takes too long. */
export const retire = async (world: World, service: Service, instance: Instance, after: number): Promise<void> => {
  instance.leaving = true;
  const pause = (milliseconds: number) =>
    Promise.race([instance.child.exited, wait(milliseconds, undefined, { signal: world.closing }).catch(() => {})]);
  await pause(after);
  instance.child.signal("SIGTERM");
  await pause(service.shutdownSeconds * world.timings.shutdownSecond);
  instance.child.signal("SIGKILL");
  await instance.child.exited;
};
