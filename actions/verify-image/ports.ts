import type { Context } from "../../shared/action/context.ts";
import type { Inputs, Outputs } from "../../shared/action/spec.ts";
import type { TrustedBy } from "../../shared/attestations/trust-root.ts";
import type { Git } from "../../shared/ports/git.ts";
import type { Registry } from "../../shared/ports/registry.ts";
import type { spec } from "./spec.ts";

export type VerifyContext = Context<typeof spec>;
export type VerifyInputs = Inputs<typeof spec>;
export type VerifyOutputs = Outputs<typeof spec>;

export interface Ports {
  readonly registry: Registry;
  readonly git: Git;
  /** Of the event: of a pull request its head. Counts where nothing is checked out. */
  readonly commit: string;
  /** A file of the workspace; undefined when there is none. */
  readonly readText: (path: string) => Promise<string | undefined>;
  /** What a TUF repository publishes; `root` is the text of its first root, which Sigstore's own need not be given. */
  readonly fetchRoot: (repository: {
    readonly mirror: string;
    readonly root: string | undefined;
  }) => Promise<TrustedBy>;
}
