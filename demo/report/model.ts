import type { RunReport } from "../../action-tests/runner/types.ts";

/** One probe of a gate, or one request of the traffic. Times are milliseconds since the start of the story. */
export interface Sample {
  readonly at: number;
  readonly milliseconds: number;
  readonly ok: boolean;
  readonly status: number | undefined;
  /** Commit that the answering instance told. */
  readonly commit: string | undefined;
}

export interface GatePlot {
  readonly title: string;
  readonly verdict: string;
  readonly expected: string;
  readonly checks: readonly { readonly name: string; readonly samples: readonly Sample[] }[];
  readonly evidence: string;
}

export interface RollbackStory {
  readonly environment: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
  readonly services: readonly { readonly name: string; readonly what: string }[];
  readonly seconds: number | undefined;
}

export interface Release {
  readonly environment: string;
  readonly commit: string;
  readonly kind: string;
  readonly state: string;
  readonly note: string;
  readonly migrationHead: string | undefined;
}

export interface Chapter {
  readonly commit: string;
  readonly title: string;
  readonly outcome: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly report: RunReport;
  readonly gates: readonly GatePlot[];
  readonly rollback: RollbackStory | undefined;
}

/** Everything that the report page tells. */
export interface Story {
  readonly chapters: readonly Chapter[];
  readonly releases: readonly Release[];
  readonly traffic: readonly Sample[];
  readonly production: { readonly commit: string; readonly url: string };
  readonly seconds: number;
  /** Highest sum of the resident memory of all processes, in MB. */
  readonly peakMemory: number | undefined;
}

export const short = (commit: string | undefined): string => (commit === undefined ? "?" : commit.slice(0, 7));
