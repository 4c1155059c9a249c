import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { newEndpoint, startCompute, suspendCompute } from "./computes.ts";
import { endpointBody, requirePlanAllows, wishOf } from "./create-branch.ts";
import { branchOf, endpointsOf, read, writableEndpoint } from "./lookups.ts";
import { requireFree, schedule, type Step } from "./operations.ts";
import { conflict, notFound, Refusal, unprocessable } from "./refusal.ts";
import { endpointView, operationView, uriOf } from "./views.ts";
import type { Endpoint, World } from "./world.ts";

const find = (world: World, { params }: Incoming): Endpoint => {
  const endpoint = world.endpoints.get(params["endpoint"] ?? "");
  if (!endpoint || world.branches.get(endpoint.branch)?.deletedAt) throw notFound("endpoint");
  return endpoint;
};

const reply = (world: World, endpoint: Endpoint, steps: readonly Step[], status = 200): Reply => {
  const { operations, start } = schedule(world, steps);
  start();
  const shown = operations.map((operation) => operationView(world, operation));
  return { status, body: { endpoint: endpointView(world, endpoint), operations: shown } };
};

export const listEndpoints = (world: World, { params }: Incoming): Reply => {
  const all = [...world.endpoints.values()].filter(({ branch }) => !world.branches.get(branch)?.deletedAt);
  const found = params["branch"] === undefined ? all : endpointsOf(world, branchOf(world, params["branch"]));
  return { status: 200, body: { endpoints: found.map((endpoint) => endpointView(world, endpoint)) } };
};

export const getEndpoint = (world: World, request: Incoming): Reply => ({
  status: 200,
  body: { endpoint: endpointView(world, find(world, request)) },
});

const creation = z.looseObject({ endpoint: endpointBody.extend({ branch_id: z.string() }) });

export const createEndpoint = async (world: World, request: Incoming): Promise<Reply> => {
  const { endpoint: wish } = read(creation, request.body);
  const branch = branchOf(world, wish.branch_id);
  requirePlanAllows(world, wish);
  requireFree(world, [branch.id]);
  if (wish.type === "read_write" && writableEndpoint(world, branch))
    throw conflict("read-write endpoint already exists");
  const endpoint = await newEndpoint(world, branch.id, wishOf(wish));
  return reply(world, endpoint, [startCompute(world, endpoint)], 201);
};

const update = z.looseObject({
  endpoint: z.looseObject({
    disabled: z.boolean().optional(),
    autoscaling_limit_min_cu: z.number().min(0.25).optional(),
    autoscaling_limit_max_cu: z.number().min(0.25).optional(),
    suspend_timeout_seconds: z.number().int().min(-1).max(604_800).optional(),
  }),
});

export const updateEndpoint = (world: World, request: Incoming): Reply => {
  const endpoint = find(world, request);
  const { endpoint: wish } = read(update, request.body);
  requirePlanAllows(world, { ...wish, type: endpoint.type });
  requireFree(world, [endpoint.branch]);
  endpoint.min = wish.autoscaling_limit_min_cu ?? endpoint.min;
  endpoint.max = wish.autoscaling_limit_max_cu ?? endpoint.max;
  endpoint.suspendTimeout = wish.suspend_timeout_seconds ?? endpoint.suspendTimeout;
  endpoint.disabled = wish.disabled ?? endpoint.disabled;
  endpoint.updatedAt = world.now();
  return reply(world, endpoint, endpoint.disabled ? [suspendCompute(world, endpoint)] : []);
};

/** A protected branch protects its compute, too. */
export const deleteEndpoint = (world: World, request: Incoming): Reply => {
  const endpoint = find(world, request);
  if (branchOf(world, endpoint.branch).protected)
    throw unprocessable("cannot delete the compute of a protected branch");
  requireFree(world, [endpoint.branch]);
  const gone = async (): Promise<void> => {
    world.endpoints.delete(endpoint.id);
    await endpoint.gateway.close();
  };
  const suspend = suspendCompute(world, endpoint);
  return reply(world, endpoint, [{ ...suspend, done: () => Promise.resolve(suspend.done?.()).then(gone) }]);
};

export const startEndpoint = (world: World, request: Incoming): Reply => {
  const endpoint = find(world, request);
  requireFree(world, [endpoint.branch]);
  endpoint.pending = "active";
  return reply(world, endpoint, [startCompute(world, endpoint)]);
};

export const suspendEndpoint = (world: World, request: Incoming): Reply => {
  const endpoint = find(world, request);
  if (endpoint.pending !== undefined) throw new Refusal(423, "endpoint is in some transitive state, could not suspend");
  requireFree(world, [endpoint.branch]);
  endpoint.pending = "idle";
  return reply(world, endpoint, [suspendCompute(world, endpoint)]);
};

export const restartEndpoint = (world: World, request: Incoming): Reply => {
  const endpoint = find(world, request);
  requireFree(world, [endpoint.branch]);
  return reply(world, endpoint, [suspendCompute(world, endpoint), startCompute(world, endpoint)]);
};

/** Without a branch it is the default one: the address of production. */
export const connectionUri = (world: World, { query }: Incoming): Reply => {
  const named = query.get("endpoint_id");
  const of = named === null ? undefined : world.endpoints.get(named);
  if (named !== null && !of) throw notFound("endpoint");
  const asked = query.get("branch_id") ?? of?.branch;
  const branch =
    asked === undefined ? [...world.branches.values()].find((each) => each.default) : branchOf(world, asked);
  const endpoint = of ?? (branch && writableEndpoint(world, branch));
  if (!branch || !endpoint) throw notFound("endpoint");
  const role = branch.roles.get(query.get("role_name") ?? "");
  if (!role) throw notFound("role");
  const database = branch.databases.get(query.get("database_name") ?? "");
  if (!database) throw notFound("database");
  const password = world.options.storePasswords === false ? undefined : role.password;
  const pooled = query.get("pooled")?.toLowerCase() === "true";
  const to = { database: database.name, role: role.name, password };
  return { status: 200, body: { uri: uriOf(world, endpoint, to, pooled) } };
};
