import type { Branch, Database, Endpoint, Operation, Role, Snapshot, World } from "./world.ts";

/** To the second, as Neon writes times. */
export const time = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, "Z");

const region = "aws-us-east-2";
const proxy = "us-east-2.aws.neon.tech";

/** Host, with the port where it is not Neon's own. */
export const hostOf = (world: World, { id, gateway }: Endpoint, pooled: boolean): string => {
  if (world.options.hostNames === true) return `${id}${pooled ? "-pooler" : ""}.${proxy}`;
  return `127.0.0.1:${pooled ? gateway.pooledPort : gateway.directPort}`;
};

export const uriOf = (
  world: World,
  endpoint: Endpoint,
  to: { readonly database: string; readonly role: string; readonly password: string | undefined },
  pooled: boolean,
): string => {
  const secret = to.password === undefined ? "" : `:${encodeURIComponent(to.password)}`;
  const query =
    world.options.hostNames === true ? "?sslmode=require&channel_binding=require" : pooled ? "?pgbouncer=true" : "";
  const host = hostOf(world, endpoint, pooled);
  return `postgresql://${encodeURIComponent(to.role)}${secret}@${host}/${encodeURIComponent(to.database)}${query}`;
};

const dated = (key: string, date: Date | undefined) => (date ? { [key]: time(date) } : {});

const recovery = (branch: Branch) => {
  if (!branch.deletedAt) return {};
  const until = new Date(branch.deletedAt.getTime() + 7 * 86_400_000);
  return {
    recovery: {
      deleted_at: time(branch.deletedAt),
      recoverable_until: time(until),
      deletion_method: branch.deletion,
    },
  };
};

const usage = {
  cpu_used_sec: 0,
  compute_time_seconds: 0,
  active_time_seconds: 0,
  written_data_bytes: 0,
  data_transfer_bytes: 0,
};

export const branchView = (world: World, branch: Branch) => ({
  id: branch.id,
  project_id: world.project.id,
  ...(branch.parent === undefined ? {} : { parent_id: branch.parent }),
  ...(branch.parentLsn === undefined ? {} : { parent_lsn: branch.parentLsn }),
  ...dated("parent_timestamp", branch.parentTimestamp),
  name: branch.name,
  current_state: branch.state,
  ...(branch.pending === undefined ? {} : { pending_state: branch.pending }),
  state_changed_at: time(branch.stateChangedAt),
  creation_source: "console",
  primary: branch.default,
  default: branch.default,
  protected: branch.protected,
  ...usage,
  created_at: time(branch.createdAt),
  updated_at: time(branch.updatedAt),
  created_by: { name: "Slipway", image: "" },
  init_source: branch.schemaOnly ? "schema-only" : "parent-data",
  ...dated("last_reset_at", branch.lastResetAt),
  ...dated("expires_at", branch.expiresAt),
  ...(branch.expiresAt
    ? { ttl_interval_seconds: Math.round((branch.expiresAt.getTime() - branch.createdAt.getTime()) / 1000) }
    : {}),
  ...(branch.restoredFrom
    ? {
        restored_from: branch.restoredFrom.snapshot,
        restore_status: branch.restoredFrom.final ? "finalized" : "restored",
      }
    : {}),
  ...recovery(branch),
});

export const endpointView = (world: World, endpoint: Endpoint) => ({
  host: hostOf(world, endpoint, false),
  id: endpoint.id,
  project_id: world.project.id,
  branch_id: endpoint.branch,
  autoscaling_limit_min_cu: endpoint.min,
  autoscaling_limit_max_cu: endpoint.max,
  region_id: region,
  type: endpoint.type,
  current_state: endpoint.state,
  ...(endpoint.pending === undefined ? {} : { pending_state: endpoint.pending }),
  settings: {},
  pooler_enabled: false,
  pooler_mode: "transaction",
  disabled: endpoint.disabled,
  passwordless_access: true,
  creation_source: "console",
  created_at: time(endpoint.createdAt),
  updated_at: time(endpoint.updatedAt),
  proxy_host: proxy,
  suspend_timeout_seconds: endpoint.suspendTimeout,
  provisioner: "k8s-neonvm",
});

export const operationView = (world: World, operation: Operation) => ({
  id: operation.id,
  project_id: world.project.id,
  ...(operation.branch === undefined ? {} : { branch_id: operation.branch }),
  ...(operation.endpoint === undefined ? {} : { endpoint_id: operation.endpoint }),
  action: operation.action,
  status: operation.status,
  ...(operation.error === undefined ? {} : { error: operation.error }),
  failures_count: operation.failures,
  ...dated("retry_at", operation.retryAt),
  created_at: time(operation.createdAt),
  updated_at: time(operation.updatedAt),
  total_duration_ms: operation.updatedAt.getTime() - operation.createdAt.getTime(),
});

export const roleView = (branch: Branch, role: Role, withPassword: boolean) => ({
  branch_id: branch.id,
  name: role.name,
  ...(withPassword ? { password: role.password } : {}),
  protected: false,
  created_at: time(role.createdAt),
  updated_at: time(role.updatedAt),
});

export const databaseView = (branch: Branch, database: Database) => ({
  id: database.id,
  branch_id: branch.id,
  name: database.name,
  owner_name: database.owner,
  created_at: time(database.createdAt),
  updated_at: time(database.updatedAt),
});

export const snapshotView = (snapshot: Snapshot) => ({
  id: snapshot.id,
  name: snapshot.name,
  source_branch_id: snapshot.branch,
  created_at: time(snapshot.createdAt),
  ...dated("expires_at", snapshot.expiresAt),
  manual: true,
});

export const projectView = (world: World) => ({
  ...usage,
  data_storage_bytes_hour: 0,
  id: world.project.id,
  platform_id: "aws",
  region_id: region,
  name: "slipway",
  provisioner: "k8s-neonvm",
  pg_version: 17,
  proxy_host: proxy,
  branch_logical_size_limit: 512,
  branch_logical_size_limit_bytes: 536_870_912,
  store_passwords: world.options.storePasswords ?? true,
  creation_source: "console",
  history_retention_seconds: world.limits.historySeconds,
  created_at: time(world.project.createdAt),
  updated_at: time(world.project.createdAt),
  consumption_period_start: "0001-01-01T00:00:00Z",
  consumption_period_end: "0001-01-01T00:00:00Z",
  owner_id: "org-slipway",
});
