import { openFront } from "./front.ts";
import type { ServiceOptions } from "./options.ts";
import { newPool } from "./pool.ts";
import type { Config, Service } from "./types.ts";
import { letters, type World } from "./world.ts";

const configOf = (options: ServiceOptions): Config => ({
  buildCommand: options.buildCommand ?? "",
  preDeployCommand: options.preDeployCommand ?? "",
  startCommand: options.startCommand ?? "npm start",
  healthCheckPath: options.type === undefined || options.type === "web" ? (options.healthCheckPath ?? "") : "",
  publishPath: options.publishPath ?? ".",
  instances: options.instances ?? 1,
  env: options.env ?? {},
  secretFiles: options.secretFiles ?? {},
});

/** Makes a service that has no deploy yet, and its public address. */
export const addService = async (
  world: World,
  options: ServiceOptions,
  parent?: { readonly id: string; readonly name: string },
): Promise<Service> => {
  const type = options.type ?? "web";
  const reachable = type === "web" || type === "private" || type === "static";
  const createdAt = world.stamp();
  const service: Service = {
    id: options.id ?? world.newId(type === "cron" ? "crn" : "srv"),
    type,
    repository: options.repository,
    rootDir: options.rootDir ?? "",
    plan: options.plan ?? "starter",
    schedule: options.schedule ?? "0 0 * * *",
    parent,
    shutdownSeconds: options.shutdownSeconds ?? 30,
    createdAt,
    hookKey: letters(12),
    front: reachable ? await openFront(options.port) : undefined,
    pool: newPool(world, () => service),
    name: options.name,
    branch: options.branch ?? "main",
    image: options.image,
    autoDeploy: options.autoDeploy ?? "commit",
    config: configOf(options),
    suspended: false,
    updatedAt: createdAt,
    deploys: [],
    live: undefined,
    running: undefined,
    queue: [],
    runs: [],
  };
  world.services.set(service.id, service);
  return service;
};

/** Ends everything a service has and forgets it. */
export const removeService = async (world: World, service: Service): Promise<void> => {
  world.services.delete(service.id);
  service.pool.suspend();
  for (const run of service.runs) run.abort.abort();
  await service.pool.settled();
  await service.front?.close();
};
