/** A pull request as far as we need it; everything but the numbers and shas is hostile text. */
export interface Pull {
  readonly number: number;
  readonly open: boolean;
  readonly merged: boolean;
  readonly headSha: string;
  readonly headRef: string;
  /** `owner/name`; undefined when the fork is gone. */
  readonly headRepository: string | undefined;
  readonly baseSha: string;
  readonly baseRef: string;
  /** RFC 3339. */
  readonly closedAt: string | undefined;
}

export interface Pulls {
  readonly get: (number: number) => Promise<Pull | undefined>;
  /** The open pull requests whose head is this commit, also from forks, which the API's own lookup by commit leaves out. */
  readonly ofHead: (sha: string) => Promise<readonly Pull[]>;
}
