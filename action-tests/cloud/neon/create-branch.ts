import * as z from "zod";
import type { Moment } from "../postgres/backup.ts";
import type { Incoming, Reply } from "../routes.ts";
import { applyRoles, newEndpoint, startCompute } from "./computes.ts";
import {
  branchOf,
  defaultBranch,
  expiry,
  read,
  requireFreeName,
  requireRoom,
  requireRoomForProtected,
} from "./lookups.ts";
import { newId } from "./names.ts";
import { databasesOfCopy, newBranch, ready, rolesOfCopy } from "./new-branch.ts";
import { requireFree, schedule } from "./operations.ts";
import { momentOf } from "./past.ts";
import { Refusal, unprocessable, wrong } from "./refusal.ts";
import { emptyTables } from "./schema-only.ts";
import { branchView, databaseView, endpointView, hostOf, operationView, roleView, uriOf } from "./views.ts";
import { type Branch, count, type Endpoint, type Operation, type World } from "./world.ts";

export const endpointBody = z.looseObject({
  type: z.enum(["read_write", "read_only"]),
  autoscaling_limit_min_cu: z.number().min(0.25).optional(),
  autoscaling_limit_max_cu: z.number().min(0.25).optional(),
  suspend_timeout_seconds: z.number().int().min(-1).max(604_800).optional(),
});

const body = z
  .looseObject({
    branch: z
      .looseObject({
        parent_id: z.string().optional(),
        name: z.string().min(1).max(256).optional(),
        parent_lsn: z.string().optional(),
        parent_timestamp: z.string().optional(),
        protected: z.boolean().optional(),
        init_source: z.enum(["parent-data", "schema-only"]).optional(),
        expires_at: z.string().optional(),
      })
      .optional(),
    endpoints: z.array(endpointBody).optional(),
    annotation_value: z.record(z.string(), z.string()).optional(),
  })
  .optional();

/** The Free plan's scale-to-zero is fixed: naming a time for it is refused, but for 0, the default. */
export const requirePlanAllows = (world: World, wish: z.infer<typeof endpointBody>): void => {
  if ((world.options.plan ?? "launch") === "free" && (wish.suspend_timeout_seconds ?? 0) !== 0)
    throw new Refusal(412, "suspend_timeout_seconds cannot be set on the Free plan");
};

export const wishOf = (wish: z.infer<typeof endpointBody>) => ({
  type: wish.type,
  min: wish.autoscaling_limit_min_cu,
  max: wish.autoscaling_limit_max_cu,
  suspendTimeout: wish.suspend_timeout_seconds,
});

/** Only where there is one role and one database is it clear whose address to tell. */
const connectionUris = (world: World, branch: Branch, endpoints: readonly Endpoint[]) => {
  const [role, ...otherRoles] = branch.roles.values();
  const [database, ...otherDatabases] = branch.databases.values();
  if (!role || !database || otherRoles.length + otherDatabases.length > 0 || endpoints.length === 0) return {};
  const password = world.options.storePasswords === false ? undefined : role.password;
  return {
    connection_uris: endpoints.map((endpoint) => ({
      connection_uri: uriOf(world, endpoint, { database: database.name, role: role.name, password }, false),
      connection_parameters: {
        database: database.name,
        password: password ?? "",
        role: role.name,
        host: hostOf(world, endpoint, false),
        pooler_host: hostOf(world, endpoint, true),
      },
    })),
  };
};

/** A moment may look possible and yet not be in the log. */
const copyOrUndo = async (
  world: World,
  parent: Branch,
  branch: Branch,
  operations: readonly Operation[],
  moment: Moment | undefined,
): Promise<void> => {
  try {
    await world.storage.copy(parent.id, branch.id, moment);
  } catch (error) {
    for (const operation of operations) operation.status = "cancelled";
    world.branches.delete(branch.id);
    await world.storage.remove(branch.id);
    if (!moment) throw error;
    throw unprocessable("the requested moment is outside of the restore window");
  }
};

export const createBranch = async (world: World, request: Incoming): Promise<Reply> => {
  const { branch: wish = {}, endpoints: wishes = [], annotation_value: annotation } = read(body, request.body) ?? {};
  const parent = wish.parent_id === undefined ? defaultBranch(world) : branchOf(world, wish.parent_id);
  const id = newId("br");
  const name = wish.name ?? id;
  const schemaOnly = wish.init_source === "schema-only";
  if (wishes.filter(({ type }) => type === "read_write").length > 1)
    throw wrong("a branch has one read_write endpoint");
  for (const each of wishes) requirePlanAllows(world, each);
  requireFree(world, [parent.id]);
  if (parent.state !== "ready" && parent.state !== "archived") throw unprocessable("branch not ready yet");
  requireFreeName(world, name);
  requireRoom(world, schemaOnly);
  if (wish.protected === true) requireRoomForProtected(world);
  const expiresAt = wish.expires_at === undefined ? undefined : expiry(world, wish.expires_at);
  if (expiresAt && wish.protected === true) throw unprocessable("a protected branch cannot expire");
  const moment = momentOf(world, parent, { time: wish.parent_timestamp, lsn: wish.parent_lsn });

  const branch = newBranch(world, {
    id,
    name,
    parent: schemaOnly ? undefined : parent.id,
    parentTimestamp: moment && "time" in moment ? moment.time : world.now(),
    roles: rolesOfCopy(parent, parent.protected),
    databases: databasesOfCopy(world, parent.databases),
    protected: wish.protected ?? false,
    schemaOnly,
    expiresAt,
    annotation,
    hidden: world.options.notFoundAfterCreate ?? 0,
  });
  world.branches.set(id, branch);
  count(world, "branches created");
  const endpoints = await Promise.all(wishes.map((each) => newEndpoint(world, id, wishOf(each))));
  const { operations, start } = schedule(world, [
    { action: "create_branch", branch: id, done: () => ready(world, branch) },
    ...endpoints.map((endpoint) => startCompute(world, endpoint)),
  ]);
  if (moment && "lsn" in moment) branch.parentLsn = moment.lsn;
  else if (world.storage.running(parent.id)) branch.parentLsn = await world.storage.lsn(parent.id);
  await copyOrUndo(world, parent, branch, operations, moment);
  if (parent.protected) await applyRoles(world, branch, branch.roles.values());
  if (schemaOnly) await emptyTables(world, branch);
  // Nobody would put a compute to sleep that no endpoint stands for.
  if (endpoints.length === 0) await world.storage.suspend(id);
  start();

  const withPasswords = world.options.storePasswords !== false || parent.protected;
  return {
    status: 201,
    body: {
      branch: branchView(world, branch),
      endpoints: endpoints.map((endpoint) => endpointView(world, endpoint)),
      operations: operations.map((operation) => operationView(world, operation)),
      roles: [...branch.roles.values()].map((role) => roleView(branch, role, withPasswords)),
      databases: [...branch.databases.values()].map((database) => databaseView(branch, database)),
      ...connectionUris(world, branch, endpoints),
    },
  };
};
