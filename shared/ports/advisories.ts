import type { Advisory, Dependency, NotChecked } from "../dependencies/types.ts";

/** What is known against the packages that were asked about, by purl. */
export interface AdvisoryAnswer {
  /**
   * Has an entry for every package that somebody answered for; an empty list means that nothing is known against it.
   * Withdrawn advisories are left out, and one problem under several names (GHSA, CVE, PYSEC …) is there once.
   */
  readonly known: ReadonlyMap<string, readonly Advisory[]>;
  /** Never clean: somebody did not answer. What was learnt all the same is in `known`. */
  readonly unchecked: readonly NotChecked[];
  /** Of a kind that no database covers (images, local paths, versions that the file does not pin), with the reason. */
  readonly unasked: ReadonlyMap<string, string>;
  /** Whom all of this comes from. */
  readonly sources?: readonly Source[];
}

/** How much one database answered. */
export interface Source {
  readonly name: string;
  /** Package versions that it was asked about. */
  readonly asked: number;
  readonly answered: number;
  /** Why it answered less than it was asked. */
  readonly why: string | undefined;
}

/** Where known vulnerabilities and malware are looked up. Rejects only with the signal's reason. */
export interface Advisories {
  readonly lookUp: (dependencies: readonly Dependency[]) => Promise<AdvisoryAnswer>;
  /**
   * The same for thousands of packages that only are to be counted: in less time, with the records of the first packages
   * only. The rest of what is known has its id and nothing else. Actions and commits are not asked about.
   */
  readonly survey: (dependencies: readonly Dependency[]) => Promise<AdvisoryAnswer>;
}
