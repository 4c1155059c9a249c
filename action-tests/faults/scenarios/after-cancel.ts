const CANCELLED = "error cancelled";

/**
 * A cancelled deploy says so in its entry of the ledger, once, after at most having begun; the next run then begins anew in
 * the same entry. What a cancelled try may add to a list of statuses is taken out, and nothing else.
 */
export function afterCancelledDeploy(state: unknown): unknown {
  if (Array.isArray(state)) {
    const at = state.indexOf(CANCELLED);
    const begun = at === 0 || (at === 1 && String(state[0]).startsWith("in_progress deploying"));
    return begun && at < state.length - 1 ? state.slice(at + 1) : state.map(afterCancelledDeploy);
  }
  if (typeof state !== "object" || state === null) return state;
  return Object.fromEntries(Object.entries(state).map(([key, value]) => [key, afterCancelledDeploy(value)]));
}
