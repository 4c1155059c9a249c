import type { MigrationTool } from "../../shared/ports/migrations.ts";
import type { SqlSession } from "../../shared/ports/sql.ts";
import type { Blockers } from "./blockers.ts";
import type { MigrateContext } from "./ports.ts";

/** What it takes to carry out a migration: a session that holds the lock, and the tool whose journal is kept. */
export interface Work {
  readonly session: SqlSession;
  readonly tool: MigrationTool;
  readonly context: MigrateContext;
  readonly blockers: Blockers;
}

/** What was carried out. */
export interface Done {
  readonly name: string;
  readonly file: string;
  readonly statements: number;
  readonly durationMs: number;
}
