import type { Incoming, Reply, Route } from "../routes.ts";
import { deleteBranch, getBranch, recoverBranch, setDefault, updateBranch } from "./branches.ts";
import { createBranch } from "./create-branch.ts";
import { createDatabase, deleteDatabase, getDatabase, listDatabases } from "./databases.ts";
import {
  connectionUri,
  createEndpoint,
  deleteEndpoint,
  getEndpoint,
  listEndpoints,
  restartEndpoint,
  startEndpoint,
  suspendEndpoint,
  updateEndpoint,
} from "./endpoints.ts";
import { countBranches, listBranches } from "./list-branches.ts";
import { notFound, Refusal, refused, wrong } from "./refusal.ts";
import { restoreBranch } from "./restore.ts";
import { createRole, deleteRole, getRole, listRoles, resetPassword, revealPassword } from "./roles.ts";
import { compareSchema, getSchema } from "./schema.ts";
import {
  createSnapshot,
  deleteSnapshot,
  finalizeRestore,
  listSnapshots,
  renameSnapshot,
  restoreSnapshot,
} from "./snapshots.ts";
import { operationView, projectView } from "./views.ts";
import type { World } from "./world.ts";

type Handler = (world: World, request: Incoming) => Reply | Promise<Reply>;

/** Newest first; a new operation may be missing for a while. */
const listOperations: Handler = (world, { query }) => {
  const limit = Number(query.get("limit") ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000) throw wrong("limit must be from 1 to 1000");
  const shown = world.operations.toReversed().filter((operation) => {
    operation.hidden -= 1;
    return operation.hidden < 0;
  });
  const cursor = query.get("cursor");
  const from = cursor === null ? 0 : shown.findIndex(({ id }) => id === cursor) + 1;
  const page = shown.slice(from, from + limit);
  const last = page.at(-1);
  const pagination = last ? { pagination: { cursor: last.id } } : {};
  return { status: 200, body: { operations: page.map((each) => operationView(world, each)), ...pagination } };
};

const getOperation: Handler = (world, { params }) => {
  const operation = world.operations.find(({ id }) => id === params["operation"]);
  if (!operation) throw notFound("operation");
  return { status: 200, body: { operation: operationView(world, operation) } };
};

const getProject: Handler = (world) => ({ status: 200, body: { project: projectView(world) } });

const branch = "/branches/:branch";
const table: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["GET", "", getProject],
  ["GET", "/operations", listOperations],
  ["GET", "/operations/:operation", getOperation],
  ["GET", "/connection_uri", connectionUri],
  ["GET", "/branches", listBranches],
  ["POST", "/branches", createBranch],
  ["GET", "/branches/count", countBranches],
  ["GET", branch, getBranch],
  ["PATCH", branch, updateBranch],
  ["DELETE", branch, deleteBranch],
  ["POST", `${branch}/restore`, restoreBranch],
  ["POST", `${branch}/recover`, recoverBranch],
  ["POST", `${branch}/set_as_default`, setDefault],
  ["POST", `${branch}/finalize_restore`, finalizeRestore],
  ["POST", `${branch}/snapshot`, createSnapshot],
  ["GET", `${branch}/schema`, getSchema],
  ["GET", `${branch}/compare_schema`, compareSchema],
  ["GET", `${branch}/endpoints`, listEndpoints],
  ["GET", `${branch}/databases`, listDatabases],
  ["POST", `${branch}/databases`, createDatabase],
  ["GET", `${branch}/databases/:database`, getDatabase],
  ["DELETE", `${branch}/databases/:database`, deleteDatabase],
  ["GET", `${branch}/roles`, listRoles],
  ["POST", `${branch}/roles`, createRole],
  ["GET", `${branch}/roles/:role`, getRole],
  ["DELETE", `${branch}/roles/:role`, deleteRole],
  ["GET", `${branch}/roles/:role/reveal_password`, revealPassword],
  ["POST", `${branch}/roles/:role/reset_password`, resetPassword],
  ["GET", "/snapshots", listSnapshots],
  ["PATCH", "/snapshots/:snapshot", renameSnapshot],
  ["DELETE", "/snapshots/:snapshot", deleteSnapshot],
  ["POST", "/snapshots/:snapshot/restore", restoreSnapshot],
  ["GET", "/endpoints", listEndpoints],
  ["POST", "/endpoints", createEndpoint],
  ["GET", "/endpoints/:endpoint", getEndpoint],
  ["PATCH", "/endpoints/:endpoint", updateEndpoint],
  ["DELETE", "/endpoints/:endpoint", deleteEndpoint],
  ["POST", "/endpoints/:endpoint/start", startEndpoint],
  ["POST", "/endpoints/:endpoint/suspend", suspendEndpoint],
  ["POST", "/endpoints/:endpoint/restart", restartEndpoint],
];

export const neonRoutes = (world: World): readonly Route[] =>
  table.map(([method, path, handler]) => ({
    method,
    path: `/projects/:project${path}`,
    handler: async (request) => {
      const own = Symbol(path);
      world.current = own;
      try {
        if (request.params["project"] !== world.project.id) throw notFound("project");
        return await handler(world, request);
      } catch (error) {
        if (error instanceof Refusal) return refused(error);
        throw error;
      } finally {
        world.reserved.delete(own);
      }
    },
  }));
