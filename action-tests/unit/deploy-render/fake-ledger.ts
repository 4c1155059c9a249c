import { isAbout, share } from "../../../shared/domain/history.ts";
import type { ReleaseRecord } from "../../../shared/domain/release.ts";
import type { Ledger, LedgerEntry, LedgerStatus } from "../../../shared/ports/ledger.ts";

export const VERIFIED = `verified sha256:${"e".repeat(64)}`;

/** One line of history for a test: states are written oldest first, `verified` for a success that a gate wrote. */
export interface Past extends Partial<ReleaseRecord> {
  readonly states?: readonly string[];
}

const statusOf = (word: string): LedgerStatus => ({
  state: word === "verified" ? "success" : word,
  description: word === "verified" ? VERIFIED : "",
  createdAt: "2026-11-19T00:00:00Z",
});

/** A ledger in memory; `past` is newest first. */
export function fakeLedger(...past: readonly Past[]) {
  const entries: LedgerEntry[] = past.map(({ states = [], ...record }, index) => ({
    id: String(100 + past.length - index),
    environment: record.environment ?? "production",
    createdAt: "2026-11-19T00:00:00Z",
    record: {
      slipway: 1,
      kind: "deploy",
      environment: "production",
      commit: "f".repeat(40),
      services: {},
      run: { id: "1", attempt: 1, url: "https://github.test/run/1" },
      ...record,
    },
    statuses: states.map(statusOf).toReversed(),
  }));
  let ids = 1000;
  const ledger: Ledger = {
    open: async (record) => {
      const newest = entries.find((entry) => share(entry.record, record));
      const isOwn =
        newest?.record.run.id === record.run.id &&
        newest.record.kind === record.kind &&
        newest.record.commit === record.commit;
      if (newest !== undefined && isOwn) return newest;
      const { environment } = record;
      const made = { id: String((ids += 1)), environment, createdAt: "2026-11-20T00:00:00Z", record, statuses: [] };
      entries.unshift(made);
      return made;
    },
    mark: async (id, state, { description }) => {
      const index = entries.findIndex((entry) => entry.id === id);
      const found = entries[index];
      if (found === undefined) throw new Error(`No entry ${id}`);
      const [newest] = found.statuses;
      if (newest?.state === state && newest.description === description) return;
      const statuses = [{ state, description, createdAt: "2026-11-20T00:00:00Z" }, ...found.statuses];
      entries[index] = { ...found, statuses };
    },
    entries: async (environment, limit, about) =>
      entries
        .filter((entry) => entry.environment === environment && (about === undefined || isAbout(entry.record, about)))
        .slice(0, limit),
  };
  return {
    ledger,
    entries,
    states: (id: string) =>
      entries
        .find((entry) => entry.id === id)
        ?.statuses.map(({ state }) => state)
        .toReversed(),
  };
}
