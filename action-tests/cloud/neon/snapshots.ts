import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { begin } from "./branches.ts";
import { startCompute } from "./computes.ts";
import { branchOf, endpointsOf, expiry, moment, read, requireFreeName, requireRoom } from "./lookups.ts";
import { newId } from "./names.ts";
import { databasesOfCopy, newBranch, ready, rolesOfCopy } from "./new-branch.ts";
import { requireFree, schedule } from "./operations.ts";
import { momentOf } from "./past.ts";
import { notFound, unprocessable, wrong } from "./refusal.ts";
import { branchView, endpointView, operationView, snapshotView, time } from "./views.ts";
import { type Branch, count, type Snapshot, type World } from "./world.ts";

const snapshotOf = (world: World, { params }: Incoming): Snapshot => {
  const snapshot = world.snapshots.get(params["snapshot"] ?? "");
  if (!snapshot) throw notFound("snapshot");
  return snapshot;
};

export const createSnapshot = async (world: World, { params, query }: Incoming): Promise<Reply> => {
  const branch = branchOf(world, params["branch"]);
  const lsn = query.get("lsn") ?? undefined;
  const past = momentOf(world, branch, { time: query.get("timestamp") ?? undefined, lsn });
  if (branch.parent !== undefined) throw unprocessable("snapshots can only be made of root branches");
  if (world.snapshots.size >= world.limits.snapshots)
    throw unprocessable("snapshots limit exceeded", "SNAPSHOTS_LIMIT_EXCEEDED");
  const expires = query.get("expires_at");
  if (expires !== null) moment(expires, "expires_at");
  requireFree(world, [branch.id]);
  const now = world.now();
  const snapshot: Snapshot = {
    id: newId("snap"),
    name: query.get("name") ?? `${branch.name} ${time(now)}`,
    branch: branch.id,
    createdAt: now,
    expiresAt: expires === null ? undefined : expiry(world, expires),
    roles: branch.roles,
    databases: branch.databases,
  };
  const { operations, start } = schedule(world, [{ action: "create_branch", branch: branch.id }]);
  await world.storage.copy(branch.id, snapshot.id, past);
  world.snapshots.set(snapshot.id, snapshot);
  count(world, "snapshots created");
  start();
  const shown = operations.map((operation) => operationView(world, operation));
  return { status: 200, body: { snapshot: snapshotView(snapshot), operations: shown } };
};

export const listSnapshots = (world: World): Reply => ({
  status: 200,
  body: { snapshots: [...world.snapshots.values()].map(snapshotView) },
});

const naming = z.looseObject({ snapshot: z.looseObject({ name: z.string().optional() }) });

export const renameSnapshot = (world: World, request: Incoming): Reply => {
  const snapshot = snapshotOf(world, request);
  snapshot.name = read(naming, request.body).snapshot.name ?? snapshot.name;
  return { status: 200, body: { snapshot: snapshotView(snapshot) } };
};

export const deleteSnapshot = (world: World, request: Incoming): Reply => {
  const snapshot = snapshotOf(world, request);
  requireFree(world, []);
  world.snapshots.delete(snapshot.id);
  const step = { action: "delete_timeline", done: () => world.storage.remove(snapshot.id) };
  const { operations, start } = schedule(world, [step]);
  start();
  return { status: 202, body: { operations: operations.map((operation) => operationView(world, operation)) } };
};

const restoring = z
  .looseObject({
    name: z.string().min(1).max(256).optional(),
    target_branch_id: z.string().optional(),
    finalize_restore: z.boolean().optional(),
  })
  .optional();

/** The computes and the name go to the restored branch; the one that had them keeps its data under another name. */
const finalize = (world: World, branch: Branch, oldName: string | undefined): void => {
  const origin = branch.restoredFrom;
  const target = world.branches.get(origin?.target ?? "");
  if (!origin || !target) throw unprocessable("the branch was not restored from a snapshot");
  const { name } = target;
  target.name = oldName ?? `${name}_old_${time(world.now())}`;
  branch.name = name;
  branch.default = target.default;
  branch.protected = target.protected;
  target.default = false;
  target.protected = false;
  target.backup = true;
  origin.final = true;
  for (const endpoint of endpointsOf(world, target)) {
    endpoint.gateway.drop();
    endpoint.branch = branch.id;
  }
};

const restarts = (world: World, branch: Branch) =>
  endpointsOf(world, branch).map((endpoint) => startCompute(world, endpoint));

export const restoreSnapshot = async (world: World, request: Incoming): Promise<Reply> => {
  const snapshot = snapshotOf(world, request);
  const wish = read(restoring, request.body) ?? {};
  const target = branchOf(world, wish.target_branch_id ?? snapshot.branch);
  const name = wish.name ?? request.query.get("name") ?? `${target.name}_from_${snapshot.name}`;
  requireFree(world, [target.id]);
  requireFreeName(world, name);
  requireRoom(world, true);
  const branch = newBranch(world, {
    id: newId("br"),
    name,
    parent: undefined,
    backup: true,
    roles: rolesOfCopy(snapshot, false),
    databases: databasesOfCopy(world, snapshot.databases),
    restoredFrom: { snapshot: snapshot.id, target: target.id, final: false },
  });
  world.branches.set(branch.id, branch);
  count(world, "branches created");
  await world.storage.copy(snapshot.id, branch.id);
  if (wish.finalize_restore === true) finalize(world, branch, undefined);
  const made = { action: "create_branch", branch: branch.id, done: () => ready(world, branch) };
  const { operations, start } = schedule(world, [made, ...restarts(world, branch)]);
  start();
  return {
    status: 200,
    body: {
      branch: branchView(world, branch),
      endpoints: endpointsOf(world, branch).map((endpoint) => endpointView(world, endpoint)),
      operations: operations.map((operation) => operationView(world, operation)),
    },
  };
};

const finalizing = z.looseObject({ name: z.string().min(1).max(256).optional() }).optional();

export const finalizeRestore = (world: World, request: Incoming): Reply => {
  const branch = branchOf(world, request.params["branch"]);
  const { name } = read(finalizing, request.body) ?? {};
  if (!branch.restoredFrom || branch.restoredFrom.final) throw wrong("the branch has no restore to be finalized");
  requireFree(world, [branch.id]);
  if (name !== undefined) requireFreeName(world, name);
  finalize(world, branch, name);
  const { body } = begin(world, branch, restarts(world, branch));
  return { status: 200, body: { operations: (body as { operations: unknown }).operations } };
};
