import type { Outputs } from "../../shared/action/spec.ts";
import { findAddresses } from "./addresses.ts";
import { create, type Usable } from "./create.ts";
import { guardDelete, guardGet } from "./guard.ts";
import { notFound } from "./not-found.ts";
import { plan } from "./plan.ts";
import type { Desk, NeonContext, Ports } from "./ports.ts";
import { settle, settleDeletion } from "./settle.ts";
import type { spec } from "./spec.ts";
import { describeBranch } from "./summary.ts";
import { findTarget, type Target } from "./target.ts";

type Result = Outputs<typeof spec>;

/** Milliseconds before the step's own deadline in which a branch that did not become usable is deleted again. */
const RESERVE = 20_000;

export async function neonBranch(context: NeonContext, ports: Ports): Promise<Result> {
  const { inputs, clock, summary } = context;
  const target = await findTarget(context, ports);
  const whole = inputs.timeout * 1000;
  const desk: Desk = {
    context,
    databases: ports.branching(target.project),
    connect: ports.connect,
    deadline: clock.now() + whole - Math.min(RESERVE, whole / 4),
  };
  if (inputs.dryRun) return plan(desk, target);
  if (inputs.command === "delete") return remove(desk, target);
  const usable = inputs.command === "get" ? await get(desk, target) : await create(desk, target);
  describeBranch(summary, context, target, usable);
  return outputs(usable);
}

const outputs = ({ branch, created, addresses: { direct, pooled } }: Usable): Result => ({
  outcome: created ? "created" : "found",
  branchId: branch.id,
  branch: branch.name,
  created: String(created),
  databaseUrl: direct.url.reveal(),
  databaseUrlPooled: pooled.url.reveal(),
  host: direct.host,
  expiresAt: branch.expiresAt ?? "",
});

/** Never creates anything. */
async function get(desk: Desk, target: Target): Promise<Usable> {
  const found = await desk.databases.find(target.name);
  if (found === undefined) throw await notFound(desk.databases, target.name);
  guardGet(found, target);
  const branch = await settle(desk, found, [], { isNew: false });
  return { branch, created: false, addresses: await findAddresses(desk, branch, target) };
}

async function remove(desk: Desk, { name }: Target): Promise<Result> {
  const { databases, context } = desk;
  const found = await databases.find(name);
  if (found === undefined) return absent(desk, name);
  guardDelete(found, await databases.list());
  const { value, operations } = await databases.remove(found.id);
  if (value === "absent") return absent(desk, name);
  await settleDeletion(desk, found, operations);
  context.log.info(`Deleted ${found.name} (${found.id}).`);
  context.summary.heading("Neon branch deleted").facts({ Branch: { code: found.name }, Id: { code: found.id } });
  return { outcome: "deleted", branch: found.name, branchId: found.id, deleted: [{ id: found.id, name: found.name }] };
}

function absent({ context }: Desk, name: string): Result {
  context.log.info(`There is no branch ${name}: nothing to delete.`);
  context.summary.heading("Neon branch: nothing to delete").facts({ Branch: { code: name } });
  return { outcome: "absent", branch: name, deleted: [] };
}
