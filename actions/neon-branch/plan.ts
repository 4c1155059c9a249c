import type { Outputs } from "../../shared/action/spec.ts";
import { findParent, freeName } from "./create.ts";
import { guardCreate, guardDelete, guardGet } from "./guard.ts";
import { chooseLogin } from "./login.ts";
import { notFound } from "./not-found.ts";
import type { Desk } from "./ports.ts";
import type { spec } from "./spec.ts";
import type { Target } from "./target.ts";

/** Says what would be done and changes nothing; what would be refused is refused here as well. */
export async function plan(desk: Desk, target: Target): Promise<Outputs<typeof spec>> {
  const { databases, context } = desk;
  const { command, fresh } = context.inputs;
  const name = fresh ? await freeName(desk, target.name) : target.name;
  const found = await databases.find(name);
  const steps: string[] = [];
  if (command === "delete") {
    if (found) guardDelete(found, await databases.list());
    steps.push(found ? `Delete ${found.name} (${found.id}).` : `Nothing: there is no branch ${target.name}.`);
  } else if (found) {
    if (command === "create") guardCreate(found, context.inputs);
    else guardGet(found, target);
    await chooseLogin(databases, found.id, target);
    steps.push(`Take ${found.name} (${found.id}) with the data that it has.`);
  } else if (command === "create") {
    const parent = await findParent(desk);
    await chooseLogin(databases, parent.id, target);
    steps.push(`Create ${name} from ${parent.name} (${parent.id}), with a compute.`);
  } else {
    throw await notFound(databases, target.name);
  }
  if (command === "create" && target.expiresIn !== undefined)
    steps.push(`Let it expire ${target.expiresIn} s from now.`);
  if (command === "create" && context.inputs.protect && !found?.isProtected) steps.push("Protect it.");
  for (const step of steps) context.log.info(step);
  context.summary.heading("Neon branch: plan").list(steps);
  return { outcome: "planned", branch: found?.name ?? name, branchId: found?.id, created: "false" };
}
