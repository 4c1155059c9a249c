import type * as z from "zod";
import { conflict, notFound, unprocessable, wrong } from "./refusal.ts";
import type { Branch, Endpoint, World } from "./world.ts";

export const living = (world: World): readonly Branch[] => [...world.branches.values()].filter((b) => !b.deletedAt);

export const branchOf = (world: World, id: string | undefined): Branch => {
  const branch = id === undefined ? undefined : world.branches.get(id);
  if (!branch || branch.deletedAt) throw notFound("branch");
  return branch;
};

export const defaultBranch = (world: World): Branch => {
  const branch = living(world).find((candidate) => candidate.default);
  if (!branch) throw notFound("branch");
  return branch;
};

export const childrenOf = (world: World, { id }: Branch): readonly Branch[] =>
  living(world).filter(({ parent }) => parent === id);

export const endpointsOf = (world: World, { id }: Branch): readonly Endpoint[] =>
  [...world.endpoints.values()].filter(({ branch }) => branch === id);

export const writableEndpoint = (world: World, branch: Branch): Endpoint | undefined =>
  endpointsOf(world, branch).find(({ type }) => type === "read_write");

export const requireFreeName = (world: World, name: string): void => {
  if (living(world).some((branch) => branch.name === name))
    throw conflict(`branch with the provided name "${name}" already exists`);
};

/** A further branch, or root branch, must fit into the plan. */
export const requireRoom = (world: World, root: boolean): void => {
  const branches = living(world);
  if (branches.length >= world.limits.branches)
    throw unprocessable(
      `branches limit exceeded: the project may have ${world.limits.branches} branches`,
      "BRANCHES_LIMIT_EXCEEDED",
    );
  if (root && branches.filter(({ parent }) => parent === undefined).length >= world.limits.roots)
    throw unprocessable(
      `root branches limit exceeded: the project may have ${world.limits.roots} root branches`,
      "ROOT_BRANCHES_LIMIT_EXCEEDED",
    );
};

export const requireRoomForProtected = (world: World): void => {
  if (living(world).filter((branch) => branch.protected).length >= world.limits.protectedBranches)
    throw unprocessable("protected branches limit exceeded", "BRANCHES_PROTECTED_LIMIT_EXCEEDED");
};

const month = 30 * 86_400_000;

/** Reads a time to expire at: RFC 3339, in the future, within 30 days. */
export const expiry = (world: World, text: string): Date => {
  const at = moment(text, "expires_at");
  const ahead = at.getTime() - world.now().getTime();
  if (ahead <= 0) throw unprocessable("expires_at must be in the future");
  if (ahead > month) throw unprocessable("expires_at must be within 30 days");
  return at;
};

export const moment = (text: string, field: string): Date => {
  const at = new Date(text);
  const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  if (!rfc3339.test(text) || Number.isNaN(at.getTime())) throw wrong(`decode ${field}: not an RFC 3339 date-time`);
  return at;
};

/** Reads a body, or says which field is wrong. */
export const read = <T>(schema: z.ZodType<T>, body: unknown): T => {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw wrong(`decode application/json: invalid: ${field || "body"} (${issue?.message ?? "field required"})`);
};
