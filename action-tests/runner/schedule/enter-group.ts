import type { Scope } from "../expressions/evaluate.ts";
import { resolve } from "../expressions/resolve.ts";
import { isMapping, toText, truthy } from "../expressions/value.ts";
import type { Node } from "../template/node.ts";
import type { CancelScope } from "./cancel-scope.ts";
import type { Instance } from "./run-context.ts";

interface Entered {
  readonly leave: (() => void) | undefined;
  /** The group, as callers of it compare. */
  readonly names: readonly string[];
}

/** Waits for a concurrency group; undefined when cancelled meanwhile. Throws when the run itself holds it already. */
export const enterGroup = async (
  { run, held }: Pick<Instance, "run" | "held">,
  concurrency: Node | undefined,
  expressions: Scope,
  scope: CancelScope,
  state: (state: "waiting", on: string) => void,
): Promise<Entered | undefined> => {
  if (!concurrency) return { leave: undefined, names: [] };
  const value = resolve(concurrency, expressions);
  const group = isMapping(value) ? toText(value["group"]) : toText(value);
  if (group === "") throw new Error("The name of a concurrency group must not be empty");
  const cancelInProgress = isMapping(value) && truthy(value["cancel-in-progress"] ?? false);
  const queue = isMapping(value) && toText(value["queue"]) === "max" ? "max" : "single";
  if (queue === "max" && cancelInProgress)
    throw new Error("'queue: max' cannot be combined with 'cancel-in-progress: true'");
  const name = group.toLowerCase();
  if (held.includes(name)) {
    scope.cancel(`Canceling since a deadlock was detected for concurrency group: '${group}'`);
    return undefined;
  }
  state("waiting", `concurrency group ${group}`);
  const request = { repository: run.trigger.repository, group, queue, cancelInProgress } as const;
  const leave = await run.server.groups.acquire(request, scope);
  return leave && { leave, names: [name] };
};
