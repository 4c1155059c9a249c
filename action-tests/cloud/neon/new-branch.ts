import { newPassword } from "./names.ts";
import type { Branch, Database, Role, World } from "./world.ts";

/** The roles of a copy: those of a protected branch get passwords of their own. */
export const rolesOfCopy = (from: { roles: ReadonlyMap<string, Role> }, fresh: boolean): Map<string, Role> =>
  new Map([...from.roles].map(([name, role]) => [name, { ...role, password: fresh ? newPassword() : role.password }]));

export const databasesOfCopy = (world: World, from: ReadonlyMap<string, Database>): Map<string, Database> =>
  new Map(
    [...from].map(([name, database]) => {
      world.nextDatabase += 1;
      return [name, { ...database, id: world.nextDatabase }];
    }),
  );

export type BranchSeed = Pick<Branch, "id" | "name" | "parent" | "roles" | "databases"> & Partial<Branch>;

export const newBranch = (world: World, seed: BranchSeed): Branch => {
  const now = world.now();
  return {
    parentTimestamp: undefined,
    parentLsn: undefined,
    state: "init",
    pending: "ready",
    protected: false,
    default: false,
    schemaOnly: false,
    backup: false,
    createdAt: now,
    updatedAt: now,
    stateChangedAt: now,
    lastResetAt: undefined,
    expiresAt: undefined,
    deletedAt: undefined,
    deletion: "user",
    forgotten: false,
    restoredFrom: undefined,
    annotation: undefined,
    hidden: 0,
    ...seed,
  };
};

export const ready = (world: World, branch: Branch): void => {
  branch.state = "ready";
  branch.pending = undefined;
  branch.stateChangedAt = world.now();
  branch.updatedAt = branch.stateChangedAt;
};
