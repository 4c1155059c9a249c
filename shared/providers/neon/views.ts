import type { DatabaseBranch, Endpoint, Operation } from "../../ports/databases.ts";
import type { NeonBranch, NeonEndpoint, NeonOperation } from "./schemas.ts";

/** An archived branch wakes up when it is used. */
const READY = new Set(["ready", "archived"]);
/** A `failed` operation may be tried again by Neon, so it is not done; words that we do not know are not either. */
const DONE = new Set(["finished", "skipped", "cancelled"]);

/** Neon's branch in the port's words. */
export const toBranch = (branch: NeonBranch): DatabaseBranch => ({
  id: branch.id,
  name: branch.name,
  parent: branch.parent_id ?? undefined,
  ready: READY.has(branch.current_state ?? "") && !branch.pending_state,
  state: branch.current_state ?? "unknown",
  isDefault: branch.default ?? branch.primary ?? false,
  isProtected: branch.protected ?? false,
  createdAt: branch.created_at ?? "",
  expiresAt: branch.expires_at ?? undefined,
});

/** Neon's compute endpoint in the port's words. */
export const toEndpoint = (endpoint: NeonEndpoint): Endpoint => ({
  id: endpoint.id,
  branch: endpoint.branch_id ?? "",
  host: endpoint.host,
  writable: endpoint.type === "read_write",
});

/** Neon's operation in the port's words. */
export const toOperation = (operation: NeonOperation): Operation => ({
  id: operation.id,
  action: operation.action ?? "unknown",
  status: operation.status ?? "unknown",
  done: DONE.has(operation.status ?? ""),
  error: operation.error ?? undefined,
  failures: operation.failures_count ?? 0,
});

export const ids = (operations: readonly { readonly id: string }[] | null | undefined): readonly string[] =>
  (operations ?? []).map(({ id }) => id);
