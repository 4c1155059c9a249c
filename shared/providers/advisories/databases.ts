import type { Dependency } from "../../dependencies/types.ts";
import type { Http } from "../../http/types.ts";
import type { Advisories } from "../../ports/advisories.ts";
import type { Clock } from "../../ports/clock.ts";
import type { GithubAccess } from "../github/access.ts";
import { githubAdvisories } from "../github/advisories.ts";
import { osvAdvisories } from "../osv/osv.ts";
import { type Database, fromDatabases } from "./from-databases.ts";

export interface DatabasesOptions {
  readonly http: Http;
  readonly clock: Clock;
  readonly which: "both" | "osv" | "github";
  /** Base address of OSV. */
  readonly osv: string;
  /** Undefined without a token. */
  readonly github: Pick<GithubAccess, "token" | "api"> | undefined;
  /** Tags that lead to the same commit as an action's ref. */
  readonly tagsOf: (dependency: Dependency) => Promise<readonly string[]>;
}

/** Milliseconds that GitHub has: where nobody else is asked, and beside OSV, which has no need to wait for it. */
const ALONE = 60_000;
const BESIDE = 8_000;

/** The databases that a review was told to ask. Without a token there is only OSV. */
export const advisoryDatabases = ({ http, clock, which, osv, github, tagsOf }: DatabasesOptions): Advisories => {
  const main: Database = { name: "OSV", advisories: osvAdvisories({ http, api: osv, tagsOf }) };
  if (github === undefined || which === "osv") return fromDatabases(main);
  const patience = which === "github" ? ALONE : BESIDE;
  const second: Database = {
    name: "GitHub's advisories",
    advisories: githubAdvisories({ ...github, http, clock, tagsOf, patience }),
  };
  return which === "github" ? fromDatabases(second) : fromDatabases(main, second);
};
