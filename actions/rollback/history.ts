import { isVerified, rollbackTargets } from "../../shared/domain/history.ts";
import { sameCommit } from "../../shared/domain/revision.ts";
import type { LedgerEntry } from "../../shared/ports/ledger.ts";

/** What the ledger of one environment, newest first, says about going back. */
export interface History {
  /** The release to get away from; undefined when nothing was ever deployed. */
  readonly current: LedgerEntry | undefined;
  /** A rollback that was begun and never ended, or did not get where somebody wants to go still: it is taken up again. */
  readonly unfinished: LedgerEntry | undefined;
  /** Verified releases before the current one, newest first, each commit once, without those that were rolled back. */
  readonly candidates: readonly LedgerEntry[];
}

const isOpen = ({ statuses: [newest] }: LedgerEntry): boolean =>
  newest === undefined || newest.state === "in_progress" || newest.state === "queued";

const isRollback = ({ record }: LedgerEntry): boolean => record.kind === "rollback";

/**
 * `run` is the id of the run that asks: a re-run goes on with the rollback that it began, however that stands. `to`: so
 * does whoever names the release that a rollback was on its way to when it failed.
 */
export function readHistory(entries: readonly LedgerEntry[], run: string, to?: string): History {
  // A deploy without any status was opened by a step that then died before it changed anything.
  const begun = entries.filter((entry) => entry.statuses.length > 0 || isRollback(entry));
  const [newest] = begun;
  const takesUp =
    newest !== undefined &&
    isRollback(newest) &&
    (isOpen(newest) || newest.record.run.id === run || (!isVerified(newest) && leadsTo(entries, newest, to)));
  const unfinished = takesUp ? newest : undefined;
  const current = begun.find((entry) => entry !== unfinished && !(isRollback(entry) && isOpen(entry)));
  const candidates = current === undefined ? [] : rollbackTargets(begun.slice(begun.indexOf(current)));
  return { current, unfinished, candidates };
}

const leadsTo = (entries: readonly LedgerEntry[], rollback: LedgerEntry, to: string | undefined): boolean =>
  to !== undefined && named(entries, to).some(({ record }) => record.commit === rollback.record.commit);

/** The entries that `to` may mean, newest first: the id of a Deployment, or a commit with at least seven digits. */
export const named = (entries: readonly LedgerEntry[], to: string): readonly LedgerEntry[] => {
  const byId = entries.filter(({ id }) => id === to);
  return byId.length > 0 ? byId : entries.filter(({ record }) => sameCommit(record.commit, to));
};
