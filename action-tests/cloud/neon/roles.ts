import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { administer, applyRoles, quoted } from "./computes.ts";
import { branchOf, endpointsOf, read } from "./lookups.ts";
import { newPassword } from "./names.ts";
import { requireFree, schedule } from "./operations.ts";
import { conflict, notFound, Refusal, unprocessable } from "./refusal.ts";
import { operationView, roleView } from "./views.ts";
import type { Branch, Role, World } from "./world.ts";

const find = (world: World, { params }: Incoming): { branch: Branch; role: Role } => {
  const branch = branchOf(world, params["branch"]);
  const role = branch.roles.get(params["role"] ?? "");
  if (!role) throw notFound("role");
  return { branch, role };
};

/** A change of roles restarts the compute's sessions. */
const reply = (world: World, branch: Branch, role: Role, status: number, withPassword: boolean): Reply => {
  for (const { gateway } of endpointsOf(world, branch)) gateway.drop();
  const { operations, start } = schedule(world, [{ action: "apply_config", branch: branch.id }]);
  start();
  const shown = operations.map((operation) => operationView(world, operation));
  return { status, body: { role: roleView(branch, role, withPassword), operations: shown } };
};

export const listRoles = (world: World, { params }: Incoming): Reply => {
  const branch = branchOf(world, params["branch"]);
  return { status: 200, body: { roles: [...branch.roles.values()].map((role) => roleView(branch, role, false)) } };
};

export const getRole = (world: World, request: Incoming): Reply => {
  const { branch, role } = find(world, request);
  return { status: 200, body: { role: roleView(branch, role, false) } };
};

const body = z.looseObject({ role: z.looseObject({ name: z.string().min(1).max(63) }) });

export const createRole = async (world: World, request: Incoming): Promise<Reply> => {
  const branch = branchOf(world, request.params["branch"]);
  const { name } = read(body, request.body).role;
  requireFree(world, [branch.id]);
  if (branch.roles.has(name)) throw conflict(`role with the provided name "${name}" already exists`);
  const now = world.now();
  const role: Role = { name, password: newPassword(), createdAt: now, updatedAt: now };
  branch.roles.set(name, role);
  await applyRoles(world, branch, [role]);
  return reply(world, branch, role, 201, true);
};

export const deleteRole = async (world: World, request: Incoming): Promise<Reply> => {
  const { branch, role } = find(world, request);
  requireFree(world, [branch.id]);
  if ([...branch.databases.values()].some(({ owner }) => owner === role.name))
    throw unprocessable("cannot delete a role that owns a database");
  await administer(world, branch, `drop role ${quoted(role.name)}`);
  branch.roles.delete(role.name);
  return reply(world, branch, role, 200, false);
};

export const revealPassword = (world: World, request: Incoming): Reply => {
  const { role } = find(world, request);
  if (world.options.storePasswords === false) throw new Refusal(412, "Storing passwords is disabled");
  return { status: 200, body: { password: role.password } };
};

export const resetPassword = async (world: World, request: Incoming): Promise<Reply> => {
  const { branch, role } = find(world, request);
  requireFree(world, [branch.id]);
  role.password = newPassword();
  role.updatedAt = world.now();
  await applyRoles(world, branch, [role]);
  return reply(world, branch, role, 200, true);
};
