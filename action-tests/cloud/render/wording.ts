import type { Reply } from "../routes.ts";
import type { Deploy, Run, Service } from "./types.ts";
import type { Happening, LogLine } from "./world.ts";

/** Microseconds since the epoch as the vendor writes them: six digits, none of them lost. */
export const timestamp = (at: number): string =>
  new Date(Math.floor(at / 1000)).toISOString().replace("Z", `${String(at % 1000).padStart(3, "0")}Z`);

/** Microseconds since the epoch; undefined when it is no time. */
export const instant = (text: string): number | undefined => {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) return undefined;
  const beyond = /\.\d{3}(\d{1,3})/.exec(text)?.[1] ?? "";
  return milliseconds * 1000 + Number(beyond.padEnd(3, "0"));
};

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const problem = (status: number, message: string): Reply => ({ status, body: { message } });
export const notFound = (id: string): Reply => problem(404, `not found: ${id}`);

const optional = (at: number | undefined): string | null => (at === undefined ? null : timestamp(at));

/** The nulls are the vendor's own. */
export const deployBody = (deploy: Deploy) => ({
  id: deploy.id,
  commit: deploy.image ? null : (deploy.commit ?? null),
  ...(deploy.image ? { image: { ref: deploy.image.ref, sha: deploy.image.digest } } : {}),
  status: deploy.status,
  trigger: deploy.trigger,
  createdAt: timestamp(deploy.createdAt),
  updatedAt: timestamp(deploy.updatedAt),
  ...(deploy.startedAt === undefined ? {} : { startedAt: timestamp(deploy.startedAt) }),
  finishedAt: optional(deploy.finishedAt),
});

const types = {
  web: "web_service",
  private: "private_service",
  worker: "background_worker",
  cron: "cron_job",
  static: "static_site",
} as const;

export const typeOf = (service: Service): string => types[service.type];

const detailsOf = (service: Service): Readonly<Record<string, unknown>> => {
  const { type, config, front, parent } = service;
  const base = { buildPlan: "starter", ...(parent ? { parentServer: parent } : {}) };
  const previews = { previews: { generation: "off" }, pullRequestPreviewsEnabled: "no" };
  if (type === "static") {
    const { buildCommand, publishPath } = config;
    return { ...base, ...previews, buildCommand, publishPath, url: front?.url };
  }
  const preDeploy = config.preDeployCommand === "" ? {} : { preDeployCommand: config.preDeployCommand };
  const runtime = service.image === undefined ? "node" : "image";
  const envSpecificDetails =
    runtime === "image"
      ? { dockerCommand: config.startCommand, dockerContext: "", dockerfilePath: "", ...preDeploy }
      : { buildCommand: config.buildCommand, startCommand: config.startCommand, ...preDeploy };
  const program = { ...base, env: runtime, runtime, envSpecificDetails, plan: service.plan, region: "oregon" };
  if (type === "cron") return { ...program, schedule: service.schedule };
  const running = {
    ...program,
    ...previews,
    numInstances: config.instances,
    maxShutdownDelaySeconds: service.shutdownSeconds,
    sshAddress: `${service.id}@ssh.oregon.render.example`,
  };
  if (type === "worker") return running;
  const network = { openPorts: service.live ? [{ port: 10_000, protocol: "TCP" }] : [], url: front?.url };
  return type === "web"
    ? { ...running, ...network, healthCheckPath: config.healthCheckPath }
    : { ...running, ...network };
};

export const serviceBody = (service: Service, ownerId: string) => ({
  id: service.id,
  name: service.name,
  slug: service.name,
  ownerId,
  type: typeOf(service),
  autoDeploy: service.autoDeploy === "off" ? "no" : "yes",
  autoDeployTrigger: service.autoDeploy,
  ...(service.image === undefined
    ? { repo: `https://github.com/${service.repository ?? ""}`, branch: service.branch }
    : { imagePath: service.image }),
  createdAt: timestamp(service.createdAt),
  updatedAt: timestamp(service.updatedAt),
  dashboardUrl: `https://dashboard.render.com/${service.type}/${service.id}`,
  notifyOnFail: "default",
  rootDir: service.rootDir,
  serviceDetails: detailsOf(service),
  suspended: service.suspended ? "suspended" : "not_suspended",
  suspenders: service.suspended ? ["user"] : [],
});

export const eventBody = (event: Happening) => ({
  id: event.id,
  timestamp: timestamp(event.at),
  serviceId: event.service,
  type: event.type,
  details: event.details,
});

export const logBody = (line: LogLine) => ({
  id: line.id,
  timestamp: timestamp(line.at),
  message: line.text,
  labels: [
    { name: "resource", value: line.service },
    ...(line.instance === undefined ? [] : [{ name: "instance", value: line.instance }]),
    { name: "type", value: line.type },
    { name: "level", value: line.level },
  ],
});

export const cronRunBody = (run: Run) => ({
  id: run.id,
  status: run.status === "running" ? "pending" : run.status,
  startedAt: timestamp(run.createdAt),
  ...(run.finishedAt === undefined ? {} : { finishedAt: timestamp(run.finishedAt) }),
});

const jobStatus = {
  running: "running",
  successful: "succeeded",
  unsuccessful: "failed",
  canceled: "canceled",
} as const;

export const jobBody = (run: Run, service: Service) => ({
  id: run.id,
  serviceId: service.id,
  startCommand: run.command,
  planId: "plan-srv-006",
  status: jobStatus[run.status],
  createdAt: timestamp(run.createdAt),
  startedAt: timestamp(run.createdAt),
  ...(run.finishedAt === undefined ? {} : { finishedAt: timestamp(run.finishedAt) }),
});
