import type { Context } from "../../shared/action/context.ts";
import type { Inputs } from "../../shared/action/spec.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import type { Deployer } from "../../shared/ports/deployer.ts";
import type { Ledger } from "../../shared/ports/ledger.ts";
import type { Probe } from "../../shared/ports/probe.ts";
import type { spec } from "./spec.ts";

export type RollbackInputs = Inputs<typeof spec>;

export interface Ports extends Pick<
  Context<typeof spec>,
  "log" | "redact" | "summary" | "publish" | "clock" | "signal" | "onCancel" | "run"
> {
  readonly deployer: Deployer;
  readonly ledger: Ledger;
  readonly probe: Probe;
  /** Writes a file for later steps and gives its path. */
  readonly keep: (name: string, text: string) => Promise<string>;
  readonly readManifest: (path: string) => Promise<Manifest>;
}
