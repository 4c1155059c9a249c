import { CODES, type Code } from "./codes.ts";

/** Whose turn it is to act: the person who wrote the workflow, the provider, or us. */
export type Blame = "user" | "provider" | "bug";

interface FailureOptions {
  readonly blame: Blame;
  /** What state things are in now, such as "Nothing was changed." */
  readonly state?: string | undefined;
  /** What to do next, in the imperative. */
  readonly next?: string | undefined;
  /** The word that the step's `outcome` output gets; `failed` when absent. */
  readonly outcome?: string | undefined;
  readonly cause?: unknown;
}

/** The one error type that reaches the user: a closed code, what happened, the state of things, the next step. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: Code;
  readonly blame: Blame;
  readonly state: string | undefined;
  readonly next: string | undefined;
  readonly outcome: string;

  constructor(code: Code, what: string, { blame, state, next, outcome = "failed", cause }: FailureOptions) {
    super(what, { cause });
    this.code = code;
    this.blame = blame;
    this.state = state;
    this.next = next;
    this.outcome = outcome;
  }

  get title(): string {
    return CODES[this.code];
  }
}

/** Anything thrown, as a Failure: what we did not foresee is a bug of ours. */
export const toFailure = (thrown: unknown): Failure =>
  thrown instanceof Failure
    ? thrown
    : new Failure("SLIP-BUG", thrown instanceof Error ? thrown.message : String(thrown), {
        blame: "bug",
        next: "This is a bug in the action: please report it with the log of this step.",
        cause: thrown,
      });
