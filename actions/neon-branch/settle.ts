import { Failure } from "../../shared/action/failure.ts";
import type { DatabaseBranch, Operation } from "../../shared/ports/databases.ts";
import type { Desk } from "./ports.ts";

const PAUSE = { first: 250, most: 3_000 };
/** A failed operation may be tried again by Neon; when none of them moves for so long, nobody does. */
const STUCK = 60_000;

/** Waits until Neon has ended its work on the branch; `isNew` ones may not be visible everywhere at first. */
export async function settle(
  { databases, context: { clock, signal }, deadline }: Desk,
  branch: DatabaseBranch,
  operations: readonly string[],
  { isNew }: { readonly isNew: boolean },
): Promise<DatabaseBranch> {
  let stuckSince: number | undefined;
  for (let pause: number = PAUSE.first; ; pause = Math.min(pause * 1.5, PAUSE.most)) {
    const now = await databases.branch(branch.id);
    if (now === undefined && !isNew) throw vanished(branch);
    const pending = await databases.pending(branch.id, operations);
    if (now?.ready && pending.length === 0) return now;

    const hopeless = pending.length > 0 && pending.every(({ status }) => status === "failed" || status === "error");
    stuckSince = hopeless ? (stuckSince ?? clock.now()) : undefined;
    const late = clock.now() + pause >= deadline;
    if (late || clock.now() - (stuckSince ?? clock.now()) >= STUCK) throw unfinished(now ?? branch, pending);
    await clock.sleep(pause, signal);
  }
}

/** Waits until the branch is gone, or is only there as one that is being deleted. */
export async function settleDeletion(
  { databases, context: { clock, signal }, deadline }: Desk,
  branch: DatabaseBranch,
  operations: readonly string[],
): Promise<void> {
  for (let pause: number = PAUSE.first; ; pause = Math.min(pause * 1.5, PAUSE.most)) {
    const pending = await databases.pending(branch.id, operations);
    if (pending.length === 0 && (await databases.branch(branch.id)) === undefined) return;
    if (clock.now() + pause >= deadline) throw unfinished(branch, pending);
    await clock.sleep(pause, signal);
  }
}

const unfinished = (branch: DatabaseBranch, pending: readonly Operation[]): Failure => {
  const list = pending.map(
    ({ action, status, error, failures }) =>
      `${action} is ${status}${failures > 0 ? ` after ${failures} failures` : ""}${error === undefined ? "" : ` (${error})`}`,
  );
  return new Failure(
    "SLIP-NEON-OPERATION",
    `Neon has not ended its work on ${branch.name} (${branch.id}, ${branch.state}): ${list.join("; ") || "the branch is not ready"}.`,
    {
      blame: "provider",
      next: "Look at the project's operations in Neon's console and at Neon's status page, then run the step again.",
    },
  );
};

const vanished = ({ name, id }: DatabaseBranch): Failure =>
  new Failure("SLIP-NEON-NOT-FOUND", `${name} (${id}) was deleted while this step worked with it.`, {
    blame: "user",
    next: "Run the step again.",
  });
