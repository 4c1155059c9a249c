import type { AppliedMigration, MigrationFile } from "../../shared/ports/migrations.ts";

/** The folder held against the database's journal. */
export interface Comparison {
  /** Files that the journal knows, edited ones among them. */
  readonly applied: readonly MigrationFile[];
  readonly pending: readonly MigrationFile[];
  /** Applied, but the file is not the one that was applied. */
  readonly edited: readonly MigrationFile[];
  /** Pending by name, but the very same text was applied under a name that the folder no longer has. */
  readonly renamed: readonly MigrationFile[];
  /** Applied, but not in the folder. */
  readonly missing: readonly AppliedMigration[];
  /** Pending, but a later one is applied already. */
  readonly outOfOrder: readonly MigrationFile[];
}

/**
 * Each row of the journal answers for one file at most: first those that agree in key and text, then by what the tool
 * goes by. Nothing is concluded from dates or from the newest row, so a migration merged late is still seen.
 */
export function compare(
  files: readonly MigrationFile[],
  journal: readonly AppliedMigration[],
  identity: "key" | "hash",
): Comparison {
  const rows = new Set(journal);
  const known = new Map<MigrationFile, "same" | "edited">();
  const renamed = new Set<MigrationFile>();
  const sameText = (file: MigrationFile, row: AppliedMigration): boolean =>
    file.hash === row.hash || file.otherHashes.includes(row.hash);

  const claim = (
    matches: (file: MigrationFile, row: AppliedMigration) => boolean,
    mark: (file: MigrationFile) => void,
  ) => {
    for (const file of files.filter((candidate) => !known.has(candidate) && !renamed.has(candidate))) {
      const row = [...rows].find((candidate) => matches(file, candidate));
      if (!row) continue;
      rows.delete(row);
      mark(file);
    }
  };

  claim(
    (file, row) => file.key === row.key && sameText(file, row),
    (file) => known.set(file, "same"),
  );
  if (identity === "hash") claim(sameText, (file) => known.set(file, "same"));
  claim(
    (file, row) => file.key === row.key,
    (file) => known.set(file, "edited"),
  );
  if (identity === "key") claim(sameText, (file) => renamed.add(file));

  const pending = files.filter((file) => !known.has(file));
  const lastApplied = files.findLastIndex((file) => known.has(file));
  return {
    applied: files.filter((file) => known.has(file)),
    pending,
    edited: files.filter((file) => known.get(file) === "edited"),
    renamed: [...renamed],
    missing: [...rows],
    outOfOrder: pending.filter((file) => files.indexOf(file) < lastApplied),
  };
}
