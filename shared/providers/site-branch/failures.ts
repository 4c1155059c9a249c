import { Failure } from "../../action/failure.ts";

/** Half an answer would be taken for what the branch holds, and written back. */
export const incomplete = (what: string): Failure =>
  new Failure("SLIP-COMMAND-FAILED", `\`${what}\` did not answer whole.`, {
    blame: "bug",
    state: "Nothing was published.",
    next: "Run the job again.",
  });

export const unreachable = (tail: readonly string[]): Failure =>
  new Failure(
    "SLIP-HTTP-UNREACHABLE",
    ["The repository could not be read.", ...tail.slice(-8).map((line) => `  ${line}`)].join("\n"),
    {
      blame: "provider",
      state: "Nothing was published.",
      next: "Run the job again; when it persists, look at the repository's address and at the host's status page.",
    },
  );

export const tooLarge = (branch: string): Failure =>
  new Failure("SLIP-DOCS-REFUSED", `The branch \`${branch}\` holds more files than can be listed.`, {
    blame: "user",
    state: "Nothing was published.",
    next: "Remove previews and versions with `command: sweep`, or publish to a branch of its own.",
  });
