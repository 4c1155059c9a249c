import type { Context } from "../../shared/action/context.ts";
import type { Inputs, Outputs } from "../../shared/action/spec.ts";
import type { Manifest } from "../../shared/domain/manifest/types.ts";
import type { Deployer } from "../../shared/ports/deployer.ts";
import type { Ledger } from "../../shared/ports/ledger.ts";
import type { spec } from "./spec.ts";

export type DeployInputs = Inputs<typeof spec>;
export type DeployOutputs = Outputs<typeof spec>;

export interface Ports extends Pick<
  Context<typeof spec>,
  "log" | "summary" | "publish" | "clock" | "signal" | "onCancel" | "run"
> {
  readonly deployer: Deployer;
  /** Absent when there is no token. */
  readonly ledger: Ledger | undefined;
  readonly readManifest: (path: string) => Promise<Manifest>;
}
