import { randomUUID } from "node:crypto";
import { loadContract } from "../contract.ts";
import { rateWindow } from "../rate-window.ts";
import type { Incoming, Reply } from "../routes.ts";
import { startServer } from "../server.ts";
import type { Emulator } from "../types.ts";
import { remove, requireDeletable } from "./branches.ts";
import { administer, applyRoles, newEndpoint, quoted, startCompute } from "./computes.ts";
import { defaultBranch, living, writableEndpoint } from "./lookups.ts";
import { newApiKey, newId, newPassword, newProjectId } from "./names.ts";
import { newBranch, ready } from "./new-branch.ts";
import { schedule, settled } from "./operations.ts";
import { limitsOf, type NeonOptions } from "./options.ts";
import { Refusal, refused } from "./refusal.ts";
import { neonRoutes } from "./routes.ts";
import { fingerprints } from "./schema.ts";
import { openStorage } from "./storage.ts";
import { time, uriOf } from "./views.ts";
import type { World } from "./world.ts";

export interface NeonEmulator extends Emulator {
  readonly apiKey: string;
  readonly projectId: string;
  readonly database: string;
  readonly role: string;
  readonly mainBranchId: string;
  /** Address of a branch's database, by the branch's name; the default branch's when none is given. */
  readonly uri: (branch?: string, options?: { readonly pooled?: boolean }) => string;
  /** By branch name: parent's name, protection, expiry, and what is in each database. */
  readonly dump: () => Promise<unknown>;
  /** How often something was done, such as `branches created`. */
  readonly effects: () => Readonly<Record<string, number>>;
  /** Lets the next operations (of one action) go wrong: `failed` ones are tried again, `error` is final. */
  readonly spoil: (mishap: {
    readonly action?: string;
    readonly as: "failed" | "error";
    readonly times?: number;
  }) => void;
  /** Neon's own availability checker: locks the project as any operation does. */
  readonly checkAvailability: () => void;
  /** Archives a branch, by name, as Neon does with those that nobody uses. The first access brings it back. */
  readonly archive: (branch: string) => Promise<void>;
  /** The job that deletes what has expired, later than its time. Answers the names of what it deleted. */
  readonly sweepExpired: () => readonly string[];
  /** Resolves when no operation is going on. */
  readonly settled: () => Promise<void>;
}

const gate = (world: World, apiKey: string) => {
  const minute = rateWindow(world.options.perMinute ?? 700, 60_000);
  const seconds = new Map<string, ReturnType<typeof rateWindow>>();
  return ({ method, path, headers }: Incoming): Reply | undefined => {
    const route = `${method} ${path.replaceAll(/\b(br|ep|snap)-[a-z0-9-]+|[0-9a-f-]{36}/g, "*")}`;
    const second = seconds.get(route) ?? rateWindow(world.options.perSecondPerRoute ?? 40, 1000);
    seconds.set(route, second);
    if (!second.take() || !minute.take()) return refused(new Refusal(429, "rate limit exceeded"));
    const key = /^bearer (.+)$/i.exec(headers["authorization"] ?? "")?.[1];
    if (key === apiKey) return undefined;
    return refused(new Refusal(401, "supplied credentials do not pass authentication"));
  };
};

const newWorld = async (options: NeonOptions): Promise<World> => {
  const now = options.now ?? (() => new Date());
  return {
    options,
    limits: limitsOf[options.plan ?? "launch"],
    project: { id: newProjectId(), createdAt: now() },
    storage: await openStorage(),
    branches: new Map(),
    endpoints: new Map(),
    operations: [],
    snapshots: new Map(),
    mishaps: [],
    reserved: new Map(),
    current: Symbol("none"),
    effects: {},
    failures: [],
    background: new Set(),
    closing: new AbortController(),
    now,
    nextDatabase: 39_000_000,
  };
};

