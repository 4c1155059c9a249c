import type { HostEnvironment } from "../../runner/types.ts";
import type { AdvisoryEntry } from "./advisories.ts";
import type { SupplyOptions } from "./supply.ts";

export interface RepositoryOptions {
  /** Folder of a git repository, bare or not. */
  readonly git: string;
  /** `main` when absent. */
  readonly defaultBranch?: string;
  /** True when absent: what a token may do is what its permissions say, reading included. */
  readonly private?: boolean;
  readonly environments?: Readonly<Record<string, Partial<HostEnvironment>>>;
  readonly supply?: SupplyOptions;
}

export interface GithubOptions {
  /** By `owner/name`. */
  readonly repositories: Readonly<Record<string, RepositoryOptions>>;
  /** GitHub's own database of advisories, which is the same for all repositories; none when absent. */
  readonly advisories?: readonly AdvisoryEntry[] | "unavailable";
  /** Requests of one repository's tokens in an hour. */
  readonly hourly?: number;
  /** Secondary limits on what makes content: POST, PATCH, PUT and DELETE. */
  readonly writesPerMinute?: number;
  readonly now?: () => Date;
  readonly port?: number;
}
