import { setTimeout as wait } from "node:timers/promises";
import type { Sql } from "../postgres/server.ts";
import { openGateway } from "./gateway.ts";
import { newId } from "./names.ts";
import type { Step } from "./operations.ts";
import type { Branch, Endpoint, Role, World } from "./world.ts";

export interface EndpointWish {
  readonly type: "read_write" | "read_only";
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly suspendTimeout?: number | undefined;
}

/** Opens the addresses of a new compute endpoint. It starts with its operation, or with the first connection. */
export const newEndpoint = async (world: World, branch: string, wish: EndpointWish): Promise<Endpoint> => {
  const now = world.now();
  let timer: NodeJS.Timeout | undefined;
  const wake = async (): Promise<string> => {
    clearTimeout(timer);
    const home = world.branches.get(endpoint.branch);
    if (!home || home.deletedAt) throw new Error("endpoint not found");
    if (endpoint.disabled) throw new Error("endpoint is disabled");
    if (!world.storage.running(home.id)) await wait(world.options.wakeMilliseconds ?? 0);
    const server = await world.storage.compute(endpoint.branch);
    endpoint.state = "active";
    // An archived branch comes back with the first access.
    if (home.state === "archived") home.state = "ready";
    return server.socket;
  };
  const sleep = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (gateway.connections() > 0 || world.closing.signal.aborted) return;
      endpoint.state = "idle";
      world.storage.suspend(endpoint.branch).catch((error: unknown) => world.failures.push(String(error)));
    }, world.options.idleMilliseconds ?? 20_000).unref();
  };
  const gateway = await openGateway({ wake, onIdle: sleep });
  const endpoint: Endpoint = {
    id: newId("ep"),
    branch,
    type: wish.type,
    state: "init",
    pending: "active",
    disabled: false,
    min: wish.min ?? 0.25,
    max: wish.max ?? wish.min ?? 0.25,
    suspendTimeout: wish.suspendTimeout ?? 0,
    gateway,
    rest: sleep,
    createdAt: now,
    updatedAt: now,
  };
  world.endpoints.set(endpoint.id, endpoint);
  return endpoint;
};

export const startCompute = (world: World, endpoint: Endpoint): Step => ({
  action: "start_compute",
  branch: endpoint.branch,
  endpoint: endpoint.id,
  done: async () => {
    if (!endpoint.disabled) await world.storage.compute(endpoint.branch);
    endpoint.state = "active";
    endpoint.pending = undefined;
    endpoint.rest();
  },
});

/** Breaks all connections of an endpoint and puts its compute to sleep. */
export const suspendCompute = (world: World, endpoint: Endpoint): Step => ({
  action: "suspend_compute",
  branch: endpoint.branch,
  endpoint: endpoint.id,
  done: async () => {
    endpoint.gateway.drop();
    await world.storage.suspend(endpoint.branch);
    endpoint.state = "idle";
    endpoint.pending = undefined;
  },
});

const withAdmin = <T>(world: World, branch: Branch, work: (sql: Sql) => Promise<T>): Promise<T> =>
  world.storage.work(branch.id, "template1", work);

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
/** A name as an SQL identifier. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Makes Postgres' own roles and databases those that the branch has, with its passwords. */
export const applyRoles = async (world: World, branch: Branch, roles: Iterable<Role>): Promise<void> => {
  await withAdmin(world, branch, async (sql) => {
    for (const role of roles) {
      const [known] = await sql`select 1 from pg_roles where rolname = ${role.name}`;
      const what = known ? "alter" : "create";
      const rights = "login createdb createrole bypassrls inherit";
      await sql.unsafe(`${what} role ${quoted(role.name)} with ${rights} password ${literal(role.password)}`);
    }
  });
};

/** Runs one statement about roles or databases as the superuser. Names must be given as `quoted`. */
export const administer = (world: World, branch: Branch, statement: string): Promise<void> =>
  withAdmin(world, branch, async (sql) => {
    await sql.unsafe(statement);
  });
