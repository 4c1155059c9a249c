import { verifiedDigest } from "./record.ts";
import type { ReleaseRecord } from "./release.ts";

/** One entry of the ledger, as far as decisions need it. */
export interface Entry {
  readonly id: string;
  readonly record: ReleaseRecord;
  /** Newest first. */
  readonly statuses: readonly { readonly state: string; readonly description: string }[];
}

/**
 * Digest of the evidence with which a gate passed it, `sha256:…`; undefined when none did. That it was made inactive
 * later, by the next release, takes nothing away from it.
 */
export const evidenceOf = ({ statuses }: Entry): string | undefined =>
  statuses
    .map(({ state, description }) => (state === "success" ? verifiedDigest(description) : undefined))
    .find(Boolean);

/** Its gate passed at some time. */
export const isVerified = (entry: Entry): boolean => evidenceOf(entry) !== undefined;

/**
 * Where to go back to from the newest of these entries (newest first): the verified releases of other commits, the best
 * one first, each commit once. What was rolled back before is not among them, however healthy it looked: from a rollback
 * to A the way leads to what was before A. A rollback that failed itself abandons no less: somebody had a reason to leave.
 * Where a rollback's own target is out of sight, nobody knows what lies between, so nothing older is offered.
 */
export const rollbackTargets = <E extends Entry>([current, ...older]: readonly E[]): readonly E[] => {
  if (current === undefined) return [];
  const targets = new Map<string, E>();
  const { commit, kind } = current.record;
  /** Commit of a rollback: all between it and that commit's own deploy was abandoned. */
  let resumeAt = kind === "rollback" ? commit : undefined;
  for (const entry of older) {
    const { record } = entry;
    if (resumeAt !== undefined && record.commit !== resumeAt) continue;
    if (isVerified(entry) && record.commit !== commit && !targets.has(record.commit)) targets.set(record.commit, entry);
    resumeAt = record.kind === "rollback" ? record.commit : undefined;
  }
  return [...targets.values()];
};

/** Runs of a repository are numbered upwards; ids that are no numbers cannot be compared. */
export const isLaterRun = (one: string, other: string): boolean =>
  /^\d{1,30}$/.test(one) && /^\d{1,30}$/.test(other) && BigInt(one) > BigInt(other);

/** Two manifests of one repository may call their environments the same: releases of other services are other stories. */
export const share = (one: Pick<ReleaseRecord, "services">, other: Pick<ReleaseRecord, "services">): boolean => {
  const ids = new Set(Object.values(one.services).map(({ id }) => id));
  return Object.values(other.services).some(({ id }) => ids.has(id));
};

/** Whether a release is about one of these services, by the provider's ids; one that names none may be about any. */
export const isAbout = ({ services }: Pick<ReleaseRecord, "services">, ids: readonly string[]): boolean => {
  const released = Object.values(services).map(({ id }) => id);
  return released.length === 0 || released.some((id) => ids.includes(id));
};

/**
 * The entries, newest first, less those of other services only, by the provider's ids. When none is of these services,
 * their ids have changed, and all entries stay to say so.
 */
export const concerning = <E extends Entry>(entries: readonly E[], ids: readonly string[]): readonly E[] => {
  const released = ({ record }: E): readonly string[] => Object.values(record.services).map(({ id }) => id);
  const isOwn = (entry: E): boolean => released(entry).some((id) => ids.includes(id));
  return entries.some(isOwn) ? entries.filter(({ record }) => isAbout(record, ids)) : entries;
};

/** It is live, or somebody is at work on it. A release that failed does not stand in the way of an older one. */
const counts = ({ statuses }: Entry): boolean =>
  statuses.some(({ state }) => state === "success") || ["queued", "in_progress"].includes(statuses[0]?.state ?? "");

/**
 * The entry of a later run that put, or is putting, another commit on one of the same services; the run of `record` must
 * then leave them alone. Whoever comes late does not overwrite what is newer, in whatever order the two were let in.
 */
export const overtakenBy = <E extends Entry>(entries: readonly E[], record: ReleaseRecord): E | undefined =>
  entries.find(
    (entry) =>
      isLaterRun(entry.record.run.id, record.run.id) &&
      entry.record.commit !== record.commit &&
      share(entry.record, record) &&
      counts(entry),
  );
