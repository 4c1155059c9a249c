import { Failure, toFailure } from "../../shared/action/failure.ts";

/** One thing that keeps the pipeline from working, and the way out. */
export interface Problem {
  readonly about: "manifest" | "secret" | "environment" | "permission" | "service" | "database";
  /** A sentence. */
  readonly what: string;
  /** What to do, a sentence in the imperative. */
  readonly fix: string;
}

/** What a failed question says about the pipeline. A bug of ours is no problem of the user's and goes on as it is. */
export const problemOf = (about: Problem["about"], subject: string, thrown: unknown): Problem => {
  const failure = toFailure(thrown);
  if (failure.blame === "bug" || failure.code === "SLIP-CANCELLED" || failure.code === "SLIP-TIMEOUT") throw thrown;
  return { about, what: `${subject}: ${failure.message}`, fix: failure.next ?? "Try again." };
};

export const summarized = (problems: readonly Problem[]): Failure =>
  new Failure("SLIP-PREFLIGHT", problems.map(({ what, fix }, index) => `${index + 1}. ${what} ${fix}`).join("\n"), {
    blame: "user",
    state: "Nothing was changed.",
    next:
      problems.length === 1
        ? "Put this right, then run the workflow again."
        : "Put these right, then run the workflow again.",
  });
