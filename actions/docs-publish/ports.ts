import type { Context } from "../../shared/action/context.ts";
import type { Outputs } from "../../shared/action/spec.ts";
import type { StickyComments } from "../../shared/ports/comments.ts";
import type { Pulls } from "../../shared/ports/pulls.ts";
import type { Announcement, PagesHost, SitePacker, SiteStore, WalkedSite } from "../../shared/ports/site.ts";
import type { WorkflowRuns } from "../../shared/ports/workflow-runs.ts";
import type { CheckedSite, PageSources, SiteToCheck } from "../../shared/site/types.ts";
import type { spec } from "./spec.ts";

export type DocsContext = Context<typeof spec>;
export type Result = Outputs<typeof spec>;

export interface Ports {
  /** All files below a folder, sorted by path, and what a walk alone can tell: links out of it, special files, names. */
  readonly walk: (folder: string) => Promise<WalkedSite>;
  /** The leak gate, the check of links, and what static hosts cannot serve. */
  readonly check: (site: SiteToCheck) => Promise<CheckedSite>;
  /** What the pages of the site were made from, of a file that the user names. */
  readonly pageSources: (file: string) => Promise<PageSources>;
  readonly packer: SitePacker;
  readonly store: SiteStore;
  readonly pages: () => PagesHost;
  readonly pulls: () => Pulls;
  readonly runs: () => WorkflowRuns;
  readonly comments: () => StickyComments;
  readonly announce: (announcement: Announcement) => Promise<void>;
}