/** The branch that every project has from the start, with one role, one database and one compute. */
const firstBranch = async (world: World, database: string, role: string) => {
  const at = world.now();
  const branch = newBranch(world, {
    id: newId("br"),
    name: world.options.branch ?? "main",
    parent: undefined,
    default: true,
    protected: world.options.protectDefault ?? false,
    roles: new Map([[role, { name: role, password: newPassword(), createdAt: at, updatedAt: at }]]),
    databases: new Map([
      [database, { id: world.nextDatabase, name: database, owner: role, createdAt: at, updatedAt: at }],
    ]),
  });
  world.branches.set(branch.id, branch);
  await world.storage.root(branch.id);
  await applyRoles(world, branch, branch.roles.values());
  // A rename makes no further files: every branch will copy them all.
  await administer(world, branch, `alter database postgres rename to ${quoted(database)}`);
  await administer(world, branch, `alter database ${quoted(database)} owner to ${quoted(role)}`);
  ready(world, branch);
  const endpoint = await newEndpoint(world, branch.id, { type: "read_write" });
  await startCompute(world, endpoint).done?.();
  return branch;
};

const dump = async (world: World): Promise<unknown> => {
  await settled(world);
  const found: Record<string, unknown> = {};
  for (const branch of living(world).toSorted((a, b) => a.name.localeCompare(b.name)))
    found[branch.name] = {
      parent: branch.parent === undefined ? undefined : world.branches.get(branch.parent)?.name,
      default: branch.default,
      protected: branch.protected,
      expires: branch.expiresAt === undefined ? undefined : time(branch.expiresAt),
      computes: [...world.endpoints.values()].filter((each) => each.branch === branch.id).map(({ type }) => type),
      databases: await fingerprints(world, branch),
    };
  return found;
};

/** A Neon project on loopback. Its branches are real Postgres clusters, its addresses real connections. */
export const startNeon = async (options: NeonOptions = {}): Promise<NeonEmulator> => {
  const { database = "neondb", role = "neondb_owner", apiKey = newApiKey() } = options;
  const world = await newWorld(options);
  try {
    const main = await firstBranch(world, database, role);
    const server = await startServer({
      prefix: "/api/v2",
      routes: neonRoutes(world),
      contract: loadContract("neon-cut.json"),
      before: gate(world, apiKey),
      after: (_, reply) => ({ ...reply, headers: { ...reply.headers, "x-neon-ret-request-id": randomUUID() } }),
      notFound: () => refused(new Refusal(404, "this route does not exist")),
      port: options.port,
    });
    return {
      ...server,
      get violations() {
        return [...server.violations, ...world.failures];
      },
      apiKey,
      projectId: world.project.id,
      database,
      role,
      mainBranchId: main.id,
      uri: (name, { pooled = false } = {}) => {
        const branch = name === undefined ? defaultBranch(world) : living(world).find((each) => each.name === name);
        const endpoint = branch && writableEndpoint(world, branch);
        if (!branch || !endpoint) throw new Error(`no branch ${name} with a compute`);
        return uriOf(world, endpoint, { database, role, password: branch.roles.get(role)?.password }, pooled);
      },
      dump: () => dump(world),
      effects: () => ({ ...world.effects }),
      spoil: ({ action, as, times = 1 }) => void world.mishaps.push({ action, as, times }),
      checkAvailability: () => schedule(world, [{ action: "check_availability", branch: main.id }]).start(),
      archive: async (name) => {
        const branch = living(world).find((each) => each.name === name);
        if (!branch || branch.protected || branch.default) throw new Error(`branch ${name} cannot be archived`);
        await world.storage.suspend(branch.id);
        branch.state = "archived";
      },
      sweepExpired: () => {
        const due = living(world).filter(({ expiresAt }) => expiresAt && expiresAt <= world.now());
        for (const branch of due) {
          requireDeletable(world, branch);
          remove(world, branch, { hard: false, by: "ttl" });
        }
        return due.map(({ name }) => name);
      },
      settled: () => settled(world),
      close: async () => {
        world.closing.abort();
        await server.close();
        await settled(world);
        await Promise.all([...world.endpoints.values()].map(({ gateway }) => gateway.close()));
        await world.storage.close();
      },
    };
  } catch (error) {
    await world.storage.close();
    throw error;
  }
};
