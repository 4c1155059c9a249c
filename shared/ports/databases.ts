import type { Secret } from "../action/secret.ts";

/** A copy-on-write branch of a database. */
export interface DatabaseBranch {
  readonly id: string;
  readonly name: string;
  readonly parent: string | undefined;
  /** False while the provider still works on it. Archived branches are ready: they wake up when used. */
  readonly ready: boolean;
  /** The provider's own word. */
  readonly state: string;
  /** The project's main branch, which is usually production. */
  readonly isDefault: boolean;
  readonly isProtected: boolean;
  readonly createdAt: string;
  readonly expiresAt: string | undefined;
}

export interface NewBranch {
  readonly name: string;
  /** Id of the parent; the project's default branch when absent. */
  readonly parent?: string | undefined;
  /** RFC 3339. */
  readonly parentTimestamp?: string | undefined;
  readonly schemaOnly: boolean;
  readonly protect: boolean;
  /** RFC 3339 to the second. */
  readonly expiresAt?: string | undefined;
  /** Labels kept with the branch, by which it can be recognised as ours. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface Endpoint {
  readonly id: string;
  readonly branch: string;
  readonly host: string;
  readonly writable: boolean;
}

/** Work that the provider does in the background. */
export interface Operation {
  readonly id: string;
  readonly action: string;
  /** The provider's own word. */
  readonly status: string;
  /** Nothing more will come of it. What failed may be tried again by the provider, so it is not done. */
  readonly done: boolean;
  readonly error: string | undefined;
  readonly failures: number;
}

/** A change and the ids of the background work that it set going. */
export interface Changed<T> {
  readonly value: T;
  readonly operations: readonly string[];
}

export interface DatabaseBranching {
  /** By exact name, or by id. */
  readonly find: (nameOrId: string) => Promise<DatabaseBranch | undefined>;
  readonly branch: (id: string) => Promise<DatabaseBranch | undefined>;
  /** All branches, oldest first. */
  readonly list: () => Promise<readonly DatabaseBranch[]>;
  /**
   * Creates the branch with a compute, or adopts the one of this name that is there already. `created` is true only
   * when the branch is proven to come from this very call.
   */
  readonly create: (branch: NewBranch) => Promise<Changed<DatabaseBranch> & { readonly created: boolean }>;
  readonly update: (
    id: string,
    change: { readonly expiresAt?: string | undefined; readonly protect?: boolean | undefined },
  ) => Promise<Changed<DatabaseBranch>>;
  /** Deletes what `create` created for the same wish, and nothing else of that name. */
  readonly withdraw: (branch: NewBranch) => Promise<Changed<"deleted" | "absent">>;
  /** Repeating it is safe. */
  readonly remove: (id: string) => Promise<Changed<"deleted" | "absent">>;
  readonly endpoints: (branch: string) => Promise<readonly Endpoint[]>;
  /** Adds a read-write compute, or adopts the one that is there. */
  readonly addEndpoint: (branch: string) => Promise<Changed<Endpoint>>;
  /** Background work that is not done: the operations known by id, and whatever else goes on with this branch. */
  readonly pending: (branch: string, known: readonly string[]) => Promise<readonly Operation[]>;
  readonly databases: (branch: string) => Promise<readonly string[]>;
  readonly roles: (branch: string) => Promise<readonly string[]>;
  /** Address with password; protected before it is returned. */
  readonly connection: (
    branch: string,
    login: { readonly database: string; readonly role: string; readonly pooled: boolean },
  ) => Promise<Connection>;
}

export interface Connection {
  readonly url: Secret;
  /** Without port; the provider's name for a pooler's host may differ. */
  readonly host: string;
  /** Whether this is the address of the given compute. */
  readonly leadsTo: (endpoint: Endpoint) => boolean;
}
