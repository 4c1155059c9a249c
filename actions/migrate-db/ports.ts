import type { Context } from "../../shared/action/context.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import type { MigrationTool } from "../../shared/ports/migrations.ts";
import type { InspectAddress } from "../../shared/ports/sql-address.ts";
import type { Connect } from "../../shared/ports/sql.ts";
import type { spec } from "./spec.ts";

export type MigrateContext = Context<typeof spec>;

export interface Ports {
  readonly connect: Connect;
  readonly inspectAddress: InspectAddress;
  readonly tools: readonly MigrationTool[];
  readonly readManifest: (path: string) => Promise<Manifest>;
  /** Keeps the evidence where later steps find it; answers its path. */
  readonly keep: (name: string, text: string) => Promise<string>;
}
