import type { Gateway } from "./gateway.ts";
import type { Limits, NeonOptions } from "./options.ts";
import type { Storage } from "./storage.ts";

export interface Role {
  readonly name: string;
  password: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Database {
  readonly id: number;
  name: string;
  owner: string;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Branch {
  id: string;
  name: string;
  parent: string | undefined;
  parentTimestamp: Date | undefined;
  parentLsn: string | undefined;
  state: "init" | "resetting" | "ready" | "archived";
  pending: "ready" | undefined;
  protected: boolean;
  default: boolean;
  schemaOnly: boolean;
  /** Left behind by a restore. */
  backup: boolean;
  readonly createdAt: Date;
  updatedAt: Date;
  stateChangedAt: Date;
  lastResetAt: Date | undefined;
  expiresAt: Date | undefined;
  deletedAt: Date | undefined;
  deletion: "user" | "ttl";
  /** Deleted, and its data is gone, too. */
  forgotten: boolean;
  /** The snapshot that it came from, until that is final. */
  restoredFrom: { readonly snapshot: string; readonly target: string; final: boolean } | undefined;
  annotation: Readonly<Record<string, string>> | undefined;
  roles: Map<string, Role>;
  databases: Map<string, Database>;
  /** GETs that still answer 404. */
  hidden: number;
}

export interface Endpoint {
  readonly id: string;
  branch: string;
  readonly type: "read_write" | "read_only";
  state: "init" | "active" | "idle";
  pending: "active" | "idle" | undefined;
  disabled: boolean;
  min: number;
  max: number;
  suspendTimeout: number;
  readonly gateway: Gateway;
  /** Puts the compute to sleep in a while, unless somebody connects. */
  readonly rest: () => void;
  readonly createdAt: Date;
  updatedAt: Date;
}

export type OperationStatus =
  | "scheduling"
  | "running"
  | "finished"
  | "failed"
  | "error"
  | "cancelling"
  | "cancelled"
  | "skipped";

export interface Operation {
  readonly id: string;
  readonly action: string;
  readonly branch: string | undefined;
  readonly endpoint: string | undefined;
  status: OperationStatus;
  failures: number;
  error: string | undefined;
  retryAt: Date | undefined;
  readonly createdAt: Date;
  updatedAt: Date;
  /** Reads of the list that still leave it out. */
  hidden: number;
}

export interface Snapshot {
  readonly id: string;
  name: string;
  readonly branch: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | undefined;
  readonly roles: ReadonlyMap<string, Role>;
  readonly databases: ReadonlyMap<string, Database>;
}

/** Operations that are to go wrong. */
export interface Mishap {
  readonly action: string | undefined;
  /** `failed` is tried again; `error` is the end. */
  readonly as: "failed" | "error";
  times: number;
}

/** One project and everything in it. */
export interface World {
  readonly options: NeonOptions;
  readonly limits: Limits;
  readonly project: { readonly id: string; readonly createdAt: Date };
  readonly storage: Storage;
  /** Newest last; also deleted ones that can still be recovered. */
  readonly branches: Map<string, Branch>;
  readonly endpoints: Map<string, Endpoint>;
  readonly operations: Operation[];
  readonly snapshots: Map<string, Snapshot>;
  readonly mishaps: Mishap[];
  /** Branches that a request works on which has not put its operations on the list yet. */
  readonly reserved: Map<symbol, readonly string[]>;
  /** The request whose handler runs now; only true until it first waits. */
  current: symbol;
  readonly effects: Record<string, number>;
  /** What went wrong in the emulator itself. */
  readonly failures: string[];
  readonly background: Set<Promise<void>>;
  readonly closing: AbortController;
  readonly now: () => Date;
  nextDatabase: number;
}

export const count = (world: World, effect: string): void => {
  world.effects[effect] = (world.effects[effect] ?? 0) + 1;
};
