import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadContract } from "../contract.ts";
import type { Incoming, Reply } from "../routes.ts";
import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";
import { isRefusal, newActions } from "./actions.ts";
import { dumpOf, effectsOf } from "./dump.ts";
import { newEngine } from "./engine.ts";
import { newRegistry } from "./images.ts";
import { type Allowance, newLimiter } from "./limits.ts";
import { defaultLimits, defaultTimings, type RenderOptions } from "./options.ts";
import { deployRoutes } from "./routes-deploys.ts";
import { previewRoutes } from "./routes-previews.ts";
import { reportRoutes } from "./routes-reports.ts";
import { runRoutes } from "./routes-runs.ts";
import { serviceRoutes } from "./routes-services.ts";
import { settingRoutes } from "./routes-settings.ts";
import { addService, removeService } from "./service.ts";
import type { Service } from "./types.ts";
import { notFound, problem } from "./wording.ts";
import { newWorld } from "./world.ts";

export interface RenderEmulator extends Emulator {
  readonly apiKey: string;
  readonly ownerId: string;
  /** By name or id. `url` is the stable public address, of services that have one. */
  readonly service: (name: string) => { readonly id: string; readonly url: string; readonly hookUrl: string };
  /** What GitHub tells after a push; deploys where that is wanted. */
  readonly pushed: (repository: string, branch: string, sha: string) => Promise<void>;
  /** All checks of a commit are green. */
  readonly checksPassed: (repository: string, sha: string) => Promise<void>;
  readonly images: {
    /** Moves a tag. */
    readonly tag: (ref: string, digest: string) => void;
    /** Nobody can pull it any more. */
    readonly remove: (digest: string) => void;
  };
  /** How many deploys were started, by service and by commit or digest. */
  readonly effects: () => Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** When no deploy runs or waits and every old instance is gone. */
  readonly settled: () => Promise<void>;
}

const bearer = (request: Incoming): string => /^Bearer (.+)$/.exec(request.headers["authorization"] ?? "")?.[1] ?? "";

/** Render on loopback: real processes from real commits behind one switching address per service. */
export const startRender = async (options: RenderOptions): Promise<RenderEmulator> => {
  const closing = new AbortController();
  const root = await mkdtemp(join(tmpdir(), "slipway-render-"));
  const registry = newRegistry(options.images);
  const world = newWorld({
    root,
    registry,
    timings: { ...defaultTimings, ...options.timings },
    repositories: options.repositories ?? {},
    closing: closing.signal,
  });
  const engine = newEngine(world, { overlap: options.overlap ?? "wait", retention: options.retention ?? 10 });
  const actions = newActions(world, engine);
  const keys = options.apiKeys ?? ["rnd_emulated"];
  const ownerId = world.newId("tea");

  const allow = options.limits === false ? undefined : newLimiter({ ...defaultLimits, ...options.limits });
  const allowances = new WeakMap<Incoming, Allowance>();
  const before = (request: Incoming): Reply | undefined => {
    const hook = request.path.startsWith("/deploy/");
    const key = bearer(request);
    const allowance = allow?.(key, request.method, request.path);
    if (allowance) allowances.set(request, allowance);
    if (!hook && !keys.includes(key)) return problem(401, "unauthorized");
    if (!allowance || allowance.allowed) return undefined;
    return { ...problem(429, "rate limit exceeded"), headers: { "retry-after": String(allowance.reset) } };
  };
  const after = (request: Incoming, reply: Reply): Reply => {
    const { limit = 1000, remaining = 999, reset = 60 } = allowances.get(request) ?? {};
    return {
      ...reply,
      headers: {
        ...reply.headers,
        "ratelimit-limit": String(limit),
        "ratelimit-remaining": String(remaining),
        "ratelimit-reset": String(reset),
        "render-request-id": world.newId("req"),
        vary: "Origin",
      },
    };
  };

  const server = await startServer({
    prefix: "/v1",
    port: options.port,
    contract: loadContract("render-cut.patched.json"),
    before,
    after,
    notFound: ({ path }) => notFound(path),
    routes: [
      ...deployRoutes(world, engine, actions, options.answer202),
      ...serviceRoutes(world, engine, actions, ownerId),
      ...settingRoutes(world),
      ...reportRoutes(world, ownerId),
      ...runRoutes(world),
      ...previewRoutes(world, actions, ownerId),
    ],
  });
  const close = async (): Promise<void> => {
    closing.abort();
    for (const service of world.services.values()) engine.cancelAll(service);
    await engine.settled();
    await Promise.all([...world.services.values()].map((service) => removeService(world, service)));
    await server.close();
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  };
  const find = (name: string): Service => {
    const all = [...world.services.values()];
    const found = world.services.get(name) ?? all.find((service) => service.name === name);
    if (!found) throw new Error(`no service is called ${name}`);
    return found;
  };

  try {
    await Promise.all(
      options.services.map(async (each) => {
        const service = await addService(world, each);
        if (each.initial === undefined) return;
        const wanted = each.image === undefined ? { commit: each.initial } : { image: each.initial };
        // A cron job takes no commit: its branch is what it starts with.
        const deploy = await actions.start(service, { ...(each.type === "cron" ? {} : wanted), trigger: "manual" });
        if (isRefusal(deploy)) throw new Error(`${each.name}: ${deploy.message}`);
      }),
    );
    await engine.settled();
    const dead = options.services.find(({ name, initial }) => initial !== undefined && !find(name).live);
    if (dead)
      throw new Error(`${dead.name}: its first deploy failed\n${world.logs.map(({ text }) => text).join("\n")}`);
  } catch (error) {
    await close();
    throw error;
  }

  return {
    ...server,
    apiKey: keys[0] ?? "",
    ownerId,
    service: (name) => {
      const { id, front, hookKey } = find(name);
      const hookUrl = `${server.url.replace(/\/v1$/, "")}/deploy/${id}?key=${hookKey}`;
      return { id, url: front?.url ?? "", hookUrl };
    },
    pushed: (repository, branch, sha) => actions.autoDeploy(repository, branch, sha, "commit"),
    checksPassed: (repository, sha) => actions.autoDeploy(repository, undefined, sha, "checksPass"),
    images: { tag: registry.tag, remove: registry.remove },
    effects: () => effectsOf(world),
    settled: engine.settled,
    dump: () => dumpOf(world),
    close,
  };
};
