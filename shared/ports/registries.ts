import type { Dependency, NotChecked, ReleaseFacts } from "../dependencies/types.ts";

/** What the gates that are switched on need. Less of it means fewer requests. */
export interface Wanted {
  readonly license: boolean;
  /** Provenance, trusted publisher, publisher, maintainers, install scripts. */
  readonly trust: boolean;
  /** Milliseconds since 1970: how releases from before were published decides nothing, unless a younger one of the package is asked about too. */
  readonly trustSince?: number | undefined;
}

export interface ReleaseAnswer {
  /** By purl. */
  readonly facts: ReadonlyMap<string, ReleaseFacts>;
  /** Of those no gate may say that it passed. What was learnt all the same is in `facts`. */
  readonly unchecked: readonly NotChecked[];
  /** Of a kind that no registry can be asked about (a private Go module, a local path), with the reason. */
  readonly unasked: ReadonlyMap<string, string>;
}

/**
 * The registries that the base commit's own configuration names. Ask with added packages and the versions that they
 * replace in one call: one request a package serves both. Other sources than registries, images and `uses:` are passed over.
 * Rejects only with the signal's reason.
 */
export interface Registries {
  readonly releases: (dependencies: readonly Dependency[], wanted: Wanted) => Promise<ReleaseAnswer>;
}

/** What GitHub tells of one `uses:`. Undefined: it does not tell; never "no". */
export interface ActionFacts {
  /** What the ref is; `missing`: the repository, or the ref in it, does not exist (or is not shown to us). */
  readonly kind: "sha" | "tag" | "branch" | "missing";
  /** Full commit that the ref leads to now. */
  readonly sha: string | undefined;
  /** Whether a branch of this very repository holds the commit: one that does not came from a fork, or was put under a tag. */
  readonly onBranch: boolean | undefined;
  /** Tags of this repository that lead to the commit. */
  readonly tags: readonly string[];
  /** GitHub could verify the commit's signature. */
  readonly verified: boolean | undefined;
  /** RFC 3339; whoever made the commit chose it. */
  readonly committedAt: string | undefined;
  /** RFC 3339: when the release of the tag was published, by GitHub's clock. */
  readonly releasedAt: string | undefined;
  /** GitHub lets nobody move the release's tag. */
  readonly immutable: boolean | undefined;
  /** `runs.using` of its action.yml: `node24`, `docker`, `composite`; undefined for reusable workflows. */
  readonly using: string | undefined;
  readonly archived: boolean | undefined;
}

export interface ActionAnswer {
  /** By purl. */
  readonly facts: ReadonlyMap<string, ActionFacts>;
  readonly unchecked: readonly NotChecked[];
}

/** Rejects only with the signal's reason. */
export interface ActionSource {
  readonly actions: (dependencies: readonly Dependency[]) => Promise<ActionAnswer>;
  /** The full commit that a tag of an action's repository leads to: for the `# v6.0.2` beside a pinned commit. */
  readonly tagged: (repository: string, tag: string) => Promise<string | undefined>;
}

/** A change that GitHub's dependency graph reports between two commits. All text is hostile. */
export interface GraphChange {
  readonly kind: "added" | "removed";
  readonly file: string;
  readonly purl: string;
  readonly license: string | undefined;
  /** GHSA ids. */
  readonly advisories: readonly string[];
}

/** `unavailable`: not switched on, or not for this repository. `incomplete`: snapshots are missing, so it must not be relied upon. */
export type GraphAnswer =
  | { readonly kind: "complete" | "incomplete"; readonly changes: readonly GraphChange[]; readonly note: string }
  | { readonly kind: "unavailable"; readonly note: string };

export type DependencyGraph = (base: string, head: string) => Promise<GraphAnswer>;
