import { verifiedDigest } from "../../shared/domain/record.ts";
import { sameCommit } from "../../shared/domain/revision.ts";
import type { LedgerEntry } from "../../shared/ports/ledger.ts";

/** What the ledger of one environment, newest first, says about going back. */
export interface History {
  /** The release to get away from; undefined when nothing was ever deployed. */
  readonly current: LedgerEntry | undefined;
  /** A rollback that was begun and never ended: it is taken up again. */
  readonly unfinished: LedgerEntry | undefined;
  /** Verified releases before the current one, newest first, each commit once, without those that were rolled back. */
  readonly candidates: readonly LedgerEntry[];
}

/** Digest of the evidence with which a gate passed it, `sha256:…`; undefined when none did. */
export function evidenceOf({ statuses }: LedgerEntry): string | undefined {
  for (const { state, description } of statuses) {
    const digest = state === "success" ? verifiedDigest(description) : undefined;
    if (digest !== undefined) return digest;
  }
  return undefined;
}

const isOpen = ({ statuses: [newest] }: LedgerEntry): boolean =>
  newest === undefined || newest.state === "in_progress" || newest.state === "queued";

const isRollback = ({ record }: LedgerEntry): boolean => record.kind === "rollback";

/** `run` is the id of the run that asks: a re-run goes on with the rollback that it began, however that stands. */
export function readHistory(entries: readonly LedgerEntry[], run: string): History {
  const [newest] = entries;
  const takesUp = newest !== undefined && isRollback(newest) && (isOpen(newest) || newest.record.run.id === run);
  const unfinished = takesUp ? newest : undefined;
  // An entry without any status was opened by a step that then died before it changed anything.
  const begun = entries.filter(
    (entry) => entry !== unfinished && entry.statuses.length > 0 && !(isRollback(entry) && isOpen(entry)),
  );
  const [current] = begun;
  return { current, unfinished, candidates: current === undefined ? [] : before(current, begun) };
}

/** Goes back in time; a rollback that is met leads to its target, past the releases that it left behind. */
function before(current: LedgerEntry, entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const found: LedgerEntry[] = [];
  let rest = after(current, entries);
  for (let entry = rest[0]; entry !== undefined; entry = rest[0]) {
    const { commit } = entry.record;
    const known = commit === current.record.commit || found.some(({ record }) => record.commit === commit);
    if (evidenceOf(entry) !== undefined && !known) found.push(entry);
    rest = evidenceOf(entry) === undefined ? rest.slice(1) : after(entry, rest);
  }
  return found;
}

/** What is older than an entry, or for a rollback older than the deploy that it went back to. */
function after(entry: LedgerEntry, entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const rest = entries.slice(entries.indexOf(entry) + 1);
  if (!isRollback(entry)) return rest;
  const origin = rest.findIndex((older) => !isRollback(older) && older.record.commit === entry.record.commit);
  return rest.slice(origin + 1);
}

/** The entries that `to` may mean, newest first: the id of a Deployment, or a commit with at least seven digits. */
export const named = (entries: readonly LedgerEntry[], to: string): readonly LedgerEntry[] => {
  const byId = entries.filter(({ id }) => id === to);
  return byId.length > 0 ? byId : entries.filter(({ record }) => sameCommit(record.commit, to));
};
