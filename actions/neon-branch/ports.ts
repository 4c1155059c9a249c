import type { Context } from "../../shared/action/context.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import type { DatabaseBranching } from "../../shared/ports/databases.ts";
import type { Connect } from "../../shared/ports/sql.ts";
import type { spec } from "./spec.ts";

export type NeonContext = Context<typeof spec>;

export interface Ports {
  readonly branching: (project: string) => DatabaseBranching;
  readonly connect: Connect;
  readonly readManifest: (path: string) => Promise<Manifest>;
}

/** What the commands work with. */
export interface Desk {
  readonly context: NeonContext;
  readonly databases: DatabaseBranching;
  readonly connect: Connect;
  /** On the clock's own scale; leaves time to clear up before the step's own deadline. */
  readonly deadline: number;
}
