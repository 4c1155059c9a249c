import type { Context } from "../../shared/action/context.ts";
import type { Addresses } from "../../shared/dependencies/addresses/types.ts";
import type { KnownReplacements } from "../../shared/dependencies/replacements/types.ts";
import type { Comparison } from "../../shared/dependencies/types.ts";
import type { Advisories } from "../../shared/ports/advisories.ts";
import type { CodeScanning } from "../../shared/ports/code-scanning.ts";
import type { StickyComments } from "../../shared/ports/comments.ts";
import type { ActionSource, DependencyGraph, Registries } from "../../shared/ports/registries.ts";
import type { spec } from "./spec.ts";

export type ReviewContext = Context<typeof spec>;

/** The repository as git has it. All text is hostile. */
export interface Revisions {
  /** Full id of a commit that is here or could be fetched. Rejects with SLIP-DEPS-BASE. */
  readonly find: (revision: string) => Promise<string>;
  /** The newest common ancestor; undefined when there is none. */
  readonly mergeBase: (one: string, other: string) => Promise<string | undefined>;
  /** Text of a file at a commit; undefined when there is none. */
  readonly read: (commit: string, path: string) => Promise<string | undefined>;
  /** What changed in dependencies; `undefined` for base: everything was added. Rejects with SLIP-DEPS-LOCKFILE. */
  readonly compare: (base: string | undefined, head: string) => Promise<Comparison>;
  /** First parent; undefined for the first commit of all. */
  readonly parent: (commit: string) => Promise<string | undefined>;
  /** Where packages come from, as the files of a commit and the job's environment say. */
  readonly addresses: (commit: string) => Promise<Addresses>;
}

export interface Ports {
  readonly revisions: Revisions;
  readonly advisories: Advisories;
  /** The registries that this commit's own configuration names. */
  readonly registries: (commit: string) => Promise<Registries>;
  /** What is known to take a package's place; read only where something is new. */
  readonly replacements: () => Promise<KnownReplacements>;
  /** Undefined without a token. */
  readonly actions: ActionSource | undefined;
  readonly graph: DependencyGraph | undefined;
  readonly comments: StickyComments | undefined;
  readonly codeScanning: CodeScanning | undefined;
  /** The event that started the run, as GitHub describes it; hostile, and `undefined` when there is none. */
  readonly event: () => Promise<unknown>;
  /** Keeps a file in the runner's temporary folder and says where. */
  readonly keep: (name: string, text: string) => Promise<string>;
  readonly writeFile: (path: string, text: string) => Promise<void>;
}
