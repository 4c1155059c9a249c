import * as z from "zod";
import type { Incoming, Reply } from "../routes.ts";
import { administer, quoted } from "./computes.ts";
import { branchOf, read } from "./lookups.ts";
import { requireFree, schedule } from "./operations.ts";
import { conflict, notFound } from "./refusal.ts";
import { databaseView, operationView } from "./views.ts";
import type { Branch, Database, World } from "./world.ts";

const find = (world: World, { params }: Incoming): { branch: Branch; database: Database } => {
  const branch = branchOf(world, params["branch"]);
  const database = branch.databases.get(params["database"] ?? "");
  if (!database) throw notFound("database");
  return { branch, database };
};

const reply = (world: World, branch: Branch, database: Database, status: number): Reply => {
  const { operations, start } = schedule(world, [{ action: "apply_config", branch: branch.id }]);
  start();
  const shown = operations.map((operation) => operationView(world, operation));
  return { status, body: { database: databaseView(branch, database), operations: shown } };
};

export const listDatabases = (world: World, { params }: Incoming): Reply => {
  const branch = branchOf(world, params["branch"]);
  const databases = [...branch.databases.values()].map((database) => databaseView(branch, database));
  return { status: 200, body: { databases } };
};

export const getDatabase = (world: World, request: Incoming): Reply => {
  const { branch, database } = find(world, request);
  return { status: 200, body: { database: databaseView(branch, database) } };
};

const body = z.looseObject({ database: z.looseObject({ name: z.string().min(1).max(63), owner_name: z.string() }) });

export const createDatabase = async (world: World, request: Incoming): Promise<Reply> => {
  const branch = branchOf(world, request.params["branch"]);
  const { name, owner_name: owner } = read(body, request.body).database;
  requireFree(world, [branch.id]);
  if (branch.databases.has(name)) throw conflict(`database with the provided name "${name}" already exists`);
  if (!branch.roles.has(owner)) throw notFound("role");
  await administer(world, branch, `create database ${quoted(name)} owner ${quoted(owner)} strategy file_copy`);
  world.nextDatabase += 1;
  const now = world.now();
  const database: Database = { id: world.nextDatabase, name, owner, createdAt: now, updatedAt: now };
  branch.databases.set(name, database);
  return reply(world, branch, database, 201);
};

export const deleteDatabase = async (world: World, request: Incoming): Promise<Reply> => {
  const { branch, database } = find(world, request);
  requireFree(world, [branch.id]);
  await administer(world, branch, `drop database ${quoted(database.name)} with (force)`);
  branch.databases.delete(database.name);
  return reply(world, branch, database, 200);
};
