/** What to do about an SQLSTATE that says it of itself; the first prefix that fits. */
const HINTS: readonly (readonly [prefix: string, next: string])[] = [
  ["25006", "The database is read-only: give `database-url` the primary's address, not a replica's."],
  ["25001", "This statement cannot run in a transaction: put it into a migration of its own."],
  [
    "42P07",
    "It exists already, but the journal does not know this migration: was it created by hand or by another tool? Bring both in line, then run the step again.",
  ],
  [
    "42701",
    "The column exists already, but the journal does not know this migration: was it created by hand? Bring both in line, then run the step again.",
  ],
  [
    "42710",
    "It exists already, but the journal does not know this migration: was it created by hand? Bring both in line, then run the step again.",
  ],
  ["42501", "Give the role in `database-url` the privilege, or use the owner of the database."],
  ["55P04", "A new enum value cannot be used in the transaction that adds it: use it in a later migration."],
  ["57014", "The statement took longer than `statement-timeout`: raise it, or split the work into smaller pieces."],
  [
    "55P03",
    "Somebody holds a lock that the statement needs: end that transaction, or raise `lock-wait` and `lock-timeout`.",
  ],
  ["40P01", "Other transactions kept colliding with this one: run the step again at a quieter time."],
  ["53100", "The database's disk is full: free or add space, then run the step again."],
  ["53", "The database has no resources left: free connections or memory, then run the step again."],
  ["23", "The data in the database does not fit: correct the rows or the migration, then run the step again."],
  ["42", "Correct the migration, then run the step again."],
];

export const nextStep = (sqlstate: string): string =>
  HINTS.find(([prefix]) => sqlstate.startsWith(prefix))?.[1] ?? "Correct the cause, then run the step again.";
