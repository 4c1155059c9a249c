import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { suspendCompute } from "./computes.ts";
import { annotationOf } from "./list-branches.ts";
import {
  branchOf,
  childrenOf,
  defaultBranch,
  endpointsOf,
  expiry,
  read,
  requireFreeName,
  requireRoom,
  requireRoomForProtected,
} from "./lookups.ts";
import { ready } from "./new-branch.ts";
import { requireFree, schedule, type Step } from "./operations.ts";
import { notFound, unprocessable } from "./refusal.ts";
import { branchView, endpointView, operationView } from "./views.ts";
import { type Branch, count, type World } from "./world.ts";

/** Schedules the steps and answers with the branch and its operations. */
export const begin = (world: World, branch: Branch, steps: readonly Step[]): Reply => {
  const { operations, start } = schedule(world, steps);
  start();
  const shown = operations.map((operation) => operationView(world, operation));
  return { status: 200, body: { branch: branchView(world, branch), operations: shown } };
};

export const getBranch = (world: World, { params }: Incoming): Reply => {
  const branch = branchOf(world, params["branch"]);
  if (branch.hidden > 0) {
    branch.hidden -= 1;
    throw notFound("branch");
  }
  return { status: 200, body: { branch: branchView(world, branch), annotation: annotationOf(branch) } };
};

const update = z.looseObject({
  branch: z.looseObject({
    name: z.string().min(1).max(256).optional(),
    protected: z.boolean().optional(),
    expires_at: z.string().nullish(),
  }),
});

export const updateBranch = (world: World, request: Incoming): Reply => {
  const branch = branchOf(world, request.params["branch"]);
  const { branch: wish } = read(update, request.body);
  requireFree(world, [branch.id]);
  if (wish.name !== undefined && wish.name !== branch.name) requireFreeName(world, wish.name);
  if (wish.protected === true && !branch.protected) requireRoomForProtected(world);
  const willBeProtected = wish.protected ?? branch.protected;
  const expiresAt = typeof wish.expires_at === "string" ? expiry(world, wish.expires_at) : undefined;
  if (expiresAt && (willBeProtected || branch.default || childrenOf(world, branch).length > 0))
    throw unprocessable("a default or protected branch, or one with children, cannot expire");
  branch.name = wish.name ?? branch.name;
  const protecting = willBeProtected !== branch.protected;
  branch.protected = willBeProtected;
  if (wish.expires_at !== undefined) branch.expiresAt = expiresAt;
  branch.updatedAt = world.now();
  return begin(world, branch, protecting ? [{ action: "timeline_update_protected_config", branch: branch.id }] : []);
};

const original = (branch: Branch): boolean => branch.parent === undefined && !branch.schemaOnly && !branch.backup;

export const requireDeletable = (world: World, branch: Branch): void => {
  if (branch.default) throw unprocessable("cannot delete the default branch");
  if (branch.protected) throw unprocessable("cannot delete a protected branch");
  if (original(branch)) throw unprocessable("cannot delete the root branch");
  if (childrenOf(world, branch).length > 0) throw unprocessable("cannot delete a branch that has children");
};

/** So many deleted branches keep their data for being recovered; a test that deletes hundreds must not fill the disk. */
const recoverable = 5;

const closeEndpoints = async (world: World, branch: Branch): Promise<void> => {
  for (const { id, gateway } of endpointsOf(world, branch)) {
    await gateway.close();
    world.endpoints.delete(id);
  }
};

const forgetOldest = async (world: World): Promise<void> => {
  const deleted = [...world.branches.values()].filter((each) => each.deletedAt && !each.forgotten);
  for (const branch of deleted.slice(0, -recoverable)) {
    branch.forgotten = true;
    await closeEndpoints(world, branch);
    await world.storage.remove(branch.id);
  }
};

/** Deletes softly, so that the branch can be recovered, or for good. */
export const remove = (world: World, branch: Branch, how: { readonly hard: boolean; readonly by: "user" | "ttl" }) => {
  branch.deletedAt = world.now();
  branch.updatedAt = branch.deletedAt;
  branch.deletion = how.by;
  count(world, "branches deleted");
  const endpoints = endpointsOf(world, branch);
  for (const { gateway } of endpoints) gateway.drop();
  const forget = async (): Promise<void> => {
    await world.storage.suspend(branch.id);
    if (!how.hard) return forgetOldest(world);
    await closeEndpoints(world, branch);
    world.branches.delete(branch.id);
    await world.storage.remove(branch.id);
  };
  return begin(world, branch, [
    ...endpoints.map((endpoint) => suspendCompute(world, endpoint)),
    { action: "delete_timeline", branch: branch.id, done: forget },
  ]);
};

export const deleteBranch = (world: World, { params, query }: Incoming): Reply => {
  const branch = world.branches.get(params["branch"] ?? "");
  if (!branch) throw notFound("branch");
  if (branch.deletedAt) return { status: 204 };
  requireDeletable(world, branch);
  requireFree(world, [branch.id]);
  return remove(world, branch, { hard: query.get("hard_delete") === "true", by: "user" });
};

const week = 7 * 86_400_000;

/** Takes a deletion back: endpoints come back asleep, and the branch does not expire any more. */
export const recoverBranch = (world: World, { params }: Incoming): Reply => {
  const branch = world.branches.get(params["branch"] ?? "");
  if (!branch?.deletedAt || branch.forgotten || world.now().getTime() - branch.deletedAt.getTime() > week)
    throw notFound("branch");
  requireFree(world, [branch.id]);
  requireFreeName(world, branch.name);
  requireRoom(world, branch.parent === undefined);
  branch.deletedAt = undefined;
  branch.expiresAt = undefined;
  ready(world, branch);
  const endpoints = endpointsOf(world, branch).map((endpoint) => endpointView(world, endpoint));
  return { status: 200, body: { branch: branchView(world, branch), endpoints } };
};

export const setDefault = (world: World, { params }: Incoming): Reply => {
  const branch = branchOf(world, params["branch"]);
  requireFree(world, [branch.id]);
  if (branch.expiresAt) throw unprocessable("a branch that expires cannot be the default");
  defaultBranch(world).default = false;
  branch.default = true;
  return begin(world, branch, []);
};
