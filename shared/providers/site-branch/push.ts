import { Failure } from "../../action/failure.ts";
import type { CommandResult } from "../../ports/command.ts";
import type { PushEnd } from "../../ports/site.ts";

/** The remote's own words for "somebody was faster". */
const MOVED =
  /stale info|fetch first|non-fast-forward|failed to update ref|cannot lock ref|unable to (?:create|lock)|incorrect old value|reference already exists|but expected|failed to lock/i;
const DENIED =
  /authentication failed|could not read (?:username|password)|permission(?: to \S+)? denied|denied to|access denied|repository not found|write access to repository not granted|returned error: (?:401|403|404)|does not appear to be a git repository|not authorized/i;

/** Reads how `git push --porcelain` ended. Rejects with SLIP-GIT-REFUSED what no further try can mend. */
export function readPush({ code, stdout, tail }: CommandResult, branch: string): PushEnd {
  const line = stdout.split("\n").find((row) => /^[!=*+ -]\t/.test(row));
  if (code === 0 && (line === undefined || !line.startsWith("!"))) return "pushed";
  const said = `${line ?? ""}\n${tail.join("\n")}`;
  if (line?.startsWith("!") === true) {
    if (MOVED.test(said)) return "moved";
    throw refused(`The repository rejected the push to \`${branch}\`.`, tail);
  }
  if (DENIED.test(said)) throw denied(branch, tail);
  return { lost: tail.slice(-SHOWN).join("\n") };
}

const SHOWN = 12;

const quoted = (what: string, tail: readonly string[]): string =>
  [what, ...tail.slice(-SHOWN).map((line) => `  ${line}`)].join("\n");

const refused = (what: string, tail: readonly string[]): Failure =>
  new Failure("SLIP-GIT-REFUSED", quoted(what, tail), {
    blame: "user",
    state: "The branch is as it was; nothing was published.",
    next: "Look whether a rule or a hook protects the branch; its words are above.",
  });

export const isDenied = (tail: readonly string[]): boolean => DENIED.test(tail.join("\n"));

export const denied = (branch: string, tail: readonly string[]): Failure =>
  new Failure("SLIP-GIT-REFUSED", quoted(`The repository does not let us work on \`${branch}\`.`, tail), {
    blame: "user",
    state: "The branch is as it was; nothing was published.",
    next: "Give the job `permissions: contents: write`, or a `github-token` that may write to the repository.",
  });
