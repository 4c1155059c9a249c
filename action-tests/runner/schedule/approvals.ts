import { waitUnlessCancelled, type CancelScope } from "./cancel-scope.ts";

export interface Decision {
  readonly approved: boolean;
  readonly reviewer: string;
}

export interface Approvals {
  readonly pending: () => readonly string[];
  /** Waits for a reviewer, or undefined when the scope is cancelled first. */
  readonly wait: (
    environment: string,
    reviewers: readonly string[],
    scope: CancelScope,
  ) => Promise<Decision | undefined>;
  /** Decides for every job that waits for the environment. Throws when none does or the reviewer may not. */
  readonly decide: (environment: string, decision: Decision) => void;
}

interface Waiting {
  readonly environment: string;
  readonly reviewers: readonly string[];
  readonly settle: (decision: Decision) => void;
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

export const createApprovals = (): Approvals => {
  let waiting: Waiting[] = [];
  return {
    pending: () => [...new Set(waiting.map(({ environment }) => environment))],
    wait: (environment, reviewers, scope) =>
      waitUnlessCancelled(scope, (settle) => {
        const entry = { environment, reviewers, settle };
        waiting.push(entry);
        return () => {
          waiting = waiting.filter((other) => other !== entry);
        };
      }),
    decide: (environment, decision) => {
      const asked = waiting.filter((entry) => same(entry.environment, environment));
      if (asked.length === 0) throw new Error(`No job waits for the environment '${environment}'`);
      for (const { reviewers } of asked)
        if (!reviewers.some((reviewer) => same(reviewer, decision.reviewer)))
          throw new Error(`'${decision.reviewer}' is not a reviewer of '${environment}'`);
      for (const { settle } of asked) settle(decision);
    },
  };
};
