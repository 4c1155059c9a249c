import type { Secret } from "../../action/secret.ts";
import type { Clock } from "../../ports/clock.ts";
import type { GithubAccess } from "../github/access.ts";

/** What a job has beside its token when it may hand a site to Pages. */
export interface PagesAccess extends GithubAccess {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly protect: (value: string) => Secret;
  readonly onCancel: (what: string, undo: () => Promise<void>) => () => void;
  readonly log: { readonly info: (line: string) => void; readonly warning: (message: string) => void };
  /** Folder for files that may be as large as the site. */
  readonly temp: string;
  /** From the step's environment; each is undefined where the job lacks the right. */
  readonly job: {
    /** ACTIONS_RESULTS_URL and ACTIONS_RUNTIME_TOKEN: the service that keeps artifacts. */
    readonly resultsUrl: string | undefined;
    readonly runtimeToken: Secret | undefined;
    /** ACTIONS_ID_TOKEN_REQUEST_URL and ACTIONS_ID_TOKEN_REQUEST_TOKEN. */
    readonly idTokenUrl: string | undefined;
    readonly idTokenRequestToken: Secret | undefined;
  };
}
