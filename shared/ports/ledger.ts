import type { ReleaseRecord } from "../domain/release.ts";

/** The states that we write; GitHub knows others, so reading gives any text. */
export type LedgerState = "queued" | "in_progress" | "success" | "failure" | "error" | "inactive";

/** One status of an entry; `createdAt` is RFC 3339. */
export interface LedgerStatus {
  readonly state: string;
  readonly description: string;
  readonly createdAt: string;
}

/** One release that was offered to one environment. */
export interface LedgerEntry {
  readonly id: string;
  readonly environment: string;
  readonly createdAt: string;
  readonly record: ReleaseRecord;
  /** Newest first. */
  readonly statuses: readonly LedgerStatus[];
}

/** The record of what was offered to which environment and what came of it. GitHub Deployments hold it. */
export interface Ledger {
  /** Writes the record before anything changes; adopts the entry that the same run wrote for the same record before. */
  readonly open: (record: ReleaseRecord) => Promise<LedgerEntry>;
  readonly mark: (
    id: string,
    state: LedgerState,
    note: { description: string; environmentUrl?: string | undefined },
  ) => Promise<void>;
  /**
   * Our own entries for one environment, newest first; entries of other tools are left out. `about`: provider's ids of
   * services, then so are entries about none of them, which do not count towards the limit.
   */
  readonly entries: (environment: string, limit: number, about?: readonly string[]) => Promise<readonly LedgerEntry[]>;
}
