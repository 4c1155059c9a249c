import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { begin } from "./branches.ts";
import { applyRoles, startCompute } from "./computes.ts";
import { branchOf, childrenOf, endpointsOf, read, requireFreeName, requireRoom } from "./lookups.ts";
import { newId } from "./names.ts";
import { databasesOfCopy, newBranch, ready, rolesOfCopy } from "./new-branch.ts";
import { requireFree } from "./operations.ts";
import { momentOf } from "./past.ts";
import { unprocessable, wrong } from "./refusal.ts";
import { type Branch, count, type World } from "./world.ts";

const body = z.looseObject({
  source_branch_id: z.string(),
  source_lsn: z.string().optional(),
  source_timestamp: z.string().optional(),
  preserve_under_name: z.string().min(1).max(256).optional(),
});

/** What was there goes on under another name and takes the children along. */
const preserve = (world: World, branch: Branch, name: string): Branch => {
  const backup = newBranch(world, {
    ...branch,
    id: newId("br"),
    name,
    protected: false,
    default: false,
    expiresAt: undefined,
    backup: true,
    createdAt: world.now(),
  });
  ready(world, backup);
  for (const child of childrenOf(world, branch)) child.parent = backup.id;
  world.branches.set(backup.id, backup);
  count(world, "branches created");
  return backup;
};

/** Roles keep the passwords that this branch had: its addresses stay valid. */
const takeOver = (world: World, branch: Branch, source: Branch): void => {
  const roles = rolesOfCopy(source, source.protected);
  for (const [name, role] of roles) role.password = branch.roles.get(name)?.password ?? role.password;
  branch.roles = roles;
  if (branch !== source) branch.databases = databasesOfCopy(world, source.databases);
};

export const restoreBranch = async (world: World, request: Incoming): Promise<Reply> => {
  const branch = branchOf(world, request.params["branch"]);
  const wish = read(body, request.body);
  const source = branchOf(world, wish.source_branch_id);
  const own = source === branch;
  const name = wish.preserve_under_name;
  if (own && wish.source_lsn === undefined && wish.source_timestamp === undefined)
    throw wrong("a branch is restored from itself to an earlier time: source_timestamp or source_lsn is required");
  if (own && name === undefined) throw wrong("preserve_under_name is required to restore a branch from itself");
  if (branch.protected) throw unprocessable("cannot restore a protected branch");
  if (name === undefined && childrenOf(world, branch).length > 0)
    throw unprocessable("preserve_under_name is required for a branch that has children");
  const moment = momentOf(world, source, { time: wish.source_timestamp, lsn: wish.source_lsn });
  requireFree(world, [branch.id, source.id]);
  if (source.state !== "ready") throw unprocessable("branch not ready yet");
  if (name !== undefined) {
    requireFreeName(world, name);
    requireRoom(world, branch.parent === undefined);
  }

  const { storage } = world;
  const draft = newId("br");
  const remembered = storage.rememberedSince(branch.id) !== undefined;
  branch.state = "resetting";
  branch.pending = "ready";
  try {
    await storage.copy(source.id, draft, moment);
  } catch {
    ready(world, branch);
    await storage.remove(draft);
    throw unprocessable("the requested moment is outside of the restore window");
  }
  const endpoints = endpointsOf(world, branch);
  for (const { gateway } of endpoints) gateway.drop();
  if (name === undefined) await storage.remove(branch.id);
  else await storage.move(branch.id, preserve(world, branch, name).id);
  await storage.move(draft, branch.id);
  if (remembered) await storage.remember(branch.id);
  takeOver(world, branch, source);
  await applyRoles(world, branch, branch.roles.values());
  branch.lastResetAt = world.now();
  branch.parentTimestamp = moment && "time" in moment ? moment.time : undefined;
  count(world, "branches restored");
  return begin(world, branch, [
    { action: "create_branch", branch: branch.id, done: () => ready(world, branch) },
    ...endpoints.map((endpoint) => startCompute(world, endpoint)),
  ]);
};
