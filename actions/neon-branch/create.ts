import { randomUUID } from "node:crypto";
import { Failure } from "../../shared/action/failure.ts";
import type { DatabaseBranch, NewBranch } from "../../shared/ports/databases.ts";
import { type Addresses, findAddresses } from "./addresses.ts";
import { guardCreate } from "./guard.ts";
import { chooseLogin } from "./login.ts";
import type { Desk } from "./ports.ts";
import { settle } from "./settle.ts";
import type { Target } from "./target.ts";

export interface Usable {
  readonly branch: DatabaseBranch;
  readonly created: boolean;
  readonly addresses: Addresses;
}

/** RFC 3339 to the second, as Neon wants it. */
const toSecond = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");

const expiryOf = ({ expiresIn }: Target, now: Date): string | undefined =>
  expiresIn === undefined ? undefined : toSecond(new Date(now.getTime() + expiresIn * 1000));

/** The branch that a new one would be made from; its absence is found before anything is created. */
export async function findParent({ databases, context: { inputs } }: Desk): Promise<DatabaseBranch> {
  const { parent } = inputs;
  const found =
    parent === undefined ? (await databases.list()).find(({ isDefault }) => isDefault) : await databases.find(parent);
  if (found) return found;
  throw new Failure(
    "SLIP-NEON-NOT-FOUND",
    parent === undefined
      ? "The project has no default branch."
      : `There is no branch \`${parent}\` to branch off from.`,
    {
      blame: "user",
      state: "Nothing was changed.",
      next: "Give `parent` the name or id of a branch of this project.",
    },
  );
}

/** The name itself, or with the first number that makes it one which no branch has. */
export async function freeName({ databases }: Pick<Desk, "databases">, name: string): Promise<string> {
  const taken = new Set((await databases.list()).map((branch) => branch.name));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Others that create branches of the same name at the same time; more of them is something else. */
const RIVALS = 5;

/**
 * Creates the branch or takes the one of that name, brings it to what was asked for, and waits until it answers. A
 * `fresh` one is created under a free name, whatever is there.
 */
export async function create(desk: Desk, wanted: Target, attempt = 1): Promise<Usable> {
  const { context, databases } = desk;
  const { fresh } = context.inputs;
  const target = fresh ? { ...wanted, name: await freeName(desk, wanted.name) } : wanted;
  const existing = fresh ? undefined : await databases.find(target.name);
  if (existing) {
    guardCreate(existing, context.inputs);
    context.log.info(`${existing.name} (${existing.id}) is there already, with the data that it has.`);
    return finish(existing, []);
  }
  const parent = await findParent(desk);
  await chooseLogin(databases, parent.id, target);
  const order = wish(parent);
  // Registered before the request goes out: it may be carried out although its answer never arrives.
  const keep = context.onCancel(`deletion of the new branch ${order.name}`, async () => {
    await databases.withdraw(order);
  });
  try {
    const { value: branch, created, operations } = await databases.create(order);
    if (created) {
      context.log.info(`Created ${branch.name} (${branch.id}) from ${parent.name}.`);
      return { created, ...(await ready(branch, operations, true)) };
    }
    if (fresh && attempt < RIVALS) return await create(desk, wanted, attempt + 1);
    if (fresh) throw noName(target.name);
    guardCreate(branch, context.inputs);
    context.log.info(`${branch.name} (${branch.id}) was created by somebody else in the meantime.`);
    return await finish(branch, operations);
  } catch (thrown) {
    // A cancelled step undoes by itself what is registered above.
    throw context.signal.aborted ? thrown : await undo(order, thrown);
  } finally {
    if (!context.signal.aborted) keep();
  }

  function wish({ id }: DatabaseBranch): NewBranch {
    const { parentTimestamp, schemaOnly, protect } = context.inputs;
    return {
      name: target.name,
      parent: id,
      parentTimestamp,
      schemaOnly,
      protect,
      expiresAt: expiryOf(target, context.clock.date()),
      labels: {
        slipway: "1",
        "slipway-repository": context.run.repository,
        "slipway-ref": context.run.ref,
        "slipway-run": context.run.runId,
        "slipway-token": randomUUID(),
      },
    };
  }

  async function finish(branch: DatabaseBranch, operations: readonly string[]): Promise<Usable> {
    const { value, operations: more } = await reconcile(branch);
    return { created: false, ...(await ready(value, [...operations, ...more], false)) };
  }

  async function ready(branch: DatabaseBranch, operations: readonly string[], isNew: boolean) {
    const first = await settle(desk, branch, operations, { isNew });
    const endpoints = await databases.endpoints(branch.id);
    const added = endpoints.some(({ writable }) => writable) ? undefined : await databases.addEndpoint(branch.id);
    if (added) context.log.info(`Added a compute (${added.value.id}): the branch had none.`);
    const settled = added ? await settle(desk, first, added.operations, { isNew }) : first;
    return { branch: settled, addresses: await findAddresses(desk, settled, target) };
  }

  /** Expiry and protection of a branch that is there become what was asked for; nothing is taken away. */
  async function reconcile(branch: DatabaseBranch) {
    const expiresAt = expiryOf(target, context.clock.date());
    const expiryDiffers =
      expiresAt !== undefined && Math.abs(Date.parse(expiresAt) - Date.parse(branch.expiresAt ?? "0")) > 60_000;
    const protect = context.inputs.protect && !branch.isProtected;
    if (!expiryDiffers && !protect) return { value: branch, operations: [] };
    return databases.update(branch.id, {
      expiresAt: expiryDiffers ? expiresAt : undefined,
      protect: protect ? true : undefined,
    });
  }

  async function undo(order: NewBranch, thrown: unknown): Promise<unknown> {
    const undone = await databases.withdraw(order).then(
      ({ value }) => value,
      () => "unknown" as const,
    );
    if (!(thrown instanceof Failure) || undone === "absent") return thrown;
    const { code, message, blame, next, outcome, cause } = thrown;
    const state =
      undone === "deleted"
        ? `The branch ${order.name}, which this step had created, was deleted again.`
        : `A branch ${order.name} that this step created may still be there: delete it.`;
    return new Failure(code, message, { blame, next, outcome, cause, state });
  }
}

const noName = (name: string): Failure =>
  new Failure("SLIP-NEON-PROTECTED", `Somebody else takes each name that is chosen, the last was ${name}.`, {
    blame: "user",
    state: "No branch was taken or changed.",
    next: "Run the step again, or give `branch` a name that only this step uses.",
  });
