import type { DatabaseBranching, Operation } from "../../ports/databases.ts";
import type { NeonCall } from "./api.ts";
import { OperationAnswer, OperationsAnswer } from "./schemas.ts";
import { toOperation } from "./views.ts";

/** Under way for certain: an old `failed` operation that nobody retries any more must not hold up later runs. */
const ACTIVE = new Set(["scheduling", "running", "cancelling"]);

/**
 * What Neon still works at. Its list lags behind its own answers, so operations whose ids we know are asked for one by
 * one when the list does not show them as done.
 */
export const neonOperations =
  (call: NeonCall): DatabaseBranching["pending"] =>
  async (branch, known) => {
    const { body } = await call(["operations"], { query: { limit: "100" }, schema: OperationsAnswer });
    const listed = new Map<string, Operation>(
      body.operations
        .filter(({ id, branch_id, status }) => known.includes(id) || (branch_id === branch && ACTIVE.has(status ?? "")))
        .map((operation) => [operation.id, toOperation(operation)]),
    );
    for (const id of known) {
      if (listed.has(id)) continue;
      const answer = await call(["operations", id], { schema: OperationAnswer.partial().optional(), accept: [404] });
      if (answer.body?.operation) listed.set(id, toOperation(answer.body.operation));
    }
    return [...listed.values()].filter(({ done }) => !done);
  };
