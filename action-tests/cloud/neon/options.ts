/** How the emulated project behaves. Times are milliseconds. */
export interface NeonOptions {
  /** Limits of branches and of the past that can be had. */
  readonly plan?: Plan;
  readonly apiKey?: string;
  /** Name of the first, default branch, its database and its role. */
  readonly branch?: string;
  readonly database?: string;
  readonly role?: string;
  readonly protectDefault?: boolean;
  /** False: no password can be read again, and no answer but the creating one carries it. */
  readonly storePasswords?: boolean;
  /** Addresses in Neon's own style, for looking at only; nothing answers there. */
  readonly hostNames?: boolean;
  /** Each operation is at least this long scheduled, and as long running. */
  readonly operationMilliseconds?: number;
  /** What running operations lock, with 423. */
  readonly locks?: "project" | "branch";
  /** A new branch is 404 for so many GETs. */
  readonly notFoundAfterCreate?: number;
  /** A new operation is missing from the list for so many reads of it. */
  readonly operationsListLag?: number;
  readonly perMinute?: number;
  readonly perSecondPerRoute?: number;
  /** A compute without connections goes to sleep after this. */
  readonly idleMilliseconds?: number;
  /** The first connection to a sleeping compute takes this much longer. */
  readonly wakeMilliseconds?: number;
  readonly now?: () => Date;
  readonly port?: number;
}

export type Plan = "free" | "launch" | "scale";

export interface Limits {
  readonly branches: number;
  readonly roots: number;
  readonly protectedBranches: number;
  readonly snapshots: number;
  readonly historySeconds: number;
}

/** Extra branches can be bought on paid plans; the emulator sells none. */
export const limitsOf: Readonly<Record<Plan, Limits>> = {
  free: { branches: 10, roots: 3, protectedBranches: 0, snapshots: 1, historySeconds: 6 * 3600 },
  launch: { branches: 10, roots: 5, protectedBranches: 2, snapshots: 10, historySeconds: 24 * 3600 },
  scale: { branches: 25, roots: 25, protectedBranches: 5, snapshots: 10, historySeconds: 24 * 3600 },
};
