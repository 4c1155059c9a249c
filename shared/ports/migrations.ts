import type { SqlSession } from "./sql.ts";

/** One file of the user's migrations, as it lies in the folder. */
export interface MigrationFile {
  /** Name without folder and ending: `0003_add_orders`. */
  readonly name: string;
  /** Path to show and to annotate, below the workspace where possible. */
  readonly file: string;
  /** What the tool's journal calls it: the name, or Drizzle's `when`. */
  readonly key: string;
  /** Hex sha256 that the tool's journal holds. */
  readonly hash: string;
  /** Hashes of the same text with other line ends. */
  readonly otherHashes: readonly string[];
  readonly text: string;
  /** Its bytes are no UTF-8 text: sent as they were read, they would change what is stored. */
  readonly garbled?: boolean;
  /** Parts of the text that the tool sends separately. */
  readonly parts: readonly { readonly start: number; readonly end: number }[];
}

/** Something about the folder itself that makes running it unsafe. */
export interface FolderProblem {
  readonly rule: "duplicate-number" | "no-number" | "foreign-format" | "not-in-journal";
  readonly file: string;
  readonly message: string;
  /** Errors keep anything from being applied. */
  readonly severity: "error" | "warning";
}

export interface MigrationFolder {
  readonly directory: string;
  /** In the order in which they are to be applied. */
  readonly files: readonly MigrationFile[];
  readonly problems: readonly FolderProblem[];
}

/** One row of the tool's journal in the database, oldest first. */
export interface AppliedMigration {
  readonly key: string;
  readonly hash: string;
}

export interface RunFacts {
  readonly durationMs: number;
  readonly statements: number;
  readonly run: string;
}

/** A migration tool whose migrations we apply ourselves, leaving the journal as the tool would. */
export interface MigrationTool {
  readonly name: "sql" | "drizzle";
  /** Whether a migration is recognised by its key (name) or by its hash. */
  readonly identity: "key" | "hash";
  /** Whether this folder looks like one of the tool's. */
  readonly recognises: (directory: string) => Promise<boolean>;
  readonly read: (directory: string) => Promise<MigrationFolder>;
  /** Reads the journal, writes nothing; a journal that does not exist is empty. */
  readonly applied: (session: SqlSession) => Promise<readonly AppliedMigration[]>;
  /** Creates the journal where it does not exist yet. */
  readonly prepare: (session: SqlSession) => Promise<void>;
  /** Writes the journal's row; called inside the migration's own transaction. */
  readonly record: (session: SqlSession, migration: MigrationFile, facts: RunFacts) => Promise<void>;
}
